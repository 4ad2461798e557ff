"""Which of the prices on one line stand, and what the words between them make of each other."""

import re
from dataclasses import dataclass, field

from app.catalog.price_list import doubt
from app.catalog.price_list.price import Price
from app.catalog.price_list.span import Span
from app.catalog.price_list.vocabulary import NEW_PRICE, OLD_PRICE, WHOLESALE

_CHANGES = {"→", ">", "->", "=>", "-->", "==>"}
_RANGES = {"-", "–", "—", "~", "s/d", "--"}
_BULK_WORDS = {"isi", "beli", "dapat", "dpt", "for", "per", "ambil", "min", "pembelian", "utk", "untuk", "paket"}
_UNTIL = {"s/d", "sd", "sampai", "hingga"}


@dataclass(slots=True)
class Quote:
    """A price that stands, and where its own words may begin and end among the spans."""

    price: Price
    first: int  # index of its first span
    last: int  # index of its last span (a range or a promo takes several)
    units: list[str] = field(default_factory=list)

    def doubt(self, reason: str) -> None:
        """Note a reason not to be sure of this price."""
        if reason not in self.price.doubts:
            self.price.doubts.append(reason)


def quotes_of(spans: list[Span]) -> list[Quote]:
    """The prices of a line that stand, each with its reasons for doubt."""
    quotes: list[Quote] = []
    for index, span in enumerate(spans):
        if span.kind != "price":
            continue
        fresh = Quote(span.value, index, index)
        _weigh_unit(fresh, span)
        if quotes and _is_amount_sold(spans, quotes[-1], fresh):
            sold = spans[quotes.pop().first]
            sold.kind, sold.value = "word", sold.text.lower()
        if not quotes or not _absorbed(quotes[-1], fresh, spans):
            quotes.append(fresh)
    return _without_wholesale(quotes, spans)


def _is_amount_sold(spans: list[Span], last: Quote, fresh: Quote) -> bool:
    """`Token 20rb = 22.000`: the first amount is what is sold, the second what it costs."""
    gap = spans[last.last + 1 : fresh.first]
    return last.first == last.last and len(gap) == 1 and gap[0].text in {"=", ":"}


def _weigh_unit(quote: Quote, span: Span) -> None:
    if span.per is None:
        return
    many, unit = span.per["many"], span.per["unit"]
    if many and many.isdigit() and int(many) > 1 and (unit or "").lower() not in {"g", "gr", "gram", "ml", "cc"}:
        quote.doubt(doubt.PRICE_BULK)


def _absorbed(last: Quote, fresh: Quote, spans: list[Span]) -> bool:
    """Whether a later price only says something about the one before it."""
    gap = spans[last.last + 1 : fresh.first]
    words = [span.value for span in gap if span.kind == "word"]
    signs = [span.text for span in gap if span.kind == "sign"]
    solid = [span for span in gap if span.kind not in {"sign", "on", "off", "open", "close", "noise", "aside"}]
    old, new = spans[last.first], spans[fresh.first]
    if _is_tier(solid, spans, last):
        last.last = fresh.last
        last.doubt(doubt.PRICE_TIERS)
    elif _is_promo(old, new, words, signs, solid):
        last.price, last.last = fresh.price, fresh.last
    elif _is_old(words, solid, spans, last):
        last.last = fresh.last
    elif (
        not [w for w in words if w not in _UNTIL]
        and len(solid) == len(words)
        and (set(signs) & _RANGES or set(words) & _UNTIL)
    ):
        last.last = fresh.last
        last.doubt(doubt.PRICE_RANGE)
    elif not solid and not (old.per and new.per):
        last.last = fresh.last
        last.doubt(doubt.PRICE_BULK_ALSO if new.per or old.per else doubt.PRICE_TWO)
    elif _is_bulk(solid, spans, last):
        last.last = fresh.last
        last.doubt(doubt.PRICE_BULK_ALSO)
    else:
        return False
    return True


def _is_promo(old: Span, new: Span, words: list[str], signs: list[str], solid: list[Span]) -> bool:
    if old.struck and not new.struck and len(solid) == len([w for w in words if w in NEW_PRICE]):
        return True
    if (
        words
        and words[-1] in NEW_PRICE
        and all(w in NEW_PRICE | {"harga", "hrg", "nya", "lagi", "dapat"} for w in words)
    ):
        return True
    return not solid and bool(set(signs) & _CHANGES)


def _is_tier(solid: list[Span], spans: list[Span], last: Quote) -> bool:
    """`1-11 pcs 10.000 / 12-47 pcs 9.000`: what one costs of so many."""
    before = next((span for span in reversed(spans[max(0, last.first - 3) : last.first]) if span.kind != "sign"), None)
    tiered = any(span.kind == "tier" for span in solid) or (before is not None and before.kind == "tier")
    return bool(solid) and tiered and all(span.kind in {"tier", "count"} for span in solid)


def _is_old(words: list[str], solid: list[Span], spans: list[Span], last: Quote) -> bool:
    before = [span.value for span in spans[max(0, last.first - 4) : last.first] if span.kind == "word"]
    plain = OLD_PRICE | {"harga", "hrg", "promo"}
    return bool(words) and set(words) <= plain and len(solid) == len(words) and not (before and before[-1] in OLD_PRICE)


def _is_bulk(solid: list[Span], spans: list[Span], last: Quote) -> bool:
    """`10rb 3 = 25rb`: the second price is for several, unless the first has a packing of its own."""
    counted = any(span.kind in {"number", "count"} or span.text.lower().startswith("isi") for span in solid)
    plain = all(
        span.kind in {"number", "count"}
        or span.text.lower().startswith("isi")
        or (span.kind == "word" and span.value in _BULK_WORDS)
        for span in solid
    )
    before = next((span for span in reversed(spans[max(0, last.first - 3) : last.first]) if span.kind != "sign"), None)
    labelled = before is not None and not spans[last.first].per and _is_packing(before, solid)
    return counted and plain and not labelled


def _is_packing(before: Span, solid: list[Span]) -> bool:
    """Whether the first price has a packing of its own, so that both are variants: `isi 5`, `1kg` beside `1 peti`."""
    if before.kind in {"number", "count"} or before.text.lower().startswith("isi"):
        return True
    return before.kind == "size" and any(span.kind == "count" and re.match(r"1(?!\d)", span.text) for span in solid)


def _without_wholesale(quotes: list[Quote], spans: list[Span]) -> list[Quote]:
    """Leave out prices for resellers while one for shoppers remains."""
    kept: list[Quote] = []
    start, left_out = 0, False
    for quote in quotes:
        label = {span.value for span in spans[start : quote.first] if span.kind == "word"}
        after = (
            {span.value for span in spans[quote.last + 1 : quote.last + 3] if span.kind == "word"}
            if quote is quotes[-1]
            else set()
        )
        start = quote.last + 1
        if len(quotes) > 1 and (label | after) & WHOLESALE:
            left_out = True
            if kept:
                kept[-1].last = quote.last
            continue
        kept.append(quote)
    if left_out and kept:
        for quote in kept:
            quote.doubt(doubt.PRICE_WHOLESALE)
    return kept or quotes
