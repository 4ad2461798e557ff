"""What the standard's bodies have in common: amounts as text with two decimals, and status digits."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from ...scrub import scrubbed_text
from ...state import State
from ...words import RefundSeen

STATES = {
    "00": State.PAID, "01": State.PENDING, "02": State.PENDING, "03": State.PENDING, "04": State.REFUNDED,
    "05": State.CANCELLED, "06": State.FAILED, "07": State.PENDING, "08": State.EXPIRED, "09": State.FAILED,
}  # fmt: skip
"""`latestTransactionStatus` and `paymentFlagStatus` (Midtrans, payment notification API). 02 is paid but not final
(DANA); 07 is "not found". They move nothing, and neither does a word that nobody knows."""
NOT_FOUND = "07"
LONGEST = 100
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def value(amount: int, currency: str) -> dict[str, str]:
    """{"value": "10000.00", "currency": "IDR"}."""
    return {"value": f"{amount}.00", "currency": currency}


def rupiah(told: Any) -> int:
    """The other way round. Raises ValueError."""
    written = told.get("value") if isinstance(told, Mapping) else None
    whole, _, rest = str(written).partition(".")
    if not isinstance(written, str) or not (whole.isascii() and whole.isdecimal()) or rest.strip("0"):
        raise ValueError(f"not an amount in rupiah: {str(written)[:40]!r}")
    if len(whole) > 15:
        raise ValueError("an amount longer than any")
    return int(whole)


def first_amount(*told: Any) -> int | None:
    """The first amount that is there. Raises ValueError for one that is none."""
    return next((rupiah(one) for one in told if one), None)


def fee(told: Any) -> int | None:
    """A fee to the nearest rupiah, None where none is told: percentages leave fractions behind."""
    try:
        return int(Decimal(str(within({"fee": told}, "fee")["value"])).to_integral_value(ROUND_HALF_UP))
    except (KeyError, ArithmeticError, ValueError):
        return None


def text(told: Any) -> str:
    """A word of theirs as a word to keep: no zero bytes, no half characters, not too long."""
    return _NO_TEXT.sub("\ufffd", str(told))[:LONGEST] if isinstance(told, str | int) else ""


def moment(told: Any) -> datetime | None:
    """ISO 8601 with an offset."""
    try:
        found = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return found if found.tzinfo else None


def within(told: Any, name: str) -> Mapping[str, Any]:
    """An object inside, empty if there is none."""
    found = told.get(name) if isinstance(told, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def raw(told: Mapping[str, Any]) -> str:
    """The body to keep, without secrets."""
    return _NO_TEXT.sub("\ufffd", scrubbed_text(json.dumps(told).encode()))


def parsed(body: bytes) -> Mapping[str, Any]:
    """A body as an object. Raises ValueError for whatever else it is."""
    try:
        told = json.loads(body)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(told, Mapping):
        raise ValueError("not a JSON object")
    return told


def refunds(told: Mapping[str, Any]) -> tuple[RefundSeen, ...]:
    """The refunds that a body tells of, wherever it does. Raises ValueError."""
    found = within(told, "additionalInfo").get("refundHistory") or told.get("refundHistory")
    rows = [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []
    return tuple(_refund(one) for one in rows)


def _refund(one: Mapping[str, Any]) -> RefundSeen:
    """Midtrans names our number `partnerReferenceNo` or `partnerRefundNo`, from page to page of its documents."""
    state = {"00": "done", "06": "failed"}.get(text(one.get("refundStatus")), "pending")
    ours = text(one.get("partnerRefundNo")) or text(one.get("partnerReferenceNo"))
    return RefundSeen(ours, rupiah(one.get("refundAmount")), state, text(one.get("refundNo")))


def with_refunds(state: State, got: int, gone: int) -> tuple[State, int]:
    """What paid and gone money come to: 04 is told of part of it, too; without a figure all of it is meant."""
    if state == State.REFUNDED and not gone:
        return state, got
    if state in (State.PAID, State.REFUNDED) and gone:
        return (State.REFUNDED if gone >= got else State.PARTIALLY_REFUNDED), gone
    return state, gone
