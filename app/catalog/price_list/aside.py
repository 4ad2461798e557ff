"""Amounts beside the price: discounts, cashback, deposits, shipping. Never a price, never goods; the row says so."""

from app.catalog.price_list import doubt
from app.catalog.price_list.quote import Quote
from app.catalog.price_list.span import Span
from app.catalog.price_list.vocabulary import DISCOUNTS, FILLERS, NEW_PRICE

_CERTAIN = {
    **dict.fromkeys(DISCOUNTS - {"potongan"}, doubt.PRICE_DISCOUNT),
    **dict.fromkeys(("cashback", "cash-back", "cashbacknya"), doubt.PRICE_CASHBACK),
    **dict.fromkeys(("dp", "deposit", "panjar", "dpnya"), doubt.PRICE_DEPOSIT),
    **dict.fromkeys(("ongkir", "ongkirnya", "ongkos"), doubt.PRICE_SHIPPING),
}
_AFTER_A_PRICE = {
    **dict.fromkeys(("potongan", "hemat", "off"), doubt.PRICE_DISCOUNT),
    "muka": doubt.PRICE_DEPOSIT,
}
_OTHER_COSTS = {
    *("sisa", "pelunasan", "lunas", "cicil", "cicilan", "angsuran", "kredit", "biaya", "admin", "fee", "bonus", "free"),
    *("gratis", "total", "subtotal", "pajak", "ppn", "asuransi", "packing", "jasa"),
}
_FREE = {"free", "gratis", "bebas"}
_PERCENT_ONLY = dict.fromkeys(("promo", "sale", "obral", "hemat", "potongan"), doubt.PRICE_DISCOUNT)
_BETWEEN = FILLERS | {"sebesar", "mulai", "flat", "up", "to", "max", "maks", "min", "kirim", "senilai", "member", "s/d"}
_CONDITION = {"beli", "ambil", "min", "minimal", "setiap", "tiap", "khusus", "uang"}
_AMOUNTS = {"price", "number"}


def put_aside(spans: list[Span]) -> list[Span]:
    """The spans with each such amount and its words joined into one "aside", whose value is the reason for doubt."""
    kept: list[Span] = []
    place, priced = 0, 0  # priced: how much was kept when the first price was met
    while place < len(spans):
        end, reason = _aside(spans, place, kept, priced=bool(priced))
        if not end:
            kept.append(spans[place])
            priced = priced or (len(kept) if _is_money(spans[place]) else 0)
            place += 1
            continue
        while reason != doubt.PRICE_SHIPPING and 0 < priced < len(kept) and _is_condition(kept[-1]):
            kept.pop()
        first = spans[place]
        kept.append(Span("aside", first.start, spans[end - 1].end, first.text, reason))
        place = end
    return kept


def doubt_asides(spans: list[Span], quotes: list[Quote]) -> None:
    """Name each aside in the doubts of the price it stands by; a discount that is reckoned in already needs none."""
    last = 0
    for index, span in enumerate(spans):
        while last + 1 < len(quotes) and quotes[last + 1].first < index:
            last += 1
        if span.kind == "aside" and not (
            span.value == doubt.PRICE_DISCOUNT and _is_reckoned(spans, index, quotes[last])
        ):
            for quote in quotes if last == len(quotes) - 1 else quotes[last : last + 1]:
                quote.doubt(span.value)
        elif span.kind == "word" and span.value in DISCOUNTS and _is_only(spans, index, quotes):
            quotes[0].doubt(doubt.PRICE_OFF)


def _is_reckoned(spans: list[Span], index: int, quote: Quote) -> bool:
    """`150rb diskon 20rb jadi 130rb`, `disc 20% jadi 40.000`."""
    following = spans[index + 1] if index + 1 < len(spans) else None
    said = following is not None and following.text.lower() in {"jadi", "menjadi"}
    return said or quote.first < index < quote.last


def _is_only(spans: list[Span], index: int, quotes: list[Quote]) -> bool:
    """`Gamis diskon 135rb`: the price, or what goes off it?"""
    return len(quotes) == 1 and quotes[0].first == index + 1


def _aside(spans: list[Span], place: int, kept: list[Span], *, priced: bool) -> tuple[int, str]:
    """Where the aside that begins at a place ends, and what it is; nought where there is none."""
    span = spans[place]
    following = spans[place + 1] if place + 1 < len(spans) else None
    if _is_percent(span):
        if following is not None and following.text.lower() == "off":
            return place + 2, doubt.PRICE_DISCOUNT
        return (place + 1, doubt.PRICE_DISCOUNT) if priced and _opens(kept) else (0, "")
    if span.text in {"-", "–"} and following is not None and _is_percent(following):
        return (place + 2, doubt.PRICE_DISCOUNT) if priced or span.end == following.start else (0, "")
    if span.kind != "word" or (kept and kept[-1].text.lower() in _FREE):
        return 0, ""
    if priced and span.value in _OTHER_COSTS:
        return _cost(spans, place)
    found, percent = _amount(spans, place + 1)
    if not found:
        return 0, ""
    reason = _CERTAIN.get(span.value) or (_AFTER_A_PRICE.get(span.value) if priced else None)
    if not reason and percent:
        reason = _PERCENT_ONLY.get(span.value) or (doubt.PRICE_DISCOUNT if span.value in NEW_PRICE else None)
    if not reason or (reason == doubt.PRICE_DISCOUNT and not priced and not percent):
        return 0, ""
    return found, reason


def _cost(spans: list[Span], place: int) -> tuple[int, str]:
    """`biaya pasang 25rb`, `cicil 50rb`, `sisa 350rb`: another amount, and no price of other goods."""
    for index in range(place + 1, min(place + 5, len(spans))):
        if spans[index].kind == "price":
            return index + 1, doubt.PRICE_TWO
        if spans[index].kind != "word" and spans[index].text not in {":", "="}:
            break
    return 0, ""


def _amount(spans: list[Span], place: int) -> tuple[int, bool]:
    """The end of the amount that follows, over words such as `sebesar`; and whether it is a share."""
    for index in range(place, min(place + 4, len(spans))):
        span = spans[index]
        if span.kind in _AMOUNTS or _is_percent(span):
            return _over_range(spans, index + 1), _is_percent(span)
        if span.text.lower() in {"jadi", "menjadi"} or not (
            (span.kind == "word" and span.value in _BETWEEN) or span.text in {":", "=", "-", "."}
        ):
            break
    return 0, False


def _over_range(spans: list[Span], end: int) -> int:
    if end + 1 < len(spans) and spans[end].text in {"-", "–", "s/d"} and spans[end + 1].kind in _AMOUNTS:
        return end + 2
    return end


def _is_condition(last: Span) -> bool:
    """`5pcs diskon 10%`, `beli 12 potongan 10rb`: how many it takes; neither stock nor a name."""
    return last.kind in {"count", "number"} or (last.kind == "word" and last.value in _CONDITION)


def _opens(kept: list[Span]) -> bool:
    """Whether a share stands right behind the price: `300rb 10%`."""
    return _is_money(kept[-1]) or kept[-1].kind == "open"


def _is_money(span: Span) -> bool:
    return span.kind == "price" or (span.kind == "number" and span.value.rupiah >= 1000)


def _is_percent(span: Span) -> bool:
    return span.kind == "noise" and span.text.endswith("%")
