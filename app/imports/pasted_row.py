"""A row of a pasted list as the person corrected it, and what became of it."""

from dataclasses import dataclass
from uuid import UUID

from app.catalog.price_list.price import read_price
from app.core.refusal import Refusal

from . import row
from .row import RowDraft

FIELDS = ("name", "variant", "price", "stock", "category")
_COLUMNS = {field: place for place, field in enumerate(FIELDS)}
_LEAST_FIGURE = 100


@dataclass
class PastedRow:
    """The cells as words. After publishing: the variant it became, or the refusal that speaks against it."""

    name: str = ""
    variant: str = ""
    price: str = ""
    stock: str = ""
    category: str = ""
    variant_id: UUID | None = None
    refusal: Refusal | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not any(cell.strip() for cell in (self.name, self.variant, self.price))

    def read(self) -> RowDraft:
        """The row as a wish. No stock word means that it is sold without counting. Raises Refusal on a cell."""
        price = read_price(self.price)
        if price is not None and price.small and price.small < _LEAST_FIGURE and price.bare:
            raise Refusal("Tulis harga lengkap, misalnya 15.000.", field="price")
        cells = [self.name, self.variant, self.price, self.stock.strip() or "ready", self.category]
        return row.read(cells, _COLUMNS)

    def succeed(self, variant_id: UUID) -> None:
        """It is this variant now."""
        self.variant_id = variant_id

    def fail(self, refusal: Refusal) -> None:
        """Nothing can come of it as it is."""
        self.refusal = refusal
