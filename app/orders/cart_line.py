"""One wish in a cart: how many of a variant, and the price that was promised."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.catalog.product import Product
from app.catalog.variant import Variant
from app.core.db import CURRENCY, db
from app.core.tenancy import owned_key

from .offer import Offer


class CartLine(db.Model):
    """What the shopper wished for. The price is the lowest they were shown since they put it in (minor units)."""

    __tablename__ = "cart_line"
    __table_args__ = (
        owned_key("cart_id", "cart", ondelete="CASCADE"),
        owned_key("variant_id", "variant", ondelete="CASCADE"),
    )

    vendor_id: Mapped[UUID] = mapped_column(primary_key=True)
    cart_id: Mapped[UUID] = mapped_column(primary_key=True)
    variant_id: Mapped[UUID] = mapped_column(primary_key=True)
    quantity: Mapped[int]
    price_amount: Mapped[int]
    price_currency: Mapped[str] = mapped_column(CURRENCY)
    added_at: Mapped[datetime]
    variant: Mapped[Variant] = relationship(viewonly=True)


class Line:
    """A wish held against what can be sold now: nothing is dropped, and what changed has a name."""

    def __init__(self, wish: CartLine, offer: Offer):
        self.wish = wish
        self.offer = offer
        self.variant: Variant = wish.variant
        self.product: Product = wish.variant.product
        self.promised = wish.price_amount
        self.price = wish.variant.price_amount
        self.wished = wish.quantity
        self.quantity = min(wish.quantity, offer.most)
        self.amount = self.price * self.quantity

    @property
    def state(self) -> str:
        """hidden, sold_out, short (fewer than wished) or ready."""
        if self.offer.is_hidden:
            return "hidden"
        if self.offer.is_sold_out:
            return "sold_out"
        return "short" if self.quantity < self.wished else "ready"

    @property
    def rose(self) -> bool:
        """Whether it now costs more than was promised: the shopper must accept that."""
        return self.quantity > 0 and self.price > self.promised

    @property
    def fell(self) -> bool:
        """Whether it now costs less: the lower price is given."""
        return self.quantity > 0 and self.price < self.promised
