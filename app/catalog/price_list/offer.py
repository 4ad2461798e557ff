"""What one line offers: names or labels with their prices and stock."""

import re
from dataclasses import dataclass, field

from app.catalog.price_list import doubt
from app.catalog.price_list.choice import Choice, choices_in
from app.catalog.price_list.price import Price
from app.catalog.price_list.quote import Quote
from app.catalog.price_list.row import COUNTED, SOLD_OUT
from app.catalog.price_list.span import Span
from app.catalog.price_list.tidy import tidy
from app.catalog.price_list.vocabulary import FILLERS, TAIL_FILLERS, UNITS, VARIANTS

LABELS = {"word", "size", "count", "letter", "number", "tier"}
_CODE = re.compile(r"[a-z]{1,2}\d{1,3}")  # D15, A12
_UNIT_BEHIND = re.compile(rf"\s?/\s?({'|'.join(sorted(UNITS, key=len, reverse=True))})$", re.IGNORECASE)
_MAJOR = {",", "/", ";", "|", "•", "→", "+", "·"}
_FEW = 2  # names with a slash between them: still one product
_LEAST = {"min", "minim", "minimal", "minimum", "max", "maks", "beli", "order", "pembelian"}
_FOR = {"dapat", "dpt", "dapet", "isi", "untuk", "utk"}
_ANY_SIZE = {"per", "all", "size", "allsize"}
_CHOICE_WORDS = {"warna", "wrn", "rasa", "varian", "variasi", "ukuran", "size", "motif", "aroma", "shade"}
_EXTRA = {"free", "gratis", "bonus"}


@dataclass(slots=True)
class Offer:
    """One price with the words that name what it buys."""

    name: str = ""
    choices: list[Choice] = field(default_factory=list)
    price: Price | None = None
    stock: int | None = None
    availability: str = ""
    unit: str | None = None
    note: str | None = None
    is_label: bool = False  # sizes, flavours and colours only: it tells variants apart, it names nothing
    adds: bool = False  # `+telur 4rb`: added to the goods before it
    tier: str = ""  # `1-11 pcs`, when its price is for so many
    doubts: list[tuple[str, str]] = field(default_factory=list)

    def strike(self) -> None:
        """Crossed out in the list: sold out, as far as one can tell."""
        self.availability, self.stock = SOLD_OUT, 0
        self.doubts.append(("stock", doubt.STOCK_CROSSED))


def is_label(spans: list[Span], *, codes: bool = False) -> bool:
    """Whether spans only tell variants apart: `250g`, `S`, `pedas level 2`; with `codes` also `D15`, `A12`."""
    said = [span for span in spans if span.kind in LABELS]
    return bool(said) and all(_tells_apart(span, codes) for span in said)


def _tells_apart(span: Span, codes: bool) -> bool:
    if span.kind != "word":
        return span.kind != "number" or len(span.text) < 4
    if codes and (_CODE.fullmatch(span.value) or span.value in UNITS):
        return True
    return all(part in VARIANTS for part in span.value.replace("-", " ").replace("&", " ").split()) and bool(span.value)


def slice_of(text: str, spans: list[Span], without: set[int] = frozenset()) -> str:  # type: ignore[assignment]
    """The words under some spans as written, leaving out stock, phones, crosses and whatever else is named."""
    if not spans:
        return ""
    pieces, place = [], spans[0].start
    for span in spans:
        silent = span.kind in {"stock", "cross", "on", "off", "price", "aside"} or (
            span.kind == "noise" and not span.text.endswith("%")
        )
        if silent or id(span) in without:
            pieces += [text[place : span.start], " "]
            place = span.end
    return "".join([*pieces, text[place : spans[-1].end]])


