"""What a shopper may have of a variant at this moment."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from app.catalog.variant import Variant
from app.stock import level

MOST = 999
"""Of one variant in one order: enough for a wedding, too few for a mistake on the keyboard."""


@dataclass(frozen=True)
class Offer:
    """A variant with its figure; `available` is None where the vendor does not count (ready, or made to order)."""

    variant: Variant
    available: int | None

    @property
    def is_hidden(self) -> bool:
        """Whether the vendor has taken it out of the shop."""
        return not self.variant.is_active or self.variant.product.state != "published"

    @property
    def is_sold_out(self) -> bool:
        """Whether none can be ordered now."""
        return self.available is not None and self.available <= 0

    @property
    def most(self) -> int:
        """How many one order may have, 0 when none."""
        if self.is_hidden:
            return 0
        return MOST if self.available is None else max(0, min(self.available, MOST))


def offers(vendor_id: UUID, variants: Collection[Variant]) -> dict[UUID, Offer]:
    """Each variant's offer by its id, the figures of all read at once."""
    counted = [variant.id for variant in variants if variant.is_counted]
    figures = level.figures(vendor_id, counted, online=True)
    return {one.id: Offer(one, figures[one.id].available if one.id in figures else None) for one in variants}
