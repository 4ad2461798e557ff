"""How figures, moments and numbers are written for people."""

from datetime import datetime
from typing import Any

from babel.dates import format_date, format_time
from flask_babel import get_locale, gettext
from markupsafe import Markup

from app.core import clock

NBSP = "\u00a0"
MINUS = "\u2212"


def number(value: int) -> str:
    """1234567 -> "1.234.567", the way prices are written in Indonesia, in every language of ours."""
    return f"{MINUS if value < 0 else ''}{abs(value):,}".replace(",", ".")


def rupiah(amount: Any) -> str:
    """Whole rupiah or Money -> "Rp 25.000"; the parts never break over two lines."""
    if amount is None or amount == "":
        return ""
    value = int(getattr(amount, "amount", amount))
    return f"{MINUS if value < 0 else ''}Rp{NBSP}{number(abs(value))}"


def plain_number(value: Any) -> str:
    """What stands in a money field: "25.000", or what the person typed when it was no number."""
    value = getattr(value, "amount", value)
    if value is None or value == "":
        return ""
    return number(value) if isinstance(value, int) else str(value)


def percent_off(now: Any, was: Any) -> int:
    """How much cheaper in whole percent, rounded down; 0 when it is not cheaper."""
    new, old = (int(getattr(amount, "amount", amount) or 0) for amount in (now, was))
    return (old - new) * 100 // old if 0 <= new < old else 0


def when(moment: datetime | None, only_date: bool = False, full: bool = False) -> str:
    """An aware moment in Jakarta, in words: "hari ini 10.42", "kemarin 18.05", "16 Nov 09.10", "16 Nov 2025"."""
    if moment is None:
        return ""
    local, today = moment.astimezone(clock.JAKARTA), clock.now().astimezone(clock.JAKARTA).date()
    locale = get_locale() or "id"
    if full:
        return f"{format_date(local.date(), 'full', locale=locale)} {format_time(local, 'HH.mm', locale=locale)} WIB"
    day = _day(local, today, str(locale))
    if only_date or (today.year != local.year and abs((today - local.date()).days) > 1):
        return day
    return f"{day} {format_time(local, 'HH.mm', tzinfo=clock.JAKARTA, locale=locale)}"


def _day(local: datetime, today: Any, locale: str) -> str:
    near = {0: gettext("hari ini"), 1: gettext("kemarin"), -1: gettext("besok")}.get((today - local.date()).days)
    return near or format_date(local.date(), "d MMM" if local.year == today.year else "d MMM y", locale=locale)


def phone(value: str | None) -> str:
    """+6281234567890 -> "0812-3456-7890"; numbers of other countries stay as they are."""
    if not value or not value.startswith("+62"):
        return value or ""
    digits = "0" + value[3:]
    if len(digits) < 9:
        return digits
    return "-".join(part for part in (digits[:4], digits[4:8], digits[8:]) if part)


def plain(text: Any) -> str:
    """A sentence as it is said, for an address or a message: not as HTML writes it."""
    return text.unescape() if isinstance(text, Markup) else str(text)