def offer_of(text: str, label: list[Span], quote: Quote | None, after: list[Span], price_span: Span | None) -> Offer:
    """Read one offer from the spans before its price and the spans after it."""
    tiers = [span for span in label if span.kind == "tier"]
    if quote and doubt.PRICE_TIERS in quote.price.doubts:
        label = [span for span in label if span.kind != "tier"]
    choices, used = choices_in(label)
    offer = Offer(choices=choices, price=quote.price if quote else None, is_label=is_label(label))
    offer.tier = tiers[-1].text if tiers and label and label[-1] is tiers[-1] else ""
    counted = _count_at_end(label)
    if counted is not None:
        used = used | {id(counted)}
        after = [counted, *after]
    offer.name = tidy(slice_of(text, label, used))
    _read_packing(offer, label)
    if offer.price and re.search(r"[>≥+]|\sup|atas|lebih", offer.tier):
        offer.price.doubts.append(doubt.PRICE_BULK)
    unit = _UNIT_BEHIND.search(offer.name)
    if unit:
        offer.name, offer.unit = offer.name[: unit.start()], unit[1]
    for span in label:
        _read_stock(offer, span)
    sizes = _read_unit(offer, price_span)
    _read_after(offer, text, after, sizes)
    if sizes:
        offer.name = tidy(" ".join([offer.name, *sizes]))
    if not choices and any(_lists_choices(inside) for inside in re.findall(r"\(([^()]{3,60})\)", offer.name)):
        offer.doubts.append(("variant", doubt.VARIANT_LEFT))
    if not choices and _lists_names(offer.name):
        offer.doubts.append(("name", doubt.NAME_MANY))
    return offer


def _lists_choices(inside: str) -> bool:
    """`(gold/silver)`: colours or flavours in brackets."""
    parts = [part.split() for part in re.split(r"[/,]", inside.lower())]
    return len(parts) > 1 and all(part and all(word in VARIANTS for word in part) for part in parts)


def _lists_names(name: str) -> bool:
    """`Tahu, tempe, bakwan`, `Shade 01 Nude/Shade 02 Rose/Shade 03 Red`; not `iPhone 11/12/13`."""
    plain = re.sub(r"\([^)]*\)", "", name)
    parts = plain.split("/")
    worded = [part for part in parts if re.search(r"[^\W\d_]{3}", part)]
    return plain.count(",") > 1 or (len(parts) > _FEW and len(worded) == len(parts))


def _count_at_end(label: list[Span]) -> Span | None:
    """`Good day - 18 pcs - 6.500`: a count between separators is stock, not part of the name."""
    end = len(label)
    while end and label[end - 1].kind == "sign":
        end -= 1
    is_apart = 2 < end < len(label) and label[end - 1].kind == "count" and label[end - 2].text in {"-", "–", "|"}
    return label[end - 1] if is_apart else None


def _read_packing(offer: Offer, label: list[Span]) -> None:
    """`Balon / 100 pcs / 85rb`: so many at that price."""
    kinds = [span.text if span.kind == "sign" else span.kind for span in label[-3:]]
    if offer.price and kinds == ["/", "count", "/"]:
        offer.unit = label[-2].text
        offer.name = tidy(offer.name.rstrip(" /").removesuffix(offer.unit).rstrip(" /"))
        offer.price.doubts.append(doubt.PRICE_BULK)


def _read_stock(offer: Offer, span: Span) -> None:
    if span.kind == "stock" and (offer.stock is None or span.value[1] is not None):
        offer.availability, offer.stock = span.value
    elif span.kind == "cross" and offer.stock is None:
        offer.strike()


def _read_unit(offer: Offer, span: Span | None) -> list[str]:
    """The `/pcs` after a price; hands back what is a size instead, as in `/250g`."""
    per = span.per if span else None
    if per is None:
        return []
    many, unit = per["many"], per["unit"] or per["one"]
    if (
        many
        and unit
        and many != "1"
        and unit.lower() in {"g", "gr", "gram", "kg", "ml", "l", "liter", "ltr", "ons", "cc", "cm", "m", "meter"}
    ):
        return [f"{many}{unit}" if unit.lower() in {"g", "gr", "kg", "ml", "l"} else f"{many} {unit}"]
    offer.unit = offer.unit or " ".join(part for part in (many, unit) if part and part != "1") or None
    return []


