"""What the standard's bodies have in common: amounts as text with two decimals, and status digits."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ...scrub import scrubbed_text
from ...state import State

STATES = {
    "00": State.PAID, "01": State.PENDING, "02": State.PENDING, "03": State.PENDING, "04": State.REFUNDED,
    "05": State.CANCELLED, "06": State.FAILED, "07": State.PENDING, "08": State.EXPIRED, "09": State.FAILED,
}  # fmt: skip
"""`latestTransactionStatus` and `paymentFlagStatus`: 07 is "not found", which moves nothing."""


def value(amount: int, currency: str) -> dict[str, str]:
    """{"value": "10000.00", "currency": "IDR"}."""
    return {"value": f"{amount}.00", "currency": currency}


def rupiah(told: Any) -> int:
    """The other way round. Raises ValueError."""
    text = str(told.get("value", "0")) if isinstance(told, Mapping) else "0"
    whole, _, rest = text.partition(".")
    if rest.strip("0") or not whole.isdecimal() or len(whole) > 15:
        raise ValueError(f"not an amount in rupiah: {text[:40]!r}")
    return int(whole)


def moment(told: Any) -> datetime | None:
    """ISO 8601 with an offset."""
    try:
        found = datetime.fromisoformat(str(told).replace("Z", "+00:00"))
    except ValueError:
        return None
    return found if found.tzinfo else None


def within(told: Any, name: str) -> Mapping[str, Any]:
    """An object inside, empty if there is none."""
    found = told.get(name) if isinstance(told, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def raw(told: Mapping[str, Any]) -> str:
    """The body to keep, without secrets."""
    return scrubbed_text(json.dumps(told).encode())
