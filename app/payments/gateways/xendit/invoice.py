"""Invoices v2: a hosted page, used for cards. SETTLED means paid too, only faster."""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from ...adapter import Account, Charge, Created, Instruction, Observation, RefundSeen
from ...failure import Duplicate, Invalid, Missing
from ...scrub import scrubbed_text
from ...state import State
from .api import call
from .request import after_refunds, moment, rupiah

PATH = "/v2/invoices"
STATES = {"PENDING": State.PENDING, "PAID": State.PAID, "SETTLED": State.PAID, "EXPIRED": State.EXPIRED}


def make(account: Account, charge: Charge) -> dict[str, Any]:
    """Ask for one, for cards alone."""
    seconds = int((charge.expires_at - charge.made_at).total_seconds())
    told = {
        "external_id": charge.reference,
        "amount": charge.money.amount,
        "currency": charge.money.currency,
        "description": charge.description or charge.reference,
        "invoice_duration": max(60, seconds),
        "success_redirect_url": charge.return_url,
        "failure_redirect_url": charge.return_url,
        "payment_methods": ["CREDIT_CARD"],
        "items": [{"name": one.name, "quantity": one.quantity, "price": one.price_amount} for one in charge.lines],
    }
    made: dict[str, Any] = call(account, "POST", f"{PATH}/", told, key=charge.idempotency_key)
    return made


def get(account: Account, id_: str) -> dict[str, Any]:
    """One by Xendit's id."""
    told: dict[str, Any] = call(account, "GET", f"{PATH}/{quote(id_, safe='')}")
    return told


def find(account: Account, reference: str) -> dict[str, Any]:
    """The newest of our reference; references need not be unique there. Raises Missing."""
    rows = call(account, "GET", f"{PATH}?{urlencode({'external_id': reference})}")
    found = [one for one in rows or () if isinstance(one, dict) and one.get("external_id") == reference]
    if not found:
        raise Missing("no invoice of that reference")
    return found[-1]


def end(account: Account, id_: str) -> None:
    """Expire it; nothing happens when it is over."""
    try:
        call(account, "POST", f"/invoices/{quote(id_, safe='')}/expire!", {})
    except (Duplicate, Invalid):
        return


def created(told: Mapping[str, Any], charge: Charge) -> Created:
    """A page to go to."""
    seen = read(told)
    return Created(seen.provider_ref, seen.state, seen.instructions, charge.expires_at, seen.raw)


def is_paid(told: Mapping[str, Any]) -> bool:
    """Whether there may be refunds to ask about."""
    return STATES.get(str(told.get("status"))) == State.PAID


def refunded_by(told: Mapping[str, Any]) -> dict[str, str]:
    """How its refunds are found."""
    return {"invoice_id": str(told.get("id") or "")}


def read(told: Mapping[str, Any], refunds: Iterable[RefundSeen] = ()) -> Observation:
    """What it says. Raises ValueError for an amount that is none."""
    back = tuple(refunds)
    state = STATES.get(str(told.get("status") or ""), State.PENDING)
    got = rupiah(told.get("paid_amount") or told.get("amount", 0)) if state == State.PAID else 0
    gone = sum(one.amount for one in back if one.state == "done")
    url = told.get("invoice_url")
    return Observation(
        reference=str(told.get("external_id") or ""),
        provider_ref=str(told.get("id") or ""),
        state=after_refunds(state, got, gone),
        received=got,
        refunded=gone,
        currency=str(told.get("currency") or "IDR"),
        channel=str(told.get("payment_channel") or told.get("payment_method") or ""),
        provider_status=str(told.get("status") or ""),
        occurred_at=moment(told.get("paid_at") or told.get("updated")),
        refunds=back,
        instructions=(Instruction("redirect", {"url": str(url)}),) if url else (),
        raw=scrubbed_text(json.dumps(told).encode()),
    )
