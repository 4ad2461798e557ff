"""A line of an order: it keeps its own name and price forever."""

from uuid import UUID

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base
from app.core.tenancy import Owned, owned_key


class OrderLine(Owned, Base):
    """Some pieces of a variant at the price promised then, in minor units of the order's currency."""

    __tablename__ = "order_line"
    __table_args__ = (owned_key("order_id", "orders", ondelete="CASCADE"), owned_key("variant_id", "variant"))

    order_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(Integer)
    variant_id: Mapped[UUID]
    product_name: Mapped[str]
    variant_name: Mapped[str]
    sku: Mapped[str | None]
    quantity: Mapped[int]
    price_amount: Mapped[int]

    @property
    def amount(self) -> int:
        """Price times quantity."""
        return self.price_amount * self.quantity
