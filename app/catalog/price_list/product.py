"""A product while its lines are being read: rows are made as prices arrive."""

import re
from dataclasses import dataclass, field

from app.catalog.price_list import doubt
from app.catalog.price_list.choice import Choice
from app.catalog.price_list.offer import Offer
from app.catalog.price_list.row import READY, SOLD_OUT, Row
from app.catalog.price_list.size import split_size

_LABEL = re.compile(
    r"^(?:rasa|warna|varian|variant|ukuran|size|sz|uk|pilihan|tipe|type)\.?\s*[:=]?\s+(?=\S)", re.IGNORECASE
)


@dataclass(slots=True)
class Product:
    """The name being read, what is known of all its variants, and its rows so far."""

    name: str
    line: int
    category: str | None = None
    availability: str = ""
    stock: int | None = None
    choices: list[Choice] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    above: bool = False  # its variants stand below its price and cost as much
    tier: str = ""  # `1-11 pcs` at the end of its name: more lines of prices may follow

    def take(self, offer: Offer, variant: str | None, line: int) -> list[Row]:
        """Make the rows of one offer, one for each variant it names."""
        choices = offer.choices or ([] if self.rows or variant else self.choices)
        if not choices:
            choices = [Choice(self._variant(variant) or "")]
        elif variant and offer.choices:
            choices = [Choice(f"{self._variant(variant)} {c.name}", c.stock, c.availability) for c in choices]
        fresh = [self._row(offer, choice, line) for choice in choices]
        for row, choice in zip(fresh, choices, strict=True):
            if choice.guessed:
                row.doubt("stock", doubt.STOCK_GUESSED)
        shared = offer.stock if offer.stock else self.stock
        if shared and len(fresh) > 1 and all(choice.stock is None for choice in choices):
            for row in fresh:
                row.doubt("stock", doubt.STOCK_SHARED)
        self.rows += fresh
        return fresh

    def _variant(self, label: str | None) -> str | None:
        if not label:
            return None
        if label.lower().startswith(self.name.lower() + " "):
            label = label[len(self.name) :].strip(" -:(")
        return _LABEL.sub("", label) or None

    def _row(self, offer: Offer, choice: Choice, line: int) -> Row:
        row = Row(
            self.name,
            choice.name or None,
            category=self.category,
            unit=offer.unit,
            note=offer.note,
            lines=[self.line, line],
        )
        row.lines = sorted(set(row.lines))
        row.price = offer.price.rupiah if offer.price else None
        row.availability = choice.availability or offer.availability or self.availability or READY
        row.stock = choice.stock if choice.availability else offer.stock if offer.availability else self.stock
        if row.availability == SOLD_OUT:
            row.stock = 0
        for cell, reason in [
            *self.doubts,
            *offer.doubts,
            *(("price", reason) for reason in (offer.price.doubts if offer.price else [])),
        ]:
            row.doubt(cell, reason)
        if not self.name:
            row.doubt("name", doubt.NAME_MISSING)
        if offer.price and offer.price.small:
            row.doubt("price", doubt.PRICE_SMALL)
        if offer.price is None:
            row.doubt("price", doubt.PRICE_MISSING)
        return row

    def spread(self, choices: list[Choice], line: int) -> bool:
        """Turn the one row there is into one per variant. False when there are several already."""
        if len(self.rows) != 1 or self.rows[0].variant:
            return False
        first = self.rows[0]
        for choice in choices:
            row = Row(**{slot: getattr(first, slot) for slot in Row.__slots__})
            row.variant, row.doubts, row.lines = choice.name, list(first.doubts), [*first.lines, line]
            if choice.availability:
                row.stock, row.availability = choice.stock, choice.availability
            elif first.stock:
                row.doubt("stock", doubt.STOCK_SHARED)
            self.rows.append(row)
        self.rows.pop(0)
        return True

    def drop_tier(self) -> None:
        """`Kaos kaki 1-11 pcs 10.000`, then a line `12-47 pcs 9.000`: the first was for so many."""
        self.name = self.name.removesuffix(self.tier).rstrip(" -:=(") if self.tier else self.name
        for row in self.rows:
            row.name = self.name
            row.doubt("price", doubt.PRICE_TIERS)

    def split_size(self) -> None:
        """`Beras 5kg`, then a line `10kg 138rb`: the size was a variant all along."""
        if len(self.rows) == 1 and self.rows[0].variant is None:
            base, size = split_size(self.name)
            if size:
                self.name = self.rows[0].name = base
                self.rows[0].variant = size
