"""One attempt to pay a bill: what the provider was asked, how far it has come, and what of its money went where."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Integer, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.db import CURRENCY, Base, db
from app.core.money import Money
from app.core.refusal import NotFound
from app.core.tenancy import Owned, owned_key

from . import words
from .bill import Bill
from .bill import find as find_bill
from .state import OPEN, State


class PaymentAttempt(Owned, Base):
    """Minor units. `received` is all money the provider confirmed, `applied` the part that pays the bill; the rest is
    surplus on the desk. `poll_at` is when to ask the provider next."""

    __tablename__ = "payment_attempt"
    __table_args__ = (owned_key("bill_id", "bill", ondelete="CASCADE"), owned_key("account_id", "payment_account"))

    bill_id: Mapped[UUID]
    account_id: Mapped[UUID | None]
    provider: Mapped[str]
    method: Mapped[str]
    number: Mapped[int] = mapped_column(Integer)
    reference: Mapped[str]
    idempotency_key: Mapped[UUID] = mapped_column(default=uuid4)
    provider_ref: Mapped[str] = mapped_column(default="")
    currency: Mapped[str] = mapped_column(CURRENCY)
    amount: Mapped[int]
    received_amount: Mapped[int] = mapped_column(default=0)
    applied_amount: Mapped[int] = mapped_column(default=0)
    refunded_amount: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default=State.CREATED)
    is_late: Mapped[bool] = mapped_column(default=False)
    instructions: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    told: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    paid_at: Mapped[datetime | None]
    polls: Mapped[int] = mapped_column(Integer, default=0)
    poll_at: Mapped[datetime | None]

    @property
    def is_open(self) -> bool:
        """Whether money may still come of it."""
        return State(self.state) in OPEN

    @property
    def name(self) -> words.Reference:
        """How its provider knows it."""
        return words.Reference(
            ours=self.reference,
            provider=self.provider_ref,
            method=self.method,
            money=Money(self.amount, self.currency),
            made_at=self.made_at,
            particulars={one["kind"]: one for one in self.instructions},
            expires_at=self.expires_at,
        )


def find(vendor_id: UUID, attempt_id: UUID) -> PaymentAttempt:
    """One of the vendor's, not locked. Raises NotFound."""
    attempt = db.session.get(PaymentAttempt, (vendor_id, attempt_id))
    if attempt is None:
        raise NotFound("Pembayaran tidak ditemukan.")
    return attempt


def lock(vendor_id: UUID, attempt_id: UUID) -> tuple[Bill, PaymentAttempt]:
    """Its bill and itself, locked in this order until commit and read anew. Raises NotFound."""
    bill_id = db.session.scalar(
        select(PaymentAttempt.bill_id).where(PaymentAttempt.vendor_id == vendor_id, PaymentAttempt.id == attempt_id)
    )
    if bill_id is None:
        raise NotFound("Pembayaran tidak ditemukan.")
    bill = find_bill(vendor_id, bill_id, lock=True)
    query = select(PaymentAttempt).where(PaymentAttempt.vendor_id == vendor_id, PaymentAttempt.id == attempt_id)
    attempt = db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()
    return bill, attempt


def of_bill(bill: Bill) -> Sequence[PaymentAttempt]:
    """All attempts at a bill, the newest first."""
    query = select(PaymentAttempt).where(PaymentAttempt.vendor_id == bill.vendor_id, PaymentAttempt.bill_id == bill.id)
    return db.session.scalars(query.order_by(PaymentAttempt.number.desc())).all()


def next_number(bill: Bill) -> int:
    """The number of the next attempt at a locked bill."""
    query = select(func.coalesce(func.max(PaymentAttempt.number), 0)).where(
        PaymentAttempt.vendor_id == bill.vendor_id, PaymentAttempt.bill_id == bill.id
    )
    return (db.session.scalar(query) or 0) + 1


def named(vendor_id: UUID, provider: str, reference: str, provider_ref: str) -> PaymentAttempt | None:
    """The attempt that a provider's news is about: by our reference first, then by the provider's own."""
    mine = select(PaymentAttempt).where(PaymentAttempt.vendor_id == vendor_id, PaymentAttempt.provider == provider)
    found = db.session.scalar(mine.where(PaymentAttempt.reference == reference)) if reference else None
    if found is None and provider_ref:
        found = db.session.scalars(mine.where(PaymentAttempt.provider_ref == provider_ref).limit(1)).first()
    return found