def _read_after(offer: Offer, text: str, after: list[Span], sizes: list[str]) -> None:
    choices, used = choices_in(after, alone=True)
    rest: list[Span] = []
    said = ""
    for span in after:
        if id(span) in used:
            continue
        before, said = said, span.value if span.kind == "word" else said if span.kind == "sign" else ""
        if span.kind in {"count", "number"} and before in _LEAST | _FOR:
            rest.append(span)
            if before in _FOR and offer.price and doubt.PRICE_BULK not in offer.price.doubts:
                offer.price.doubts.append(doubt.PRICE_BULK)
            continue
        _read_stock(offer, span)
        if span.kind == "size" and not _is_term(span, before):
            sizes.append(span.text)
        elif span.kind == "count" and offer.stock is None and not offer.availability:
            offer.stock = int("".join(c for c in span.text if c.isdigit()))
            offer.availability = COUNTED
            if span is after[0]:  # `10rb 3pcs`: three in stock, or three for that price?
                offer.doubts.append(("stock", doubt.STOCK_GUESSED))
        elif span.kind == "number" and offer.stock is None and span.text.isdigit() and len(span.text) < 5:
            offer.stock, offer.availability = int(span.text), COUNTED if int(span.text) else SOLD_OUT
            offer.doubts.append(("stock", doubt.STOCK_GUESSED))
        elif span.kind not in {"stock", "cross", "on", "off", "aside"}:
            rest.append(span)
    if (offer.choices and choices) or _names_choices(rest):
        offer.doubts.append(("variant", doubt.VARIANT_LEFT))
    if choices and not offer.choices:
        offer.choices = choices
    elif rest and not offer.choices and _is_variant_text(rest):
        offer.choices = [Choice(tidy(slice_of(text, rest)))]
        rest = []
    note = (
        tidy(" ".join(span.text for span in rest))
        if any((span.kind == "word" and span.value not in FILLERS) or _is_date(span) for span in rest)
        else ""
    )
    offer.note = re.sub(r"^\(([^()]*)\)$", r"\1", note) or None


def _names_choices(rest: list[Span]) -> bool:
    """`- sage/terracotta`, `warna sage terracotta` behind a price: choices in words we do not know."""
    words = [span.value for span in rest if span.kind == "word"]
    if not words or words[0] in _EXTRA:
        return False
    listed = any(span.text == "/" for span in rest) and len(words) > 1
    named = words[0] in _CHOICE_WORDS and bool(set(words) - _CHOICE_WORDS - FILLERS - _ANY_SIZE)
    return (listed or named) and not _is_variant_text(rest)


def _is_date(span: Span) -> bool:
    return span.kind == "noise" and span.text[:1].isalpha()


def _is_term(span: Span, before: str) -> bool:
    """`3 hari`, and `garansi 2 thn`: how long something holds, not a size of the goods."""
    unit = span.text.rstrip(")").lower().lstrip("0123456789 .,-–")
    return unit in {"hari", "jam", "minggu"} or (bool(before) and unit in {"thn", "tahun", "th", "bln", "bulan"})


def _is_variant_text(rest: list[Span]) -> bool:
    words = [span for span in rest if span.kind in LABELS]
    if not words or any(span.kind != "word" for span in words) or any(span.value in _EXTRA for span in words):
        return False
    return is_label(words) and not all(span.value in FILLERS | TAIL_FILLERS | _ANY_SIZE for span in words)


def parts_of_gap(gap: list[Span]) -> tuple[list[Span], list[Span]]:
    """Between two prices: what still belongs to the first, and the words of the second."""
    depth = 0
    for index, span in enumerate(gap):
        depth += (span.kind == "open") - (span.kind == "close")
        if span.kind == "sign" and span.text in _MAJOR and depth <= 0:
            return gap[:index], gap[index + 1 :]
    cut = 0
    if gap and gap[0].kind == "open":
        cut = next((i + 1 for i, span in enumerate(gap) if span.kind == "close"), 0)
    while cut < len(gap) and gap[cut].kind in {"stock", "off", "close", "sign"}:
        cut += 1
    return gap[:cut], gap[cut:]
