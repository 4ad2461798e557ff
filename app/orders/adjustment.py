"""A signed, labelled amount on an order, so that its total explains itself."""

from uuid import UUID

from sqlalchemy.orm import Mapped

from app.core.db import Base
from app.core.tenancy import Owned, owned_key


class Adjustment(Owned, Base):
    """Shipping, the unique last digits of a transfer, a discount; minor units of the order's currency."""

    __tablename__ = "order_adjustment"
    __table_args__ = (owned_key("order_id", "orders", ondelete="CASCADE"),)

    order_id: Mapped[UUID]
    kind: Mapped[str]
    label: Mapped[str]
    amount: Mapped[int]
