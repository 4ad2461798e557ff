"""Payment requests v3: one per attempt, with what the payer has to do as a list of actions.

GET by id, POST …/cancel and GET /v3/payments/{id} are in Xendit's reference. Listing by `reference_id` is documented
for v2 and used by several public clients for v3, so it is UNVERIFIED there: where it is refused, nothing was found.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from ...failure import Duplicate, Invalid, Missing, TooLate, UnknownOutcome
from ...scrub import scrubbed_text
from ...state import State
from ...words import Account, Charge, Observation, Reference
from . import channel
from .api import ask, call
from .value import moment, rows, rupiah, text, within

PATH = "/v3/payment_requests"
STATES = {
    "ACCEPTING_PAYMENTS": State.PENDING, "REQUIRES_ACTION": State.PENDING, "AUTHORIZED": State.AUTHORIZED,
    "SUCCEEDED": State.PAID, "FAILED": State.FAILED, "CANCELED": State.CANCELLED, "EXPIRED": State.EXPIRED,
}  # fmt: skip
"""A status that nobody knows moves nothing: PENDING."""
REUSABLE = "REUSABLE_PAYMENT_CODE"


def make(account: Account, charge: Charge) -> dict[str, Any]:
    """Ask for one. Neither reference nor key is documented to stop a second one: the caller has looked for it first."""
    told = {
        "reference_id": charge.reference,
        "type": channel.kind(charge.method),
        "country": "ID",
        "currency": charge.money.currency,
        "request_amount": charge.money.amount,
        "capture_method": "AUTOMATIC",
        "channel_code": channel.code(charge.method),
        "channel_properties": channel.properties(charge),
        "description": charge.description or charge.reference,
    }
    made: dict[str, Any] = call(account, "POST", PATH, told, key=charge.idempotency_key)
    return made


def get(account: Account, id_: str) -> dict[str, Any]:
    """One by Xendit's id. Raises Missing."""
    told: dict[str, Any] = call(account, "GET", f"{PATH}/{quote(id_, safe='')}")
    return told


def of(account: Account, ref: Reference) -> list[dict[str, Any]]:
    """All of our reference, or the one of Xendit's id when the list does not know it. Raises Missing."""
    try:
        listed = rows(ask(account, PATH, reference_id=ref.ours))
    except (Missing, Invalid):
        listed = []
    found = [one for one in listed if one.get("reference_id") == ref.ours]
    if ref.provider and ref.provider not in [id_of(one) for one in found]:
        found.append(get(account, ref.provider))
    if not found:
        raise Missing("no payment request of that reference")
    return found


def id_of(told: Mapping[str, Any]) -> str:
    """Xendit's id."""
    return text(told.get("payment_request_id"))


def owner(told: Mapping[str, Any]) -> dict[str, str]:
    """How refunds name it."""
    return {"payment_request_id": id_of(told)}


def is_open(told: Mapping[str, Any]) -> bool:
    """Whether it can still be paid."""
    return STATES.get(text(told.get("status")), State.PENDING) in (State.PENDING, State.AUTHORIZED)


def end(account: Account, told: Mapping[str, Any]) -> None:
    """Cancel it; nothing happens when it is over."""
    try:
        call(account, "POST", f"{PATH}/{quote(id_of(told), safe='')}/cancel", {})
    except (Duplicate, Invalid, Missing, TooLate):
        return


def received(account: Account, told: Mapping[str, Any]) -> int:
    """What came in: its newest payment's captures; a request tells the amount asked for, never the one that came.

    A code that can be paid again has a payment for each try, so its rows on the balance are added up. A payment that
    is named and cannot be found leaves it unknown: a request of ours that was ended after it was paid must not look
    as if it never was. Raises ValueError.
    """
    is_done, newest = text(told.get("status")) == "SUCCEEDED", text(told.get("latest_payment_id"))
    asked = rupiah(told.get("request_amount")) if is_done else 0
    if not newest:
        return asked
    try:
        payment = call(account, "GET", f"/v3/payments/{quote(newest, safe='')}")
    except Missing as missing:
        if is_done:
            return asked
        raise UnknownOutcome("a payment request names a payment that is not there") from missing
    got = captured(payment) if text(payment.get("status")) == "SUCCEEDED" else asked
    return max(got, _on_the_balance(account, told)) if told.get("type") == REUSABLE else got


def _on_the_balance(account: Account, told: Mapping[str, Any]) -> int:
    wanted = {"reference_id": text(told.get("reference_id")), "types": "PAYMENT", "statuses": "SUCCESS"}
    return sum(rupiah(row.get("amount")) for row in rows(ask(account, "/transactions", **wanted)))


def captured(payment: Mapping[str, Any]) -> int:
    """The sum of a payment's captures, or the amount asked for when none is listed. Raises ValueError."""
    captures = rows(payment.get("captures"))
    if captures:
        return sum(rupiah(one.get("capture_amount")) for one in captures)
    return rupiah(payment.get("request_amount"))


def read(told: Mapping[str, Any], *, is_phone: bool = True) -> Observation:
    """What it says of itself, without the money, which it does not tell."""
    return Observation(
        reference=text(told.get("reference_id")),
        provider_ref=id_of(told),
        state=STATES.get(text(told.get("status")), State.PENDING),
        currency=text(told.get("currency")) or "IDR",
        channel=text(told.get("channel_code")),
        provider_status=text(told.get("status")),
        occurred_at=moment(told.get("updated")),
        instructions=channel.instructions(told, is_phone=is_phone),
        raw=scrubbed_text(json.dumps(told).encode()),
    )


def ends_at(told: Mapping[str, Any]) -> Any:
    """When it can no longer be paid, if it says so."""
    return moment(within(told, "channel_properties").get("expires_at"))
