"""Values as DOKU writes them: amounts with or without quotes and decimals, times with or without a zone."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ...scrub import scrubbed_text

LONGEST_AMOUNT, LONGEST_WORD = 15, 100
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def rupiah(value: Any) -> int:
    """Whole rupiah of 150000, 150000.0 or "150000" (its documents show all three). Raises ValueError."""
    whole, _, rest = str(value).partition(".")
    if isinstance(value, bool) or not (whole.isascii() and whole.isdecimal()) or rest.strip("0"):
        raise ValueError(f"not an amount in rupiah: {str(value)[:40]!r}")
    if len(whole) > LONGEST_AMOUNT:
        raise ValueError("an amount longer than any")
    return int(whole)


def moment(value: Any) -> datetime | None:
    """ISO 8601; without a zone it is UTC, as all times of this side of DOKU are. None for anything else."""
    try:
        told = datetime.fromisoformat(str(value))
        return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def text(value: Any) -> str:
    """A word to keep: nothing for null, no half characters or zero bytes, not too long."""
    return "" if value is None else _NO_TEXT.sub("\ufffd", str(value))[:LONGEST_WORD]


def raw(body: bytes) -> str:
    """A body to keep, without secrets."""
    return _NO_TEXT.sub("\ufffd", scrubbed_text(body))


def within(told: Any, *names: str) -> Mapping[str, Any]:
    """The object of that name in the one before it, empty when there is none."""
    for name in names:
        told = told.get(name) if isinstance(told, Mapping) else None
    return told if isinstance(told, Mapping) else {}
