"""Names without a price below priced ones that are variants: sold out, or at the price above."""

import re

from app.catalog.price_list import doubt
from app.catalog.price_list.assembly import Assembly
from app.catalog.price_list.choice import Choice
from app.catalog.price_list.head import alike, is_size
from app.catalog.price_list.line import ITEM, NAME, PRICE, Line
from app.catalog.price_list.offer import LABELS, Offer, is_label
from app.catalog.price_list.price import Price
from app.catalog.price_list.product import Product

_CODE = re.compile(r"[a-z]{1,2}-?\d{1,3}(?![^\W_])|(?:shade|no|nomor|motif|tipe|type)\.?\s?\d{1,3}(?![^\W_])", re.I)


def is_numbered(line: Line) -> bool:
    """Whether a code leads the words: `W22 warm ivory`, `Shade 01 Nude`."""
    return bool(_CODE.match(line.name))


def is_choice(line: Line) -> bool:
    """Whether the words of a line name a variant and no goods: `Dusty pink`, `W22 warm ivory`, `XL`."""
    spans = [span for span in line.reading.spans if span.kind in LABELS]
    return is_numbered(line) or is_label(spans)


def run_below(work: Assembly, head: Line, start: int) -> list[Line]:
    """The lines below a name that only name variants: codes, or two and more colours, flavours or sizes."""
    if is_choice(head) or not is_choice(work.lines[start]):
        return []
    first, run = work.lines[start], []
    for place in range(start, len(work.lines)):
        line = work.lines[place]
        if line.kind != NAME or not alike(line, first) or not is_choice(line):
            break
        run.append(line)
    return run if len(run) > 1 or is_numbered(first) else []


def take(work: Assembly, line: Line, index: int) -> bool:
    """Whether the line is a variant of the product above; if so, it becomes a row."""
    product = work.product
    if product is None or work.gap or line.stands_out or line.colon or work.pending is not None:
        return False
    if work.parent is not None and work.child is not None:
        return _among_priced(work, product, line, index)
    return _below_priced(work, product, line, index)


def _among_priced(work: Assembly, product: Product, line: Line, index: int) -> bool:
    """`Mocca (sold out)` between `Hitam 15rb` and `Army 15rb`."""
    assert work.child is not None
    if not line.stock or not alike(line, work.child) or not (is_choice(line) or _goes_on(work, index)):
        return False
    _row(work, product, line, None)
    return True


def _goes_on(work: Assembly, index: int) -> bool:
    """Whether the variants go on below, or were called by words of no known kind so far."""
    ahead, after = work.ahead[index], work.after(index)
    if after is None or ahead.gapped or after.kind != ITEM or is_size(after):
        return False
    return all(offer.is_label for offer in after.reading.offers)


def _below_priced(work: Assembly, product: Product, line: Line, index: int) -> bool:
    """`W22 warm ivory ready` below `Cushion 79.000`: what the goods come in, at their price."""
    ahead, after = work.ahead[index], work.after(index)
    if not product.rows or work.before is None or work.before.kind not in {ITEM, NAME, PRICE} or not is_choice(line):
        return False
    if after is not None and not ahead.gapped and (after.kind == PRICE or (after.kind == ITEM and is_size(after))):
        return False
    first = product.rows[0]
    if first.price is None or not (product.above or (work.rows[-1] is first and first.variant is None)):
        return False
    if not product.above:
        work.rows.pop()
        product.rows.clear()
    product.above = True
    _row(work, product, line, first.price)
    product.rows[-1].doubt("price", doubt.PRICE_ABOVE)
    return True


def _row(work: Assembly, product: Product, line: Line, rupiah: int | None) -> None:
    choice = Choice(line.name, line.stock[1], line.stock[0]) if line.stock else Choice(line.name)
    price = None if rupiah is None else Price(rupiah)
    work.rows += product.take(Offer(choices=[choice], price=price), None, line.number)
