"""What can be added to goods: `Mie ayam 12rb, +bakso 15rb`, `Badut 2 jam 600rb, tambah 1 jam 200rb`."""

from app.catalog.price_list import doubt
from app.catalog.price_list.offer import LABELS, Offer, is_label, offer_of
from app.catalog.price_list.quote import Quote
from app.catalog.price_list.span import Span

_WORDS = {"tambah", "nambah", "plus", "tambahan", "pakai", "pake", "dengan", "dgn"}
_MORE = {"extra", "ekstra"}


def first_addition(spans: list[Span], labels: list[list[Span]]) -> int:
    """Which of the labels of a line is the first one added to what stands before; their number when none is."""
    place = {id(span): index for index, span in enumerate(spans)}
    for index, label in enumerate(labels[1:], start=1):
        first = next((span for span in label if span.kind in LABELS), None)
        if first is None:
            continue
        more = first.kind == "word" and first.value in _MORE and not is_label(label)
        if more or _is_word(first) or _has_plus(spans, place[id(first)]):
            return index
    return len(labels)


def _is_word(span: Span) -> bool:
    return span.kind == "word" and span.value in _WORDS


def _has_plus(spans: list[Span], place: int) -> bool:
    while place and spans[place - 1].kind in {"sign", "open"}:
        place -= 1
        if spans[place].text == "+":
            return True
    return False


def addition_of(text: str, label: list[Span], quote: Quote, after: list[Span], price_span: Span) -> Offer:
    """The offer of an addition: a variant of the goods before it, to be asked about."""
    words = [span for span in label if not _is_word(span)]
    offer = offer_of(text, words or label, quote, after, price_span)
    offer.adds = True
    offer.doubts.append(("price", doubt.PRICE_EXTRA))
    return offer
