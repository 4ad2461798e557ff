"""Values as Xendit writes them: numbers that may be quoted or carry decimals, times in UTC, lists in two wrappings."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

LONGEST = 15


def rupiah(value: Any) -> int:
    """A JSON number, perhaps quoted (its own samples do), as whole rupiah. Raises ValueError for anything else."""
    whole, _, rest = str(value).partition(".")
    if isinstance(value, bool) or rest.strip("0") or not whole.isdecimal() or len(whole) > LONGEST:
        raise ValueError(f"not an amount in rupiah: {str(value)[:40]!r}")
    return int(whole)


def fee(value: Any) -> int:
    """A fee or a tax to the nearest rupiah: how Xendit rounds a percentage is not documented. Raises ValueError."""
    if value is None:
        return 0
    try:
        exact = Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"not a fee: {str(value)[:40]!r}") from error
    if not exact.is_finite() or exact.adjusted() > LONGEST:
        raise ValueError(f"not a fee: {str(value)[:40]!r}")
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def moment(value: Any) -> datetime | None:
    """ISO 8601; without a zone it is UTC. None for anything else."""
    try:
        told = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
        return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def text(value: Any) -> str:
    """As text; null is empty, and blanks around a word are a slip of the specification."""
    return "" if value is None else str(value).strip()


def within(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object of that name, or an empty one."""
    inner = told.get(name)
    return inner if isinstance(inner, Mapping) else {}


def rows(told: Any) -> list[dict[str, Any]]:
    """The objects of a list: bare (invoices) or in `data` (everything else)."""
    listed = told.get("data") if isinstance(told, Mapping) else told
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
