"""All the offers of one line, and the product name they share."""

from dataclasses import dataclass, field
from itertools import pairwise

from app.catalog.price_list import doubt
from app.catalog.price_list.addition import addition_of, first_addition
from app.catalog.price_list.aside import doubt_asides, put_aside
from app.catalog.price_list.figure import promote
from app.catalog.price_list.offer import LABELS, Offer, is_label, offer_of, parts_of_gap, slice_of
from app.catalog.price_list.quote import Quote, quotes_of
from app.catalog.price_list.span import Span, spans_of
from app.catalog.price_list.tidy import tidy
from app.catalog.price_list.vocabulary import ABOUT, FILLERS, PRICE_LABELS, TAIL_FILLERS

_CONDITIONS = {
    "min",
    "minim",
    "minimal",
    "minimum",
    "per",
    "utk",
    "untuk",
    "beli",
    "ambil",
    "belum",
    "sudah",
    "exclude",
    "include",
}
_IDLE = FILLERS | TAIL_FILLERS | {"nett", "net", "fix", "nego", "harga", "hrg", "all", "size", "allsize"}


@dataclass(slots=True)
class Reading:
    """A line taken apart."""

    spans: list[Span]
    offers: list[Offer] = field(default_factory=list)
    base: str = ""  # what the offers are variants of, when the line says so itself
    small: bool = False  # the only price is a small bare figure, as in `Bakso 15`
    price_only: bool = False


def read_line(text: str) -> Reading:
    """Take one line apart into offers."""
    spans = put_aside(spans_of(text))
    reading = Reading(spans)
    _keep_kosong(spans)
    reading.small = promote(spans)
    quotes = quotes_of(spans)
    if not quotes:
        return reading
    labels, afters = _divided(spans, quotes)
    doubt_asides(spans, quotes)
    main = first_addition(spans, labels)
    added = list(zip(labels, quotes, afters, strict=True))[main:]
    labels, quotes, afters = labels[:main], quotes[:main], afters[:main]
    by_unit = len(quotes) > 1 and all(spans[quote.first].per for quote in quotes) and not any(map(_names, labels[1:]))
    if len(quotes) > 1 and not by_unit:
        labels, afters, quotes = _only_named(labels, afters, quotes)
    reading.price_only = not any(_names(label) for label in labels)
    if len(quotes) > 1 and not by_unit:
        labels[0], reading.base = _shared_base(text, labels)
    for label, quote, after in zip(labels, quotes, afters, strict=True):
        reading.offers.append(offer_of(text, label, quote, after, spans[quote.first]))
        _note_plus(spans, quote, label)
        _note_about(label, quote, after)
    if by_unit:
        _name_by_unit(reading)
    reading.offers += [addition_of(text, label, quote, after, spans[quote.first]) for label, quote, after in added]
    if reading.price_only:
        reading.offers[0].name = ""
    _share_availability(reading.offers)
    return reading


def _keep_kosong(spans: list[Span]) -> None:
    """`Toples kosong 15rb` sells an empty jar; `Keripik kosong` is sold out."""
    for before, span, after in zip(spans, spans[1:], spans[2:], strict=False):
        if (
            span.text.lower() == "kosong"
            and before.kind == "word"
            and after.kind in {"price", "number", "sign", "size", "count"}
        ):
            span.kind, span.value = "word", "kosong"


def _name_by_unit(reading: Reading) -> None:
    """`Telur 2rb/butir 28rb/kg`: the packings are the variants."""
    reading.base = reading.offers[0].name
    for offer in reading.offers:
        offer.name, offer.is_label = offer.unit or "", True


def _names(label: list[Span]) -> bool:
    return any(span.kind in LABELS and not (span.kind == "word" and span.value in _IDLE) for span in label)


def _divided(spans: list[Span], quotes: list[Quote]) -> tuple[list[list[Span]], list[list[Span]]]:
    """The words of each price: before it, or after it on lines that put the price first."""
    head, tail = spans[: quotes[0].first], spans[quotes[-1].last + 1 :]
    gaps = [spans[a.last + 1 : b.first] for a, b in pairwise(quotes)]
    if not _names(head) and _names_behind(head, tail):
        return _forward([*gaps, tail])
    labels, afters = [head], []
    for gap in gaps:
        after, label = parts_of_gap(gap)
        afters.append(after)
        labels.append(label)
    return labels, [*afters, tail]


