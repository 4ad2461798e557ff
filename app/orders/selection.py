"""What a shopper may choose of a product: its variants as offers, and what they come to together."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.catalog.product import Product

from .offer import Offer, offers


@dataclass(frozen=True)
class Selection:
    """A product with an offer for each variant that is sold, in their order; there is at least one."""

    product: Product
    offers: tuple[Offer, ...]

    @property
    def is_sold_out(self) -> bool:
        """Whether none of the variants can be ordered now."""
        return all(offer.is_sold_out for offer in self.offers)

    @property
    def available(self) -> int | None:
        """How many there are of all variants together; None where one of them is not counted."""
        figures = [offer.available for offer in self.offers]
        return None if None in figures else sum(figure or 0 for figure in figures)

    @property
    def first(self) -> Offer:
        """The offer to begin with: the first that can be ordered, else the first."""
        return next((offer for offer in self.offers if not offer.is_sold_out), self.offers[0])

    @property
    def cheapest(self) -> Offer:
        """The offer with the lowest price, whose price stands for the product."""
        return min(self.offers, key=lambda offer: offer.variant.price_amount)

    @property
    def has_range(self) -> bool:
        """Whether the variants cost differently."""
        return len({offer.variant.price_amount for offer in self.offers}) > 1

    def of(self, variant_id: UUID | None) -> Offer:
        """The offer of one variant, or the one to begin with."""
        return next((offer for offer in self.offers if offer.variant.id == variant_id), self.first)


def selections(vendor_id: UUID, products: Sequence[Product]) -> list[Selection]:
    """Each product's selection, in order, all figures read at once; products without a variant are left out."""
    by_id = offers(vendor_id, [variant for product in products for variant in product.variants])
    offered = [(product, tuple(by_id[variant.id] for variant in product.variants)) for product in products]
    return [Selection(product, choices) for product, choices in offered if choices]
