"""Invoices v2: a page of Xendit's, for what a payment request cannot do. SETTLED means paid too, only faster.

Formats: Xendit's Python SDK 7.0.0. `external_id` is not forced to be unique, so all of ours are looked at.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from app.core.clock import now

from ...failure import Duplicate, Invalid, Missing, TooLate
from ...scrub import scrubbed_text
from ...state import State
from ...words import Account, Charge, Instruction, Observation, Reference
from .api import ask, call
from .channel import INVOICED
from .value import moment, rows, rupiah, text

PATH = "/v2/invoices"
STATES = {"PENDING": State.PENDING, "PAID": State.PAID, "SETTLED": State.PAID, "EXPIRED": State.EXPIRED}
"""A status that nobody knows moves nothing: PENDING."""
SHORTEST = 60


def make(account: Account, charge: Charge) -> dict[str, Any]:
    """Ask for one that takes this method alone, for as long as the attempt still has."""
    told: dict[str, Any] = {
        "external_id": charge.reference,
        "amount": charge.money.amount,
        "currency": charge.money.currency,
        "description": charge.description or charge.reference,
        "invoice_duration": max(SHORTEST, int((charge.expires_at - now()).total_seconds())),
        "success_redirect_url": charge.return_url,
        "failure_redirect_url": charge.return_url,
        "payment_methods": [INVOICED[charge.method]],
        "locale": "id",
    }
    if all(one.price_amount > 0 for one in charge.lines):  # a discount is no item there
        told["items"] = [
            {"name": one.name[:255], "quantity": one.quantity, "price": one.price_amount} for one in charge.lines
        ]
    made: dict[str, Any] = call(account, "POST", f"{PATH}/", told)
    return made


def get(account: Account, id_: str) -> dict[str, Any]:
    """One by Xendit's id. Raises Missing."""
    told: dict[str, Any] = call(account, "GET", f"{PATH}/{quote(id_, safe='')}")
    return told


def of(account: Account, ref: Reference) -> list[dict[str, Any]]:
    """All of our reference, or the one of Xendit's id when the list does not know it. Raises Missing."""
    found = [one for one in rows(ask(account, PATH, external_id=ref.ours)) if one.get("external_id") == ref.ours]
    if ref.provider and ref.provider not in [id_of(one) for one in found]:
        found.append(get(account, ref.provider))
    if not found:
        raise Missing("no invoice of that reference")
    return found


def id_of(told: Mapping[str, Any]) -> str:
    """Xendit's id."""
    return text(told.get("id"))


def owner(told: Mapping[str, Any]) -> dict[str, str]:
    """How refunds name it."""
    return {"invoice_id": id_of(told)}


def is_open(told: Mapping[str, Any]) -> bool:
    """Whether it can still be paid."""
    return STATES.get(text(told.get("status")), State.PENDING) == State.PENDING


def end(account: Account, told: Mapping[str, Any]) -> None:
    """Expire it (the exclamation mark is Xendit's); nothing happens when it is over."""
    try:
        call(account, "POST", f"/invoices/{quote(id_of(told), safe='')}/expire!", {})
    except (Duplicate, Invalid, Missing, TooLate):
        return


def received(_account: Account, told: Mapping[str, Any]) -> int:
    """What was paid, which need not be what was asked. Raises ValueError."""
    if STATES.get(text(told.get("status"))) != State.PAID:
        return 0
    return rupiah(told.get("paid_amount") or told.get("amount"))


def read(told: Mapping[str, Any], *, is_phone: bool = True) -> Observation:
    """What it says of itself; the money is told apart (see received)."""
    url = text(told.get("invoice_url"))
    return Observation(
        reference=text(told.get("external_id")),
        provider_ref=id_of(told),
        state=STATES.get(text(told.get("status")), State.PENDING),
        currency=text(told.get("currency")) or "IDR",
        channel=text(told.get("payment_channel") or told.get("payment_method")),
        provider_status=text(told.get("status")),
        occurred_at=moment(told.get("paid_at") or told.get("updated")),
        instructions=(Instruction("redirect", {"url": url}),) if url else (),
        raw=scrubbed_text(json.dumps(told).encode()),
    )


def ends_at(told: Mapping[str, Any]) -> Any:
    """When it can no longer be paid, if it says so."""
    return moment(told.get("expiry_date"))
