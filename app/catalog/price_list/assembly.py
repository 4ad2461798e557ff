"""Putting lines together: which names, prices, variants and headings belong to each other."""

from dataclasses import dataclass, field

from app.catalog.price_list import doubt
from app.catalog.price_list.line import BLANK, DIVIDER, TALK, Line
from app.catalog.price_list.offer import Offer
from app.catalog.price_list.outlook import Outlook, outlooks
from app.catalog.price_list.product import Product
from app.catalog.price_list.row import PREORDER, SOLD_OUT, Row
from app.catalog.price_list.verdict import Verdict, verdicts
from app.catalog.price_list.vocabulary import DISCOUNTS

_SHORT = 4  # words


@dataclass
class Assembly:
    """The list as understood so far; each step (`name_step`, `price_step`, ...) reads one line into it."""

    lines: list[Line]
    rows: list[Row] = field(default_factory=list)
    category: str | None = None
    availability: str = ""
    parent: Line | None = None  # a product whose variants are being read
    child: Line | None = None  # the first of them: the others are set like it
    product: Product | None = None
    pending: Product | None = None  # a name that waits for its price
    heir: Offer | None = None  # a price said once for the names below it
    unsure: bool = False  # the category may be a product and the rows below its variants
    gap: bool = True
    muted: bool = False  # below talk that ends in a colon: steps, not goods
    before: Line | None = None

    def __post_init__(self) -> None:
        self.ahead: list[Outlook] = outlooks(self.lines)
        self.verdicts: dict[int, Verdict] = verdicts(self.lines, self.ahead)

    def after(self, index: int) -> Line | None:
        """The next line that matters."""
        ahead = self.ahead[index].next
        return None if ahead is None else self.lines[ahead]

    def pass_gap(self, line: Line) -> None:
        """A blank line or a divider ends what hangs together."""
        self.gap, self.muted = True, False
        self.unsure = self.unsure and self.product is None
        if self.heir is not None and self.child is not None:
            self.heir = None
        if self.child is not None or line.kind == DIVIDER:
            self.parent = self.child = None

    def hear(self, line: Line) -> None:
        """What talk says of goods: steps below a colon are none; `open PO` on top holds for all."""
        self.muted = self.muted or line.colon
        rows = self.product.rows if self.product is not None else []
        if rows and rows[-1].lines[-1] == line.number - 1 and _takes_off(line):
            for row in rows:
                row.doubt("price", doubt.PRICE_DISCOUNT)
        if line.stock and line.stock[0] == PREORDER and not self.rows:
            self.availability = PREORDER

    def close(self) -> None:
        """Nothing that follows belongs to the product being read."""
        self.parent = self.child = self.heir = None

    def begin(self, line: Line) -> Product:
        """A product of that name, with what its line and its section say of stock."""
        availability, stock = line.stock or (self.availability, None)
        return Product(line.name, line.number, self.category, availability or self.availability, stock)

    def strike(self, offer: Offer, line: Line) -> Offer:
        """A line that is crossed out sells nothing any more."""
        if line.struck:
            offer.strike()
        return offer

    def settle(self) -> None:
        """A name that never met its price becomes a row to be asked about, if more was said of it."""
        pending, self.pending = self.pending, None
        if pending is not None and (pending.choices or pending.stock is not None or pending.availability == SOLD_OUT):
            self.rows += pending.take(Offer(), None, pending.line)


def _takes_off(line: Line) -> bool:
    """`Diskon 20rb`, `disc 10%` and little else: it is about the goods right above."""
    said = bool(set(line.words) & DISCOUNTS) or any(span.value == doubt.PRICE_DISCOUNT for span in line.reading.spans)
    return said and len(line.words) < _SHORT


def assemble(lines: list[Line]) -> list[Row]:
    """The rows of a list whose lines have been looked at one by one."""
    from app.catalog.price_list.steps import STEPS

    work = Assembly(lines)
    for index, line in enumerate(lines):
        if line.kind in {BLANK, DIVIDER}:
            work.pass_gap(line)
            continue
        if line.kind in STEPS:
            STEPS[line.kind](work, line, index)
            work.before = line
        elif line.kind == TALK:
            work.hear(line)
        work.gap = False
    work.settle()
    return work.rows
