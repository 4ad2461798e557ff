"""Cutting a line into spans: prices, stock, sizes, noise, words and the signs between them."""

import re
from dataclasses import dataclass
from typing import Any

from app.catalog.price_list import mark, noise, size
from app.catalog.price_list.price import Price, price_at
from app.catalog.price_list.stock_word import stock_at

_FIXED = re.compile(
    rf"(?P<noise>{noise.PATTERN})|(?P<tier>{size.TIER})|(?P<size>{size.PATTERN})|(?P<count>{size.COUNT})|(?P<letter>{size.LETTER_PATTERN})",
    re.IGNORECASE,
)
_TIER = re.compile(size.TIER, re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-z!][^<>]{0,80}>", re.IGNORECASE)
_WORD = re.compile(
    r"a\.n\.?(?!\w)|s/d(?!\w)|[^\W\d_]{3,40}(?=\d{1,4}(?:rb|ribu|k|jt)(?![a-z]))"
    r"|(?:[^\W_]['&]?){1,80}(?:-(?!(?:rp|idr)[\s.]?\d)[^\W\d_](?:[^\W_]['&]?){0,40}){0,4}",
    re.IGNORECASE,
)
_SIGN = re.compile(r"\.{2,}|_{2,}|-{2,}>?|={2,}>?|[=]>|s/d(?!\w)|[:=|→>;,/•·+~–—\-]")
_KIND = {
    mark.STRUCK_ON: "on",
    mark.STRUCK_OFF: "off",
    mark.CROSS: "cross",
    "(": "open",
    "[": "open",
    ")": "close",
    "]": "close",
}


@dataclass(slots=True)
class Span:
    """A piece of a line: what kind of thing it is, and what it says."""

    kind: str  # price number stock size count letter noise word sign open close on off cross
    start: int
    end: int
    text: str
    value: Any = None
    per: re.Match[str] | None = None  # the "/pcs" after a price
    struck: bool = False


def spans_of(text: str) -> list[Span]:
    """Every span of a line, left to right."""
    spans, place, struck = [], 0, False
    while place < len(text):
        span = _span_at(text, place)
        if span is None:
            place += 1
            continue
        struck = span.kind == "on" or (struck and span.kind != "off")
        span.struck = struck
        spans.append(span)
        place = span.end
    return spans if _MARKUP.search(text) else _with_bracketed_stock(spans)


def _span_at(text: str, place: int) -> Span | None:
    char = text[place]
    if char.isspace():
        return None
    if char in _KIND and not (char == "(" and text[place + 1 : place + 2] == "0" and _phone_like(text, place)):
        return Span(_KIND[char], place, place + 1, char)
    tag = _MARKUP.match(text, place) if char == "<" else None
    if tag:
        return Span("word", place, tag.end(), tag[0], tag[0].lower())
    said = stock_at(text, place) if char.isalpha() else None
    if said:
        return Span("stock", place, said[2], text[place : said[2]], said[:2])
    fixed = _FIXED.match(text, place)
    if fixed and fixed.lastgroup:
        return Span(fixed.lastgroup, place, fixed.end(), fixed[0])
    priced = price_at(text, place) if char in "rRiI@" or char.isdigit() else None
    if priced:
        return _figure(text, place, *priced)
    for kind, pattern in (("word", _WORD), ("sign", _SIGN)):
        found = pattern.match(text, place)
        if found:
            return Span(kind, place, found.end(), found[0], found[0].lower())
    return None


def _phone_like(text: str, place: int) -> bool:
    return bool(re.match(r"\(0\d{2,3}\)", text[place : place + 6]))


def _figure(text: str, place: int, price: Price, end: int) -> Span:
    per = size.PER.match(text, end)
    if per and not any(per.groups()):
        per = None
    if per and ((price.bare and not per["unit"] and not per["one"]) or _belongs_to_next(text, per, bare=price.bare)):
        per = None
    if per:
        price.bare = price.bare and not (per["unit"] or per["one"])
        return Span("number" if price.bare else "price", place, per.end(), text[place : per.end()], price, per)
    return Span("number" if price.bare else "price", place, end, text[place:end], price)


def _belongs_to_next(text: str, per: re.Match[str], *, bare: bool) -> bool:
    """`85k / 500g 190k`: what looks like a unit names the next price."""
    if not per["many"] and not re.match(r"\s?/\s", per[0]):
        return False
    place = per.end()
    place += len(text[place : place + 4]) - len(text[place : place + 4].lstrip(" =:-"))
    if per["many"] and _TIER.match(text, per.start("many")):
        return True
    following = price_at(text, place)
    return following is not None and (not following[0].bare or (bare and bool(per["many"] and per["unit"])))


def _with_bracketed_stock(spans: list[Span]) -> list[Span]:
    """`(10)` is a stock figure wherever it stands."""
    kept: list[Span] = []
    for span in spans:
        kept.append(span)
        if span.kind == "close" and len(kept) > 2 and kept[-2].kind == "number" and kept[-3].kind == "open":
            inside = kept[-2].text
            if inside.isdigit() and len(inside) < 4:
                start = kept[-3].start
                del kept[-3:]
                kept.append(
                    Span(
                        "stock", start, span.end, f"({inside})", ("counted" if int(inside) else "sold_out", int(inside))
                    )
                )
    return kept
