"""A bill: what somebody owes, in any currency the house knows. What it is for is a name and an id, nothing more."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.db import CURRENCY, Base, db
from app.core.refusal import NotFound
from app.core.tenancy import Owned


class Bill(Owned, Base):
    """Minor units of `currency`. `paid_amount` is money applied to it, `refunded_amount` what of that went back."""

    __tablename__ = "bill"

    subject_type: Mapped[str]
    subject_id: Mapped[UUID]
    currency: Mapped[str] = mapped_column(CURRENCY)
    amount: Mapped[int]
    paid_amount: Mapped[int] = mapped_column(default=0)
    refunded_amount: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default="open")
    due_at: Mapped[datetime | None]
    made_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def subject(self) -> tuple[str, UUID]:
        """What it is for, as the journal names things."""
        return self.subject_type, self.subject_id

    @property
    def owed_amount(self) -> int:
        """What is still to pay."""
        return self.amount - self.paid_amount

    @property
    def is_paid(self) -> bool:
        """Whether nothing is left to pay."""
        return self.owed_amount == 0

    def is_due(self) -> bool:
        """Whether the time to pay it has run out."""
        return self.due_at is not None and self.due_at <= now()


def find(vendor_id: UUID, bill_id: UUID, *, lock: bool = False) -> Bill:
    """One of the vendor's bills, locked until commit if asked. Raises NotFound."""
    return _one(select(Bill).where(Bill.vendor_id == vendor_id, Bill.id == bill_id), lock)


def of(vendor_id: UUID, subject_type: str, subject_id: UUID, *, lock: bool = False) -> Bill:
    """The bill for that thing. A bill is locked before what it is for, everywhere. Raises NotFound."""
    return _one(
        select(Bill).where(
            Bill.vendor_id == vendor_id, Bill.subject_type == subject_type, Bill.subject_id == subject_id
        ),
        lock,
    )


def _one(query, lock: bool) -> Bill:  # type: ignore[no-untyped-def]
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    bill: Bill | None = db.session.scalar(query)
    if bill is None:
        raise NotFound("Tagihan tidak ditemukan.")
    return bill