def _names_behind(head: list[Span], tail: list[Span]) -> bool:
    """`15rb - Bakso`: the words after the price are the name; `harga 15rb min 6` has none."""
    words = [span.value for span in tail if span.kind == "word" and span.value not in _IDLE]
    labelled = any(span.kind == "word" and span.value in PRICE_LABELS for span in head)
    return bool(words) and not labelled and words[0] not in _CONDITIONS


def _forward(tails: list[list[Span]]) -> tuple[list[list[Span]], list[list[Span]]]:
    labels, afters = [], []
    for tail in tails:
        label = [span for span in tail if span.kind not in {"stock", "cross"}]
        while label and label[0].kind == "sign":
            label.pop(0)
        labels.append(label)
        afters.append([span for span in tail if span.kind in {"stock", "cross"}])
    return labels, afters


def _only_named(labels, afters, quotes):  # type: ignore[no-untyped-def]
    """A price without words of its own does not stand beside others that have them."""
    kept: list[int] = []
    for index, label in enumerate(labels):
        if index == 0 or _names(label):
            kept.append(index)
        else:
            quotes[kept[-1]].doubt(doubt.PRICE_TWO)
    if len(kept) == 1:
        afters = [[span for after in afters for span in after]]
        return [labels[0]], afters, [quotes[0]]
    return [labels[i] for i in kept], [afters[i] for i in kept], [quotes[i] for i in kept]


def _shared_base(text: str, labels: list[list[Span]]) -> tuple[list[Span], str]:
    """Split `Keripik singkong: ori` into the label of the first price and the name that all prices share."""
    first, others = labels[0], labels[1:]
    own = any(span.text == ":" for label in others for span in label[:-1])
    alike = sum(is_label(label, codes=True) for label in others) * 2 >= len(others)
    for signs, certain in (({":", "("}, True), ({"-", "–", "—", "=", "|", "→"}, alike)):
        cut = max((i for i, span in enumerate(first) if span.text in signs and 0 < i < len(first) - 1), default=0)
        if cut and certain and not own and _names(first[cut + 1 :]):
            return first[cut + 1 :], tidy(slice_of(text, first[:cut]))
    if not alike or any(_begins_alike(first, label) for label in others):
        return first, ""
    cut = len(first)
    least = cut - max(len(label) for label in others)
    while cut > max(least, 0) and (first[cut - 1].kind not in LABELS or is_label([first[cut - 1]], codes=True)):
        cut -= 1
    while 1 < cut < len(first) and first[cut - 1].kind == "count" and first[cut].kind in {"size", "count"}:
        cut -= 1
    if cut == 0:
        return first, ""
    return first[cut:], tidy(slice_of(text, first[:cut]))


def _begins_alike(first: list[Span], label: list[Span]) -> bool:
    """`Es teh 5rb, es jeruk 6rb`: a word that comes again begins a name of its own."""
    heads = [next((span.value for span in spans if span.kind == "word"), None) for spans in (first, label)]
    return heads[0] is not None and heads[0] == heads[1] and len(label) > 1


def _note_plus(spans: list[Span], quote: Quote, label: list[Span]) -> None:
    """`Extra keju +3rb`, `15rb + telur 3rb`: what is added to something else."""
    near = (
        spans[max(0, quote.first - 1) : quote.first]
        + spans[max(0, quote.first - len(label) - 1) : quote.first - len(label)]
    )
    plus = any(span.text == "+" for span in near)
    if plus or any(span.kind == "word" and span.value in {"tambah", "nambah", "plus"} for span in near):
        quote.doubt(doubt.PRICE_EXTRA)


def _note_about(label: list[Span], quote: Quote, after: list[Span]) -> None:
    """`mulai 200k`, `100rb up`: the least it costs."""
    near = [span.value for span in [*label[-1:], *after[:2]] if span.kind == "word"]
    if set(near) & ABOUT:
        quote.doubt(doubt.PRICE_ABOUT)


def _share_availability(offers: list[Offer]) -> None:
    """`Ori 15rb / Pedas 16rb ready`: a word without a figure at the end holds for all."""
    if len(offers) > 1 and offers[-1].availability in {"ready", "preorder"}:
        for offer in offers:
            offer.availability = offer.availability or offers[-1].availability
