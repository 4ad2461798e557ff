"""A price as vendors write it, in rupiah."""

import re
from dataclasses import dataclass, field

from app.catalog.price_list import doubt
from app.catalog.price_list.number import PATTERN, Number, read_number

_CURRENCY = r"(?:(?:rp|idr)(?![a-z])[\s.:=]{0,4}|@\s?(?:(?:rp|idr)[\s.:=]{0,4})?)"
_THOUSANDS = r"ribu|rebu|rbu|rb|k"
_MILLIONS = r"juta|jta|jt"
PATTERN_PRICE = (
    rf"(?P<currency>{_CURRENCY})?(?P<amount>{PATTERN})"
    rf"(?:[.,]?\s?(?:(?P<million>{_MILLIONS})(?:an)?(?![a-z&])(?:\s?(?P<rest>\d{{3}})(?![\d.,]*\d)(?:\s?(?:{_THOUSANDS})(?![a-z]))?)?"
    rf"|(?P<thousand>{_THOUSANDS})(?P<about>\s?-?an)?(?![a-z0-9&])))?"
    r"(?P<tail>(?:\s?[,.;]\s?(?:-{1,2}|–|=)(?!\s?\d)|(?<=\d)-(?=\s|$|/))|\s?(?:rupiah|idr|rp)(?![a-z\d])(?!\.?\s?\d))?(?![^\W_])"
)
_PRICE = re.compile(PATTERN_PRICE, re.IGNORECASE)
LARGEST = 2_000_000_000


@dataclass(slots=True)
class Price:
    """Rupiah, how sure, and whether it was only a bare number."""

    rupiah: int
    bare: bool = False  # neither Rp nor rb nor grouping nor ",-": only digits said it
    small: int = 0  # the figure as written, when it was below 1,000 and stands for thousands
    doubts: list[str] = field(default_factory=list)


def price_at(text: str, start: int = 0) -> tuple[Price, int] | None:
    """The price written at a place, and where it ends; None where there is none."""
    found = _PRICE.match(text, start)
    return (price_of(found), found.end()) if found else None


def read_price(text: str) -> Price | None:
    """The price a whole cell holds, None when the cell holds anything else."""
    found = _PRICE.fullmatch(text.strip())
    return price_of(found) if found else None


def price_of(found: re.Match[str]) -> Price:
    """Turn the parts of a written price into rupiah."""
    number = read_number(found["amount"], decimal=bool(found["million"]))
    said = bool(found["currency"] or found["tail"] or found["thousand"] or found["million"])
    price = Price(0, bare=not (said or number.grouped))
    _scale(price, number, found)
    if number.odd:
        price.doubts.append(doubt.PRICE_ODD)
    if found["about"]:
        price.doubts.append(doubt.PRICE_ABOUT)
    if price.rupiah > LARGEST:
        price.doubts.append(doubt.PRICE_LARGE)
    return price


def _scale(price: Price, number: Number, found: re.Match[str]) -> None:
    if found["million"]:
        price.rupiah = int(number.value * 1_000_000) + int(found["rest"] or 0) * 1000
    elif found["thousand"] and (number.grouped or number.value >= 10_000):  # 12.500rb says it twice
        price.rupiah = int(number.value)
        price.doubts.append(doubt.PRICE_ODD)
    elif found["thousand"]:
        price.rupiah = int(number.value * 1000)
    elif 0 < number.value < 1000:
        price.small = int(number.value)
        price.rupiah = int(number.value * 1000)
    else:
        price.rupiah = int(number.value)
    if price.rupiah == 0:
        price.doubts.append(doubt.PRICE_ZERO)
