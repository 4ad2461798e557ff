"""Sizes, weights and packings: figures that belong to a name or tell variants apart."""

import re

from app.catalog.price_list.vocabulary import UNITS

_UNIT = "|".join(
    sorted(
        (re.escape(u) for u in UNITS if u not in {"bag", "item", "standing", "hari", "malam", "jam", "bulan"}),
        key=len,
        reverse=True,
    )
)
_MEASURE = (
    r"kg|kilo(?:gram)?|gram|gr|ons|mg|ml|mili|cc|liter|ltr|lt|cm|mm|meter|mtr|inch|inci|oz|watt|volt|mah|ampere|amp|gb|tb|mb|ghz|mhz|hz|mp|pk|hp|"
    r"tahun|thn|th|bulan|bln|hari|jam|menit|minggu|warna|rasa|tingkat|susun|sekat|lubang|laci|lapis|slot|port|in1|in"
)
_DECIMAL = r"\d{1,5}(?:[.,]\d{1,2})?"
_END = r"(?![^\W_])"
_RANGE = rf"{_DECIMAL}(?:\s?[-–]\s?{_DECIMAL})?"
_FRACTION = (
    rf"(?:\d{{1,2}}\s)?(?:[½¼¾]|1/2|1/4|3/4)\s?(?:kg|kilo|liter|ltr|lt|l|ons|meter|lusin|lsn|porsi|loyang|ekor|dus|pack){_END}"
    rf"|\d?[½¼¾]\s?(?:kg|kilo|liter|l){_END}"
)
_CROSSED = rf"{_DECIMAL}\s?[x×]\s?{_DECIMAL}(?:\s?[x×]\s?{_DECIMAL})?(?:\s?(?:cm|mm|m|inch))?{_END}"
_WEIGHED = (
    rf"{_RANGE}\s?(?:{_MEASURE}){_END}|{_RANGE}(?:g|l|m|w|v|a|u){_END}|\d{{1,5}}\s(?:g|l){_END}|\d{{1,3}}(?:[.,]\d)?\""
)
_PACKED = rf"isi\s?[:=]?\s?\d{{1,4}}(?:\s?[-–]\s?\d{{1,4}})?(?:\s?(?:{_UNIT}))?{_END}(?![.,]\d)"
_LABELLED = (
    r"(?:ukuran|uk|size|sz|nomor|nmr|no|umur|usia|lebar|panjang|tinggi|diameter|diam|ld|pb|lp|pj|bb|tb|level|lv)\.?\s?[:=]?\s?"
    r"\d{1,4}(?:[.,]\d)?(?:\s?[-–]\s?\d{1,4})?(?:\s?(?:cm|mm|m|thn|tahun|bln|bulan|kg|l))?(?![\w]|[.,]\d|/\d)"
)
LETTER = r"(?:XXXS|XXS|XS|S|M|L|XL|XXL|XXXL|XXXXL|[2-6]XL|[2-5]L|xs|xl|xxl|xxxl|[2-6]xl)"
_LETTERS = rf"(?-i:{LETTER}\s?[-–]\s?{LETTER}){_END}"

_PART = r"(?:1/2|1/4|3/4)(?![\w/]|[.,]\d)(?:\s?\")?"

PATTERN = "|".join(f"(?:{part})" for part in (_FRACTION, _PART, _CROSSED, _PACKED, _WEIGHED, _LABELLED, _LETTERS))
COUNT = rf"\d{{1,5}}\s?(?:{_UNIT}){_END}"
UNITS_FIRST = re.compile(rf"(?:{_UNIT}|{_MEASURE}|g|l|m){_END}", re.IGNORECASE)
# How many one must buy: `1-11 pcs`, `48+ pcs`, `>50 pcs`, `10 pcs up`.
TIER = (
    rf"(?:[>≥]=?\s?\d{{1,5}}|\d{{1,5}}\s?\+|\d{{1,5}}\s?(?:-|–|s/d|sd|sampai)\s?\d{{1,5}})\s?(?:{_UNIT}){_END}"
    rf"|\d{{1,5}}\s?(?:{_UNIT})\s(?:up|ke\s?atas|lebih){_END}"
)
LETTER_PATTERN = rf"(?-i:{LETTER})(?![\w'&])"
# "/pcs", "per kg", "/3pcs", "/250g", "/3"
PER = re.compile(
    rf"\s?(?:/|@|per\s?|\ssatu\s)\s?(?:(?P<many>{_DECIMAL}|½|¼|1/2|1/4)\s?)?(?P<unit>{_UNIT}|{_MEASURE}|g|l|m)?{_END}(?!\.?\d)"
    rf"|\sse(?P<one>kilo|porsi|bungkus|pack|dus|lusin|pasang|kotak|ekor|botol){_END}",
    re.IGNORECASE,
)
_TRAILING = re.compile(rf"(?:^|[\s(\-])((?:{PATTERN}|{COUNT}|(?-i:{LETTER})))\)?$", re.IGNORECASE)


def split_size(name: str) -> tuple[str, str | None]:
    """A name and the size it ends with: `Beras 5kg` is Beras and 5kg."""
    tail = name[-40:]
    found = _TRAILING.search(tail)
    if not found:
        return name, None
    base = name[: len(name) - len(tail) + found.start()].rstrip(" -(,")
    return (base, found[1]) if base else (name, None)
