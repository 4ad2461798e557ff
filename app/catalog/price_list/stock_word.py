"""What a list says about stock: a figure, ready, on order, or gone."""

import re

from app.catalog.price_list.row import COUNTED, PREORDER, READY, SOLD_OUT

_STOCK = r"(?:stok(?:nya)?|stock|stk)"
_READY = r"(?:ready|redi|redy|rdy|tersedia|available|avail)"
_BETWEEN = r"(?:\s?(?:[:=\-]|nya|ada|sisa|tinggal|hanya|cuma|stok|stock|stk|ready)){0,3}\s?"
_COUNTED_IN = (
    "pcs|pc|buah|bh|biji|unit|pack|pak|bks|bungkus|box|dus|botol|btl|lembar|pasang|lusin|set|kg|ekor|pot|porsi|"
    "toples|cup|item|lagi|ready"
)
_FIGURE = (
    r"\(?(?P<count>\d{1,3}(?:\.\d{3})(?!\d)|\d{1,5})(?![.,]?\d)\)?"
    rf"(?:\s?(?:{_COUNTED_IN})(?![a-z]))?(?![^\W_]|\s?%|/)"
)
_COUNTED = rf"(?:{_STOCK}|sisa(?:nya)?|tersisa|tinggal|{_READY}|qty|jumlah|jml){_BETWEEN}{_FIGURE}"
_GONE = (
    rf"(?:{_STOCK}\s?[:=\-]?\s?)?(?:habis|kosong|sold\s?-?out|sold|out\s?of\s?stock|oos|terjual|"
    rf"(?:ga|gak|tidak|tdk|blm|belum|not)\s{_READY})"
)
_WAIT = (
    rf"(?:{_STOCK}\s?[:=\-]?\s?)?(?:open\s|sistem\s|by\s|full\s)?(?:p\.o\.?|po|pre\s?-?\s?order|inden[t]?|by\sorder)(?![a-z0-9])"
    r"(?:\s?[:=(]?\s?(?:h\s?[-+]\s?\d{1,2}|\d{1,2}(?:\s?[-–]\s?\d{1,2})?\s?(?:hari|minggu|mgg|hr|bulan|bln|days?)(?:\s?kerja)?)\)?)?"
)
_HERE = rf"{_STOCK}\s?[:=\-]?\s?(?:{_READY}|ada|banyak|aman|melimpah)|{_READY}(?:\s?-?\s?{_STOCK})?|ada\s{_STOCK}"
_SAID = re.compile(
    rf"(?:(?P<counted>{_COUNTED})|(?P<sold_out>{_GONE})|(?P<preorder>{_WAIT})|(?P<ready>{_HERE}))(?![^\W_])",
    re.IGNORECASE,
)
_MEANING = {"counted": COUNTED, "sold_out": SOLD_OUT, "preorder": PREORDER, "ready": READY}


def stock_at(text: str, start: int = 0) -> tuple[str, int | None, int] | None:
    """Availability, figure and end of the stock word at a place; None where there is none."""
    said = _SAID.match(text, start)
    if not said or not said.lastgroup:
        return None
    availability = next(word for group, word in _MEANING.items() if said[group])
    if availability != COUNTED:
        return availability, 0 if availability == SOLD_OUT else None, said.end()
    count = int(said["count"].replace(".", ""))
    return (COUNTED if count else SOLD_OUT), count, said.end()


def read_stock(cell: str) -> tuple[str, int | None] | None:
    """What a whole stock cell says; None when it says something else."""
    cell = cell.strip()
    figure = re.fullmatch(r"(\d{1,3}(?:\.\d{3})+|\d{1,7})(?:[.,]0+)?\s?(?:[a-z]{1,8})?", cell, re.IGNORECASE)
    if figure:
        count = int(figure[1].replace(".", ""))
        return (COUNTED if count else SOLD_OUT), count
    said = stock_at(cell)
    if said and said[2] == len(cell):
        return said[0], said[1]
    plain = {
        "ada": READY,
        "y": READY,
        "ya": READY,
        "in stock": READY,
        "∞": READY,
        "banyak": READY,
        "tidak ada": SOLD_OUT,
        "0": SOLD_OUT,
    }
    return (plain[cell.lower()], 0 if plain[cell.lower()] == SOLD_OUT else None) if cell.lower() in plain else None
