"""Putting lines together: which names, prices, variants and headings belong to each other."""

from dataclasses import dataclass, field

from app.catalog.price_list import doubt
from app.catalog.price_list.head import alike, is_category, nests, parent_score
from app.catalog.price_list.line import BLANK, CHOICES, DIVIDER, ITEM, NAME, PRICE, STOCK, TALK, WHOLE, Line
from app.catalog.price_list.offer import Offer
from app.catalog.price_list.outlook import group_below, names_below, outlooks
from app.catalog.price_list.product import Product
from app.catalog.price_list.row import SOLD_OUT, Row
from app.catalog.price_list.vocabulary import NEW_PRICE, OLD_PRICE

_CONTENTS = {"paket", "hampers", "nasi", "box", "bundling", "bundle", "tumpeng", "parcel", "snack"}
_SHARED = {"serba", "semua", "all", "aneka"}


@dataclass
class Assembly:
    """The list as understood so far."""

    lines: list[Line]
    rows: list[Row] = field(default_factory=list)
    category: str | None = None
    availability: str = ""
    parent: Line | None = None  # a product whose variants are being read
    child: Line | None = None  # the first of them: the others are set like it
    product: Product | None = None
    pending: Product | None = None  # a name that waits for its price
    heir: Offer | None = None  # a price said once for the names below it
    gap: bool = True
    muted: bool = False  # below talk that ends in a colon: steps, not goods
    before: Line | None = None

    def __post_init__(self) -> None:
        self.ahead = outlooks(self.lines)
        self.steps = {
            CHOICES: self._choices, PRICE: self._price, STOCK: self._stock, ITEM: self._item, NAME: self._name, WHOLE: self._wholesale,
        }  # fmt: skip

    def build(self) -> list[Row]:
        """Read every line in order."""
        for index, line in enumerate(self.lines):
            if line.kind in {BLANK, DIVIDER}:
                self._gap(line)
                continue
            if line.kind in self.steps:
                self.steps[line.kind](line, index)
                self.before = line
            elif line.kind == TALK and line.colon:
                self.muted = True
            self.gap = False
        self._settle()
        return self.rows

    def _gap(self, line: Line) -> None:
        self.gap, self.muted = True, False
        if self.child is not None or line.kind == DIVIDER:
            self.parent = self.child = None
        if self.heir is not None and self.child is not None:
            self.heir = None

    # ---- names -------------------------------------------------------------------------------------------------

    def _name(self, line: Line, index: int) -> None:
        if self.heir is not None and self._inherits(line):
            return
        if self.muted and (line.bullet or line.colon):
            return
        ahead = self.ahead[index]
        after = self.lines[ahead.next] if ahead.next is not None else None
        if after is not None and after.kind == PRICE and not (ahead.gapped and ahead.detailed):
            return self._await(line, index)
        if after is not None and after.kind == ITEM and self._heads(line, ahead.next or 0, gapped=ahead.gapped):
            return None
        if line.stock and not is_category(line):
            return self._unpriced(line)
        if ahead.detailed and not is_category(line):
            return self._await(line, index)
        if self._is_sibling(line, after, gapped=ahead.gapped):
            return self._unpriced(line)
        if is_category(line) or line.stands_out or line.caps or line.colon:
            return self._heading(line)
        if line.bullet in {"-", "1"} and self.rows and not line.caps and len(line.words) < 6:
            return self._unpriced(line)
        return None

    def _heading(self, line: Line) -> None:
        self._settle()
        self.category = line.name
        self.availability = line.stock[0] if line.stock else ""
        self.parent = self.child = self.product = self.heir = None
        self.muted = False

    def _heads(self, line: Line, start: int, *, gapped: bool) -> bool:
        """Take the line as a product with variants below, or as a heading. False when it is neither."""
        group = group_below(self.lines, start)
        score = parent_score(line, group, gapped=gapped)
        if score > 0:
            self._settle()
            self.product = self._begin(line)
            self.parent, self.child, self.heir = line, None, None
            if score < 0.75:
                self.product.doubts.append(("name", doubt.NAME_GROUP))
            return True
        first = group[0]
        if self._is_sibling(line, first, gapped=gapped) and not (line.stands_out or is_category(line)):
            return False
        stands = is_category(line) or line.stands_out or line.colon or line.bullet == "e" or nests(line, first)
        if stands or (line.caps and not first.caps) or self.gap:
            self._heading(line)
            return True
        return False

    def _is_sibling(self, line: Line, after: Line | None, *, gapped: bool) -> bool:
        """An unpriced name among priced lines of its own kind is goods whose price was forgotten."""
        if self.before is None or self.gap or self.before.kind not in {ITEM, NAME} or not self.rows:
            return False
        if not alike(line, self.before) or line.stands_out or (line.caps and not self.before.caps):
            return False
        if line.bullet:
            return True
        if after is not None and after.kind == ITEM and not gapped and alike(after, line):
            return not is_category(line)
        return self.before.kind == ITEM and len(line.words) < 4 and not is_category(line) and not line.colon

    def _begin(self, line: Line) -> Product:
        availability, stock = line.stock or (self.availability, None)
        return Product(line.name, line.number, self.category, availability or self.availability, stock)

    def _await(self, line: Line, index: int) -> None:
        """A name whose price stands on a later line; a second name in the same block describes the first."""
        if self.pending is not None and not self.gap and not self._alternates(index):
            return
        self._settle(keep=False)
        self.pending = self._begin(line)
        self.parent = self.child = self.heir = None

    def _alternates(self, index: int) -> bool:
        """Whether names and prices take turns from here on, so that each name is a product."""
        nearest = self.ahead[index].next
        if nearest is None or self.lines[nearest].kind != PRICE:
            return False
        beyond = self.ahead[nearest]
        if beyond.next is None or beyond.gapped:
            return False
        after = self.ahead[beyond.next]
        return self.lines[beyond.next].kind == NAME and after.next is not None and self.lines[after.next].kind == PRICE and not after.gapped

    def _unpriced(self, line: Line) -> None:
        self._settle()
        self.product = self._begin(line)
        self._keep(self.product.take(Offer(), None, line.number))

    def _inherits(self, line: Line) -> bool:
        """A name below a price that was said once for all."""
        assert self.heir is not None
        if self.child is None:
            self.child = line
        if not alike(line, self.child) or line.stands_out or self.gap and line is not self.child:
            self.heir = self.child = self.parent = None
            return False
        offer = Offer(price=self.heir.price, unit=self.heir.unit, doubts=list(self.heir.doubts))
        if line.stock:
            offer.availability, offer.stock = line.stock
        if self.parent is None:
            self.product = self._begin(line)
        assert self.product is not None
        self._keep(self.product.take(offer, line.name if self.parent else None, line.number))
        return True

    # ---- prices ------------------------------------------------------------------------------------------------

    def _price(self, line: Line, index: int) -> None:
        offer = line.reading.offers[0]
        if self.pending is not None:
            self._keep(self.pending.take(offer, None, line.number))
            self.product, self.pending = self.pending, None
        elif self.product is not None and not self.gap and any(row.price is None for row in self.product.rows):
            self._fill(offer, line)
        elif self.product is not None and not self.gap and self.product.rows:
            self._second(offer, line)
        elif not self._bequeaths(line, index, None):
            self._keep(Product("", line.number, self.category).take(offer, None, line.number))
            self.rows[-1].doubt("name", doubt.NAME_MISSING)

    def _fill(self, offer: Offer, line: Line) -> None:
        for row in self.product.rows if self.product else []:
            if row.price is None and offer.price:
                row.price, row.unit = offer.price.rupiah, row.unit or offer.unit
                row.doubts = [d for d in row.doubts if d[1] != doubt.PRICE_MISSING] + [("price", r) for r in offer.price.doubts]
                row.lines.append(line.number)

    def _second(self, offer: Offer, line: Line) -> None:
        """Another price below a product that has one: today's price, or one more to ask about."""
        assert self.product is not None
        words = set(line.words)
        for row in self.product.rows:
            if words & NEW_PRICE and offer.price:
                row.price = offer.price.rupiah
                row.lines.append(line.number)
            elif not words & OLD_PRICE:
                row.doubt("price", doubt.PRICE_TWO)

    def _wholesale(self, line: Line, index: int) -> None:
        if self.product is not None and self.product.rows:
            for row in self.product.rows:
                row.doubt("price", doubt.PRICE_WHOLESALE)
        elif self.pending is not None:
            self.pending.doubts.append(("price", doubt.PRICE_WHOLESALE))

    def _item(self, line: Line, index: int) -> None:
        self._settle()
        self.muted = False
        if self.parent is not None and self.product is not None and self.heir is None and self._belongs(line):
            self.child = self.child or line
            return self._variants(line)
        self.parent = self.child = self.heir = None
        if self._continues(line) and self.product is not None:
            self.product.split_size()
            return self._variants(line)
        return self._products(line, index)

    def _belongs(self, line: Line) -> bool:
        assert self.parent is not None
        if self.child is None:
            return True
        if not alike(line, self.child):
            return False
        return nests(self.parent, line) or all(offer.is_label for offer in line.reading.offers)

    def _continues(self, line: Line) -> bool:
        """A line of sizes alone, or set below a product, adds to the product above it."""
        if self.product is None or self.gap or self.before is None or line.reading.base:
            return False
        if not self.product.rows or not all(offer.is_label for offer in line.reading.offers):
            return False
        sizes = {"size", "count", "letter", "price", "stock", "sign", "open", "close"}
        return nests(self.before, line) or all(span.kind in sizes for span in line.reading.spans)

    def _variants(self, line: Line) -> None:
        assert self.product is not None
        for offer in line.reading.offers:
            self._mark(offer, line)
            self._keep(self.product.take(offer, offer.name or None, line.number))

    def _products(self, line: Line, index: int) -> None:
        if line.reading.base:
            self.product = Product(line.reading.base, line.number, self.category, self.availability)
            return self._variants(line)
        if len(line.reading.offers) == 1 and self._bequeaths(line, index, line.reading.offers[0].name):
            return None
        for offer in line.reading.offers:
            self._mark(offer, line)
            self.product = Product(offer.name, line.number, self.category, self.availability)
            self._keep(self.product.take(offer, None, line.number))
        return None

    def _bequeaths(self, line: Line, index: int, name: str | None) -> bool:
        """Whether a price holds for the unpriced names below: a group sold at one price, or variants."""
        ahead = self.ahead[index]
        if ahead.next is None or ahead.gapped or self.lines[ahead.next].kind != NAME or ahead.detailed:
            return False
        below = names_below(self.lines, ahead.next)
        shared = name is None or bool(set(name.lower().split()[:1]) & _SHARED)
        if not (shared or nests(line, below[0])) or len(below) < 2 - shared:
            return False
        self.product = Product(name or "", line.number, self.category, self.availability)
        if shared:
            self.category = name or self.category
            self.parent = None
        elif parent_score(Line(0, name=name or "", bullet=line.bullet, indent=line.indent), below, gapped=False) > 0.8:
            self.parent = line
        else:
            return self._contents(line, name or "", below)
        self.heir, self.child = line.reading.offers[0], None
        return True

    def _contents(self, line: Line, name: str, below: list[Line]) -> bool:
        """`Paket hemat 25rb` and what is in it: one product; of anything else we cannot tell."""
        offer = line.reading.offers[0]
        assert self.product is not None
        self._mark(offer, line)
        row = self.product.take(offer, None, line.number)[0]
        row.note = ", ".join(child.name for child in below)
        if not set(name.lower().split()) & _CONTENTS:
            row.doubt("variant", doubt.VARIANT_LEFT)
        self._keep([row])
        for child in below:
            child.kind = "fact"
        return True

    # ---- what hangs on a product -------------------------------------------------------------------------------

    def _choices(self, line: Line, index: int) -> None:
        target = self.pending or self.product
        if target is None or (self.gap and target is self.product):
            return
        if not line.choices:
            self._variant_heading(line, index, target)
        elif len(line.choices) == 1 and not target.rows:
            target.doubts.append(("variant", doubt.VARIANT_LEFT)) if line.label not in {"size", "ukuran", "uk"} else None
        elif not target.rows and not target.choices:
            target.choices = line.choices
        elif not target.rows:
            target.doubts.append(("variant", doubt.VARIANT_LEFT))
        else:
            self._spread(target, line)

    def _spread(self, target: Product, line: Line) -> None:
        if len(line.choices) < 2:
            return
        place = next((i for i, row in enumerate(self.rows) if row is target.rows[0]), None) if len(self.rows) < 50_000 else None
        many = list(target.rows)
        if place is not None and target.spread(line.choices, line.number):
            self.rows[place : place + 1] = target.rows
            return
        for row in many:
            row.doubt("variant", doubt.VARIANT_LEFT)

    def _variant_heading(self, line: Line, index: int, target: Product) -> None:
        """`Rasa:` by itself: the lines below are variants of the product above."""
        ahead = self.ahead[index]
        if ahead.next is None or ahead.gapped:
            return
        after = self.lines[ahead.next]
        if after.kind == ITEM:
            self.pending, self.product, self.parent, self.child = None, target, line, None
            self._drop_unpriced(target)
        elif after.kind == NAME:
            below = names_below(self.lines, ahead.next)
            line.choices = [choice_of(child) for child in below]
            for child in below:
                child.kind = "fact"
            self._choices(line, index)

    def _drop_unpriced(self, target: Product) -> None:
        if target.rows and all(row.price is None for row in target.rows):
            gone = {id(row) for row in target.rows}
            self.rows = [row for row in self.rows if id(row) not in gone]
            target.rows = []

    def _stock(self, line: Line, index: int) -> None:
        availability, stock = line.stock or ("", None)
        target = self.pending or (self.product if self.parent is not None and not self.product_has_rows else None)
        if target is not None and not self.gap:
            target.availability, target.stock = availability, stock
        elif self.product is not None and not self.gap and self.product.rows and not (line.stands_out or line.colon):
            for row in self.product.rows:
                if row.stock is not None:  # its own figure, said nearer to it
                    continue
                row.availability, row.stock = availability, stock
                if stock and len(self.product.rows) > 1:
                    row.doubt("stock", doubt.STOCK_SHARED)
        elif stock is None or availability == SOLD_OUT:
            self._settle()
            self.availability = availability
            self.parent = self.child = self.product = self.heir = None

    @property
    def product_has_rows(self) -> bool:
        """Whether the product being read has a row yet."""
        return self.product is not None and bool(self.product.rows)

    def _mark(self, offer: Offer, line: Line) -> None:
        if line.struck:
            offer.availability, offer.stock = SOLD_OUT, 0
            offer.doubts.append(("stock", doubt.STOCK_CROSSED))

    def _keep(self, rows: list[Row]) -> None:
        self.rows += rows

    def _settle(self, *, keep: bool = True) -> None:
        """A name that never met its price becomes a row to be asked about."""
        if self.pending is not None and keep and (self.pending.choices or self.pending.stock is not None):
            self._keep(self.pending.take(Offer(), None, self.pending.line))
        self.pending = None


def choice_of(line: Line):  # type: ignore[no-untyped-def]
    """A line below `Rasa:` as a variant."""
    from app.catalog.price_list.choice import Choice

    return Choice(line.name, line.stock[1], line.stock[0]) if line.stock else Choice(line.name)
