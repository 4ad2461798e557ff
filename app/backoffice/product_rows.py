"""Products as rows of the list: each with what can still be sold of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.catalog.product import Product
from app.catalog.variant import Variant
from app.stock import level
from app.stock.level import Figures


@dataclass(frozen=True)
class Row:
    """A product and the figures of its counted variants."""

    product: Product
    counted: list[tuple[Variant, Figures]]

    @property
    def only(self) -> tuple[Variant, Figures] | None:
        """The one variant and its figures, where there is just one and it is counted."""
        return self.counted[0] if len(self.counted) == len(self.product.variants) == 1 else None

    @property
    def available(self) -> int:
        """Pieces that can be sold, all counted variants together."""
        return sum(figures.available for _, figures in self.counted)

    @property
    def out(self) -> int:
        """How many variants have run out."""
        return sum(figures.available <= 0 for _, figures in self.counted)


def rows(vendor_id: UUID, products: Iterable[Product]) -> list[Row]:
    """A row for each product, all figures read at once."""
    products = list(products)
    counted = {one.id: [v for v in one.variants if v.is_counted] for one in products}
    figures = level.figures(vendor_id, [v.id for some in counted.values() for v in some])
    return [Row(one, [(v, figures[v.id]) for v in counted[one.id]]) for one in products]
