"""A line that lists variants: `Warna: hitam, navy`, `S M L`, or `Rasa:` with the flavours below."""

from app.catalog.price_list import doubt
from app.catalog.price_list.assembly import Assembly
from app.catalog.price_list.choice import Choice
from app.catalog.price_list.line import FACT, ITEM, NAME, Line
from app.catalog.price_list.outlook import names_below
from app.catalog.price_list.product import Product

_SIZE_LABELS = {"size", "ukuran", "uk", "sizes"}


def take(work: Assembly, line: Line, index: int) -> None:
    """Give the variants to the product they stand below."""
    target = work.pending or work.product
    if target is None or (work.gap and target is work.product):
        return
    if not line.choices:
        _below(work, line, index, target)
    elif len(line.choices) == 1:
        if not target.rows and line.label not in _SIZE_LABELS:
            target.doubts.append(("variant", doubt.VARIANT_LEFT))
    elif target.rows:
        _spread(work, target, line)
    elif target.choices:
        target.doubts.append(("variant", doubt.VARIANT_LEFT))
    else:
        target.choices = line.choices


def _spread(work: Assembly, target: Product, line: Line) -> None:
    """Variants told after the price: the one row becomes several."""
    rows = list(target.rows)
    if target.spread(line.choices, line.number):
        place = next(i for i in range(len(work.rows) - 1, -1, -1) if work.rows[i] is rows[0])
        work.rows[place : place + 1] = target.rows
        return
    for row in rows:
        row.doubt("variant", doubt.VARIANT_LEFT)


def _below(work: Assembly, line: Line, index: int, target: Product) -> None:
    ahead, after = work.ahead[index], work.after(index)
    if after is None or ahead.gapped or ahead.next is None:
        return
    if after.kind == ITEM:
        _drop_unpriced(work, target)
        work.close()
        work.pending, work.product, work.parent = None, target, line
    elif after.kind == NAME:
        below = names_below(work.lines, ahead.next)
        line.choices = [choice_of(child) for child in below]
        for child in below:
            child.kind = FACT
        take(work, line, index)


def choice_of(line: Line) -> Choice:
    """A line without a price as one of several variants."""
    return Choice(line.name, line.stock[1], line.stock[0]) if line.stock else Choice(line.name)


def _drop_unpriced(work: Assembly, target: Product) -> None:
    """A row that was waiting for a price gives way to its variants."""
    if target.rows and all(row.price is None for row in target.rows):
        gone = {id(row) for row in target.rows}
        work.rows = [row for row in work.rows if id(row) not in gone]
        target.rows = []
