"""Small figures: `Bakso 15` in a list of small figures is 15.000; `iPhone 11` among full prices is a name."""

from itertools import pairwise
from statistics import median

from app.catalog.price_list.head import alike, nests
from app.catalog.price_list.line import BLANK, FACT, ITEM, NAME, PRICE, TALK, Line, name_of
from app.catalog.price_list.offer import Offer
from app.catalog.price_list.outlook import outlooks
from app.catalog.price_list.price import LARGEST

_THOUSANDS = ("ribuan", "x1000", "x 1000", "(ribu)", "(rb)", "dlm ribu", "dalam ribu", "rb rupiah")


def settle(lines: list[Line]) -> None:
    """Decide for each line with only a small bare figure whether it is a price; then how many rupiah it means."""
    small = [line for line in lines if line.kind == ITEM and line.reading.small]
    full = [line for line in lines if line.kind == ITEM and not line.reading.small]
    if small and full and len(small) * 2 <= len(full):
        _doubtful(lines)
    elif small:
        _heads_only(lines)
    _scale(lines)


def keep_names(lines: list[Line]) -> None:
    """`Madu hutan asli` with sizes and prices right below it is goods after all."""
    told = None
    for line, below in pairwise(lines):
        sizes = below.kind == ITEM and not below.reading.base and all(offer.is_label for offer in below.reading.offers)
        if line.kind == TALK and line.name and (sizes or (below.kind == PRICE and told != NAME)):
            line.kind = NAME
        told = line.kind if line.kind not in {TALK, FACT} else told


def _heads_only(lines: list[Line]) -> None:
    for index, ahead in enumerate(outlooks(lines)):
        line = lines[index]
        if (
            line.kind == ITEM
            and line.reading.small
            and ahead.next is not None
            and not ahead.gapped
            and _is_head(line, lines[ahead.next])
        ):
            _unprice(line)


def _doubtful(lines: list[Line]) -> None:
    """Among full prices, a small figure counts only between neighbours of its own kind."""
    full = [offer.price.rupiah for offer in _offers(lines) if offer.price and not offer.price.small]
    least, most = min(full, default=0) // 5, max(full, default=LARGEST) * 10
    before: Line | None = None
    for index, ahead in enumerate(outlooks(lines)):
        line = lines[index]
        if line.kind == BLANK:
            before = None
        if line.kind != ITEM:
            continue
        after = lines[ahead.next] if ahead.next is not None else None
        if line.reading.small and (not _fits(line, least, most) or _may_head(line, before, after, gapped=ahead.gapped)):
            _unprice(line)
        before = line


def _may_head(line: Line, before: Line | None, after: Line | None, *, gapped: bool) -> bool:
    """Whether a small figure belongs to a name that stands above others, as in `iPhone 11`."""
    if after is None or after.kind != ITEM:
        return False
    if not gapped and _is_head(line, after):
        return True
    near = (before is not None and alike(before, line)) or (not gapped and alike(after, line))
    return not near and not line.bullet


def _is_head(line: Line, after: Line) -> bool:
    if after.kind != ITEM:
        return False
    return nests(line, after) or (not after.reading.small and all(offer.is_label for offer in after.reading.offers))


def _unprice(line: Line) -> None:
    for span in line.reading.spans:
        span.kind = "number" if span.kind == "price" else span.kind
    line.kind, line.name = NAME, name_of(line)
    line.stock = next((span.value for span in line.reading.spans if span.kind == "stock"), None)
    line.reading.offers, line.reading.small = [], False


def _scale(lines: list[Line]) -> None:
    offers = _offers(lines)
    _raise_short(offers)
    said = any(word in line.text.lower() for line in lines if line.kind not in {ITEM, BLANK} for word in _THOUSANDS)
    plain = [offer.price.rupiah for offer in offers if offer.price and not offer.price.small]
    cheap = bool(plain) and median(plain) < 4000
    for offer in offers:
        price = offer.price
        if price and price.small and cheap and price.small >= 100 and price.small % 50 == 0:
            price.rupiah = price.small
        if price and said:
            price.small = 0


def _fits(line: Line, least: int, most: int) -> bool:
    """Whether a small figure, in thousands or as it stands, lies among the other prices."""
    price = line.reading.offers[0].price
    return price is not None and (least <= price.rupiah <= most or least <= price.small <= most)


def _offers(lines: list[Line]) -> list[Offer]:
    return [offer for line in lines if line.kind != TALK for offer in line.reading.offers if offer.price]


def _raise_short(offers: list[Offer]) -> None:
    """`Samsung A15 2.350` beside `iPhone XR 2,9jt`: thousands that nobody wrote out."""
    short = [offer.price for offer in offers if offer.price and not offer.price.small and offer.price.rupiah < 10_000]
    dear = [offer.price for offer in offers if offer.price and not offer.price.small and offer.price.rupiah >= 500_000]
    if not short or not dear or len(dear) * 2 < len(offers) or len(offers) < 3:
        return
    for price in short:
        price.small, price.rupiah = price.rupiah, price.rupiah * 1000
