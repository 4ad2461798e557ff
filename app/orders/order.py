"""An order: what somebody will get, what they owe, and how far both have come."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import CURRENCY, Base, db
from app.core.refusal import NotFound
from app.core.tenancy import Owned
from app.payments import bill as bills
from app.payments.method import BY_HAND

from .adjustment import Adjustment
from .line import OrderLine


class Order(Owned, Base):
    """Amounts are minor units of `currency`; the order, its payment and its fulfilment move separately."""

    __tablename__ = "orders"

    number: Mapped[int]
    secret: Mapped[str]
    shopper_name: Mapped[str]
    shopper_phone: Mapped[str]
    note: Mapped[str]
    fulfilment: Mapped[str]
    address: Mapped[str]
    payment_method: Mapped[str]
    currency: Mapped[str] = mapped_column(CURRENCY)
    lines_amount: Mapped[int]
    total_amount: Mapped[int]
    unique_code: Mapped[int | None] = mapped_column(Integer)
    state: Mapped[str]
    payment_state: Mapped[str]
    fulfilment_state: Mapped[str]
    courier_name: Mapped[str]
    tracking_number: Mapped[str]
    placed_at: Mapped[datetime]
    held_until: Mapped[datetime | None]

    lines: Mapped[list[OrderLine]] = relationship(
        primaryjoin="and_(Order.vendor_id == foreign(OrderLine.vendor_id), Order.id == foreign(OrderLine.order_id))",
        order_by=OrderLine.position,
        viewonly=True,
    )
    adjustments: Mapped[list[Adjustment]] = relationship(
        primaryjoin="and_(Order.vendor_id == foreign(Adjustment.vendor_id), Order.id == foreign(Adjustment.order_id))",
        order_by=Adjustment.id,
        viewonly=True,
    )

    @property
    def is_awaiting_payment(self) -> bool:
        """Whether the shopper still has to pay before anything is packed."""
        return self.state == "open" and self.payment_method != "cod" and self.payment_state == "unpaid"

    @property
    def is_paid_by_hand(self) -> bool:
        """Whether a person has to see its money: a transfer, or a QR that tells nobody."""
        return self.payment_method in BY_HAND

    @property
    def may_leave(self) -> bool:
        """Whether goods may go out: paid, or to be paid on delivery."""
        return self.state == "open" and (self.payment_state == "paid" or self.payment_method == "cod")


def find(vendor_id: UUID, order_id: UUID, *, lock: bool = False) -> Order:
    """One of the vendor's orders, locked until commit if asked: its bill first. Raises NotFound."""
    if lock:
        bills.of(vendor_id, "order", order_id, lock=True)
    return _one(select(Order).where(Order.vendor_id == vendor_id, Order.id == order_id), lock)


def find_by_secret(vendor_id: UUID, secret: str) -> Order:
    """The order behind a shopper's secret link. Raises NotFound."""
    return _one(select(Order).where(Order.vendor_id == vendor_id, Order.secret == secret), False)


def _one(query, lock: bool) -> Order:
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    order = db.session.scalar(query)
    if order is None:
        raise NotFound("Pesanan tidak ditemukan.")
    return order
