"""One pasted line: how it looks, what kind of line it is, and what it offers."""

import re
from dataclasses import dataclass, field

from app.catalog.price_list import doubt
from app.catalog.price_list.chat import without_stamp
from app.catalog.price_list.chatter import is_talk, may_be_name
from app.catalog.price_list.choice import Choice, choices_in, choices_listed
from app.catalog.price_list.mark import CROSS, DECOR, STRUCK_OFF, STRUCK_ON, undress
from app.catalog.price_list.offer import is_label
from app.catalog.price_list.reading import Reading, read_line
from app.catalog.price_list.spoken import in_digits
from app.catalog.price_list.tidy import tidy
from app.catalog.price_list.vocabulary import (
    CATEGORIES,
    CHOICE_LABELS,
    FACT_LABELS,
    FILLERS,
    RETAIL,
    TAIL_FILLERS,
    WHOLESALE,
)

BLANK, DIVIDER, TALK, FACT, CHOICES, PRICE, STOCK, ITEM, NAME, WHOLE = [
    "blank",
    "divider",
    "talk",
    "fact",
    "choices",
    "price",
    "stock",
    "item",
    "name",
    "wholesale",
]
_ADDS = re.compile(r"\+|(?:tambah|nambah)\s", re.IGNORECASE)
_BESIDE_STOCK = FILLERS | CATEGORIES | {"tanggal", "hari", "warna", "size"}
_BUYING = {"beli", "ambil", "buy"}
_PROMOS = {"promo", "sale", "flash", "hemat", "obral", "spesial"}
_NUMBERED = re.compile(r"\(?(?P<number>\d{1,3})\s?[.)\]]{1,2}(?:\s+(?=\S)|(?=[^\W\d_]))")
_LETTERED = re.compile(r"(?:[a-zA-Z]|I{2,3}|IV|VI{0,3}|IX)[.)]\s*(?=[^\W_]{2})")
_DASHED = re.compile(r"(?:[-–—•·●○◦*>»~#^→=|.,;:]+|\+(?!\s?\d))\s*")
_EDGE = r"[\s=\-–—_~*#•·.<>|:+\[\]{}【】«»\ue002]"
_FRAMED = re.compile(
    rf"(?=[\[【«]|{_EDGE}{{2,}}){_EDGE}+(?P<inside>[^\W\d_][^\d]{{0,60}}?)(?=[\]】»]|{_EDGE}{{2,}}){_EDGE}+"
)
_LABEL = re.compile(r"(?P<label>[^\W\d_]{2,15}(?:\s[^\W\d_]{2,15}){0,2})\s*(?P<sign>[:=])?\s*(?P<rest>.*)$")


@dataclass(slots=True)
class Line:
    """What is known of a line before its neighbours are looked at."""

    number: int
    text: str = ""
    kind: str = BLANK
    indent: int = 0
    bullet: str = ""  # "" none, "-" a sign, "e" an emoji, "1" a number, "a" a letter
    stands_out: bool = False  # bold, framed, all capitals
    caps: bool = False
    colon: bool = False
    adds: bool = False  # begins with a plus: added to what stands above
    stamped: bool = False  # the first line of a chat message
    struck: bool = False
    name: str = ""
    choices: list[Choice] = field(default_factory=list)
    label: str = ""
    stock: tuple[str, int | None] | None = None
    reading: Reading = field(default_factory=lambda: Reading([]))

    @property
    def words(self) -> list[str]:
        """Its words in lower case."""
        return [span.value for span in self.reading.spans if span.kind == "word"]


def line_of(number: int, raw: str) -> Line:
    """Look at one line by itself."""
    said, notice = without_stamp(raw)
    line = Line(number, indent=len(said) - len(said.lstrip(" \t\u3000\u00a0")))
    marked = undress(said)
    plain = marked.text.strip()
    framed = _FRAMED.fullmatch(plain)
    line.text, line.bullet = _without_bullet(framed["inside"] if framed else plain)
    line.stands_out = marked.bold or bool(framed)
    bare = line.text.replace(STRUCK_ON, "").replace(STRUCK_OFF, "").strip()
    line.struck = (
        line.text.startswith(STRUCK_ON)
        and line.text.rstrip(" .,").endswith(STRUCK_OFF)
        and line.text.count(STRUCK_ON) == 1
    )
    letters = [c for c in bare if c.isalpha()]
    line.caps = len(letters) > 2 and all(c.isupper() for c in letters)
    line.colon = bare.rstrip(DECOR + " ").endswith(":")
    if not any(c.isalnum() for c in bare):
        line.kind = DIVIDER if marked.text.strip() else BLANK
        return line
    line.text = in_digits(line.text)
    line.reading = read_line(line.text)
    line.adds, line.stamped = bool(_ADDS.match(plain)), said is not raw
    if line.adds:
        for offer in line.reading.offers[:1]:
            offer.doubts.append(("price", doubt.PRICE_EXTRA))
    line.kind = TALK if notice else _kind_of(line)
    return line


