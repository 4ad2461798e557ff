"""Several variants said in one breath: `S M L`, `S(2) M(1)`, `hitam, putih, navy`."""

import re
from dataclasses import dataclass

from app.catalog.price_list.span import Span
from app.catalog.price_list.stock_word import stock_at
from app.catalog.price_list.vocabulary import COLOURS, VARIANTS

_SIZE_WORDS = {"size", "ukuran", "uk", "sz", "sizes"}
_STOCK_WORDS = {"stok", "stock", "stk", "sisa", "ready", "tersedia"}
_COLOUR_WORDS = {"warna", "color", "colour", "rasa", "varian"}


@dataclass(slots=True)
class Choice:
    """One variant, and its own stock where the list gives it."""

    name: str
    stock: int | None = None
    availability: str = ""
    guessed: bool = False  # the figure behind it may be something else than stock


def choices_in(spans: list[Span], *, alone: bool = False) -> tuple[list[Choice], set[int]]:
    """Letter sizes in a row, or (after a price, `alone`) colours in a row; and which spans said them."""
    choices, used = _run(spans, _is_letter, least=1 if alone else 2, alone=alone)
    if not choices and alone:
        choices, used = _run(spans, _is_colour, least=2, alone=True)
    return choices, used


def _is_letter(span: Span) -> bool:
    return span.kind == "letter"


def _is_colour(span: Span) -> bool:
    return span.kind == "word" and span.value in COLOURS


def _run(spans: list[Span], fits, least: int, *, alone: bool = False) -> tuple[list[Choice], set[int]]:  # type: ignore[no-untyped-def]
    choices: list[Choice] = []
    used: set[int] = set()
    last: Span | None = None
    for index, span in enumerate(spans):
        if fits(span):
            last = span
            choices.append(Choice(span.text))
            used.add(id(span))
        elif not choices:
            continue
        elif span.kind == "stock" and span.text.startswith("("):
            choices[-1].availability, choices[-1].stock = span.value
            used.add(id(span))
        elif (
            alone and span.kind == "number" and spans[index - 1] is last and span.text.isdigit() and len(span.text) < 4
        ):
            count = int(span.text)
            choices[-1].availability, choices[-1].stock = "counted" if count else "sold_out", count
            choices[-1].guessed = True
            used.add(id(span))
        elif (
            span.kind == "sign"
            or span.kind in {"open", "close"}
            or (span.kind == "word" and span.value in {"dan", "&", "size", "ready"})
        ):
            used.add(id(span))
        else:
            break
    if len(choices) < least:
        return [], set()
    first = next(i for i, span in enumerate(spans) if id(span) in used)
    if first and spans[first - 1].kind == "sign" and first > 1:
        used.add(id(spans[first - 1]))
        first -= 1
    if first and spans[first - 1].kind == "word" and spans[first - 1].value in _SIZE_WORDS | _COLOUR_WORDS:
        used.add(id(spans[first - 1]))
    if first and spans[first - 1].kind == "word" and spans[first - 1].value in _STOCK_WORDS:
        used.add(id(spans[first - 1]))
        for choice in choices:
            choice.guessed = False
    return choices, used


_BRACKET = re.compile(r"^(?P<name>[^()]{1,60}?)\s*(?:\((?P<inside>[^()]{1,30})\)|=\s*(?P<count>\d{1,4}))$")


def choices_listed(text: str) -> list[Choice]:
    """The variants that follow a label such as `Warna:`; commas, slashes or, for short words, spaces divide them."""
    parts = [part for part in re.split(r"\s*[,/;|•·]\s*|\s+(?:dan|&)\s+", text.strip(" .:")) if part]
    if len(parts) == 1 and all(word.lower() in VARIANTS or word.isdigit() for word in parts[0].split()):
        parts = parts[0].split()
    return [choice for part in parts if (choice := _choice(part.strip(" .-")))]


def _choice(part: str) -> Choice | None:
    found = _BRACKET.match(part)
    if not found:
        return Choice(part) if part else None
    inside = found["count"] or found["inside"]
    if inside.isdigit():
        return Choice(found["name"], int(inside), "counted" if int(inside) else "sold_out")
    said = stock_at(inside)
    return Choice(found["name"], said[1], said[0]) if said else Choice(part)
