"""A number as people write it: 25000, 25.000, 25,000, 25 000, 1,5, 25.000,00."""

import re
from dataclasses import dataclass
from fractions import Fraction

PATTERN = (
    r"(?:\d{1,3}(?:[.,']\d{3}){1,4}(?!\d)(?:[.,]\d{2}(?![\d]))?"
    r"|\d{1,3}(?:\ \d{3}){0,2}\ 000(?![\d.,]*\d)"
    r"|\d{1,12}(?:[.,]\d{1,5})?)"
)
_GROUPED = re.compile(r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{2})?")
_DECIMAL = re.compile(r"(\d+)[.,](\d+)")


@dataclass(slots=True)
class Number:
    """The value, whether thousands were grouped, and whether it was written in an odd way."""

    value: Fraction
    grouped: bool = False
    odd: bool = False


def read_number(text: str, *, decimal: bool = False) -> Number:
    """Read one number. `decimal` says that a point surely marks a fraction, as in `1.250jt`."""
    if not decimal and _GROUPED.fullmatch(text):
        whole = re.sub(r"[.,](?=\d{2}$)\d{2}$", "", text)
        return Number(Fraction(re.sub(r"\D", "", whole)), grouped=True)
    parts = _DECIMAL.fullmatch(text)
    if not parts:
        return Number(Fraction(re.sub(r"\D", "", text) or "0"))
    if len(parts[2]) > 3 or (len(parts[2]) == 3 and not decimal):  # 2.5000
        return Number(Fraction(parts[1] + parts[2]), odd=True)
    return Number(Fraction(f"{parts[1]}.{parts[2]}"), odd=parts[2] == "00")
