"""Bare digits: which of them is the price when nothing on the line says so."""

import re

from app.catalog.price_list import doubt
from app.catalog.price_list.price import Price
from app.catalog.price_list.span import Span
from app.catalog.price_list.vocabulary import CHATTER

_MILLIONS = re.compile(r"\d\s?j(?:uta|ta|t)", re.IGNORECASE)
_PAIRS = 2
_NUMBERED = frozenset(
    ["no", "nomor", "nmr", "resi", "kode", "id", "npwp", "nik", "pirt", "p-irt", "bpom", "imei", "sn", "va", "bank"]
)


def promote(spans: list[Span]) -> bool:
    """Turn bare digits into a price where they can be one. True when it was only a small figure, as in `Bakso 15`."""
    for span in spans:
        if span.kind == "number" and is_full(span):
            span.kind = "price"
    _join_ranges(spans)
    if any(span.kind == "price" for span in spans):
        _keep_model_numbers(spans)
        return False
    if _promote_pairs(spans) or _promote_odd(spans):
        return False
    last = _small_price(spans)
    if last is not None:
        spans[last].kind = "price"
    return last is not None


def _promote_pairs(spans: list[Span]) -> bool:
    """`Kurma 1kg 95 500gr 50`: every figure stands behind a size of its own."""
    places = [index for index, span in enumerate(spans) if span.kind == "number"]
    if len(places) < _PAIRS or not all(_is_small(spans[i]) and _follows_size(spans, i) for i in places):
        return False
    for index in places:
        spans[index].kind = "price"
    return True


def _follows_size(spans: list[Span], index: int) -> bool:
    while index and spans[index - 1].kind == "sign" and spans[index - 1].text in {"=", ":", "-", "@"}:
        index -= 1
    return index > 0 and spans[index - 1].kind in {"size", "count"}


def _promote_odd(spans: list[Span]) -> bool:
    """`Stiker 0`, `Emas 99999999999999`: no one's price, but the row is shown and asked about."""
    if len(spans) < _PAIRS or any(span.kind in {"sign", "open"} for span in spans[-2:]) or spans[0].kind != "word":
        return False
    last = spans[-1]
    if last.kind == "number" and last.text == "0" and spans[-2].kind in {"word", "size"}:
        last.kind = "price"
    elif last.kind == "noise" and last.text.isdigit() and last.text[0] not in "06" and not _is_account(spans):
        last.kind, last.value = "price", Price(int(last.text), doubts=[doubt.PRICE_LARGE])
    return last.kind == "price"


def _is_account(spans: list[Span]) -> bool:
    words = {span.value for span in spans if span.kind == "word"}
    return bool(words & (CHATTER | _NUMBERED)) or any(span.kind == "noise" for span in spans[:-1])


def _join_ranges(spans: list[Span]) -> None:
    """`15-20rb`: the first figure is in thousands as well."""
    for low, sign, high in zip(spans, spans[1:], spans[2:], strict=False):
        tight = low.end == sign.start and sign.end == high.start and sign.text in "-–~"
        millions = high.kind == "price" and sign.text in "-–~" and _MILLIONS.search(high.text)
        if millions and low.kind == "number" and _is_small(low) and low.value.rupiah * 1000 < high.value.rupiah:
            low.kind, low.value.small, low.value.rupiah = "price", 0, low.value.rupiah * 1000
        elif tight and low.kind == "number" and high.kind == "price" and 0 < low.value.rupiah < high.value.rupiah:
            low.kind, low.value.small = "price", 0


def is_full(span: Span) -> bool:
    """Digits that read as a whole price: 1500, 25000; not a year, a model or a bank account."""
    value = span.value.rupiah
    if (
        span.value.small
        or value < 1000
        or len(span.text) > 8
        or span.text.startswith("0")
        or (value < 10_000 and value % 50)
    ):
        return False
    return not (1900 <= value < 2100 and value % 100)


def _keep_model_numbers(spans: list[Span]) -> None:
    """Where one price is said outright, four bare digits in front of it are part of a name."""
    prices = [span for span in spans if span.kind == "price"]
    said = [span for span in prices if not span.value.bare or span.value.rupiah >= 10_000]
    if not said:
        return
    for earlier, later in zip(spans, [*spans[1:], None], strict=False):
        if (
            earlier.kind == "price"
            and earlier.value.bare
            and earlier.value.rupiah < 10_000
            and later
            and later.kind != "sign"
        ):
            earlier.kind = "number"


def _small_price(spans: list[Span]) -> int | None:
    """The last small figure after a name, with nothing but stock behind it."""
    named = False
    place = None
    for index, span in enumerate(spans):
        if span.kind == "number" and place is not None and _pairs(spans, place, index):
            reason = doubt.PRICE_TWO if spans[index - 1].text == "/" else doubt.PRICE_RANGE
            spans[place].value.doubts.append(reason)
            span.kind = "noise"
        elif span.kind == "number" and place is None and (named or index == 0) and _is_small(span):
            place = index
        elif span.kind == "number":
            return None
        elif span.kind in {"word", "letter", "size", "noise"}:
            if place is not None and place > 0:
                place = None
            named = True
    if place == 0 and not (len(spans) > 1 and spans[1].kind == "sign"):
        return None
    return place


def _pairs(spans: list[Span], place: int, index: int) -> bool:
    """`15/18` and `85-95`: two figures for one name."""
    tight = spans[index - 1].end == spans[index].start and spans[index - 1].start == spans[place].end
    return (
        index == place + 2
        and _is_small(spans[index])
        and (spans[index - 1].text == "/" or (tight and spans[index - 1].text in "-–"))
    )


def _is_small(span: Span) -> bool:
    return bool(span.value.small) and not span.text.startswith("0") and len(span.text) <= 5