def _without_bullet(text: str) -> tuple[str, str]:
    """The words of a line without what leads it, and what that was."""
    bullet = ""
    if text.startswith(STRUCK_ON):
        inside, bullet = _without_bullet(text[1:])
        return STRUCK_ON + inside, bullet
    for _ in range(4):
        start = text
        text = text.lstrip(" \t")
        if text[:1] in {DECOR, CROSS} and text[:1]:
            crossed = text[0] == CROSS
            text, bullet = text.lstrip(DECOR + CROSS + " "), bullet or "e"
            text = text + " " + CROSS if crossed else text
        for kind, pattern in (("1", _NUMBERED), ("a", _LETTERED), ("-", _DASHED)):
            found = pattern.match(text)
            if found and found.end() < len(text):
                text, bullet = text[found.end() :], bullet or kind
                break
        if text == start:
            break
    return text.strip(), bullet


def _kind_of(line: Line) -> str:
    reading, words = line.reading, line.words
    if reading.offers:
        return _kind_of_priced(line)
    stocks = [span for span in reading.spans if span.kind == "stock"]
    line.stock = stocks[-1].value if stocks else None
    if CROSS in line.text and not line.stock:
        line.stock = ("sold_out", 0)
    listed = _listed(line) or (CHOICES if _only_choices(line) else None)
    if listed:
        return listed
    if line.stock and not _says_more(reading) and all(word in _BESIDE_STOCK for word in words):
        return STOCK
    if is_talk(line.text, reading.spans):
        line.name = name_of(line) if may_be_name(line.text, reading.spans) else ""
        return TALK
    if sum(span.text == "," for span in reading.spans) > 1:
        return FACT
    line.name = name_of(line)
    return NAME if line.name else TALK


def _says_more(reading: Reading) -> bool:
    """`PO sampai jam 20.00` is talk, and `XL habis` speaks of a variant: neither is about the stock of goods above."""
    return any(span.kind in {"noise", "size", "letter", "count"} for span in reading.spans)


def _only_choices(line: Line) -> bool:
    """`S M L`, `(hitam, navy, milo)`: variants and nothing else."""
    spans = line.reading.spans
    choices, used = choices_in(spans)
    numbers = [span for span in spans if span.kind == "number"]
    if len(numbers) > 2 and all(
        len(span.text) == 2 if span.kind == "number" else span.kind == "sign" for span in spans
    ):
        line.choices, line.label = [Choice(span.text) for span in numbers], "size"
        return True
    if choices and all(id(span) in used for span in spans):
        line.choices, line.label = choices, "size"
    elif any(span.text in {",", "/"} for span in spans) and all(
        span.kind in {"sign", "open", "close"} or is_label([span]) for span in spans
    ):
        line.choices, line.label = choices_listed(line.text.strip("()")), "varian"
    return len(line.choices) > 1


def _kind_of_priced(line: Line) -> str:
    reading, words = line.reading, line.words
    if is_talk(line.text, reading.spans) or (words[:1] and words[0] in _BUYING and _first_price(reading) == 1):
        return TALK
    if reading.price_only:
        return PRICE
    said = [span.kind for span in reading.spans[: _first_price(reading)] if span.kind != "sign"]
    if said == ["tier"]:
        line.label, reading.offers = "tier", reading.offers[:1]
        reading.offers[0].name = ""
        return PRICE
    lone = [word for offer in reading.offers for word in offer.name.lower().split()]
    if len(reading.offers) == 1 and lone and not line.struck:
        while len(lone) > 1 and lone[0].strip("!") in _PROMOS:
            lone = lone[1:]
        if lone[0] in _BUYING:
            line.label = "bulk"
            return WHOLE
        if lone[0] in WHOLESALE or set(lone) <= WHOLESALE | FILLERS | {"harga"}:
            return WHOLE
        if set(lone) <= RETAIL | {"promo", "normal", "diskon", "coret", "harga", "jual", "nett", "net"} | TAIL_FILLERS:
            line.label = " ".join(words)
            return PRICE
    return ITEM


def _first_price(reading: Reading) -> int:
    return next(place for place, span in enumerate(reading.spans) if span.kind == "price")


def _listed(line: Line) -> str | None:
    """`Warna: hitam, navy` lists variants; `Bahan: katun` states a fact."""
    found = _LABEL.match(line.text)
    if not found:
        return None
    label = found["label"].lower().split()
    if not found["sign"]:
        label, rest = label[:1], line.text[len(label[0]) :].strip() if label else ""
    else:
        rest = found["rest"].strip()
    if (
        label
        and set(label) & CHOICE_LABELS
        and (set(label) <= CHOICE_LABELS | {"ready", "tersedia", "pilihan", "ada", "stok"})
    ):
        numbered = not found["sign"] and re.match(r"\d{1,3}\s+[^\W\d_]", rest)
        if numbered and not re.search(r"[,/;|]", rest):
            return None  # `Shade 01 Nude`: one of several such lines
        line.choices = choices_listed(line.text if numbered else rest)
        line.label = label[0]
        if found["sign"] or len(line.choices) > 1:
            return CHOICES
        line.choices = []
        return FACT if rest and label[0] in {"size", "ukuran", "uk", "warna"} else None
    if label and label[0] in FACT_LABELS and (found["sign"] or len(line.words) > 1):
        return FACT
    return None


def name_of(line: Line) -> str:
    """The words of a line without a price, less what they say of stock."""
    pieces, place = [], 0
    for span in line.reading.spans:
        if span.kind in {"stock", "cross", "on", "off", "aside"} or (
            span.kind == "noise" and not span.text.endswith("%")
        ):
            pieces.append(line.text[place : span.start])
            place = span.end
    return tidy(" ".join([*pieces, line.text[place:]]))
