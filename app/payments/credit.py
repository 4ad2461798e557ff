"""A shopper's credit at a shop: money that came in and was kept for their next order, by their phone number."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, mapped_column

from app.core import journal
from app.core.actor import Actor
from app.core.clock import now
from app.core.db import CURRENCY, Base, db
from app.core.refusal import Refusal
from app.core.tenancy import Owned, owned_key

from . import bill as bills
from . import hand, surplus
from .bill import Bill
from .purpose import purpose_of


class StoreCredit(Owned, Base):
    """A row adds or takes; a balance is the sum of its rows. The phone is in E.164 form."""

    __tablename__ = "store_credit"
    __table_args__ = (owned_key("surplus_id", "payment_surplus"), owned_key("bill_id", "bill"))

    phone: Mapped[str]
    currency: Mapped[str] = mapped_column(CURRENCY)
    amount: Mapped[int]
    surplus_id: Mapped[UUID | None]
    bill_id: Mapped[UUID | None]
    made_at: Mapped[datetime] = mapped_column(default=now)
    made_by: Mapped[str]


def balance(vendor_id: UUID, phone: str, currency: str) -> int:
    """What the shop keeps for that number, in minor units."""
    query = select(func.coalesce(func.sum(StoreCredit.amount), 0)).where(
        StoreCredit.vendor_id == vendor_id, StoreCredit.phone == phone, StoreCredit.currency == currency
    )
    return int(db.session.scalar(query) or 0)


def keep(actor: Actor, surplus_id: UUID) -> Bill:
    """Take money off the desk and keep it as the payer's credit. Raises Refusal for a shortfall."""
    bill, _attempt, laid = surplus.take(actor, surplus_id)
    if laid.kind == "shortfall":
        raise Refusal("Ini uang yang ditarik kembali oleh bank pembayar; tidak ada yang bisa disimpan.")
    surplus.settle(actor, laid, "credited")
    _write(actor, purpose_of(bill).payer(bill).phone, bill.currency, laid.amount, surplus_id=laid.id)
    journal.record(actor, "payment.credited", subject=bill.subject, amount=laid.amount)
    return bill


def spend(actor: Actor, bill_id: UUID) -> Bill:
    """Pay an open bill in full from its payer's credit. Raises Refusal when the credit is too small."""
    actor.must(*surplus.PEOPLE)
    bill = bills.find(actor.vendor_id, bill_id, lock=True)
    phone = purpose_of(bill).payer(bill).phone
    _take_turn(bill.vendor_id, phone)
    owed = bill.owed_amount
    if bill.state != "open" or not owed:
        raise Refusal("Tagihan ini tidak menunggu pembayaran lagi. Saldo pembeli tidak berubah.")
    if balance(bill.vendor_id, phone, bill.currency) < owed:
        raise Refusal("Saldo pembeli tidak cukup untuk tagihan ini. Saldonya tidak berubah.")
    _write(actor, phone, bill.currency, -owed, bill_id=bill.id)
    hand.receive(actor, bill, "credit", owed)
    return bill


def _take_turn(vendor_id: UUID, phone: str) -> None:
    """Two bills of one payer are paid from their credit one after the other."""
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"credit:{vendor_id}:{phone}", 0))))


def _write(
    actor: Actor,
    phone: str,
    currency: str,
    amount: int,
    surplus_id: UUID | None = None,
    bill_id: UUID | None = None,
) -> None:
    db.session.add(
        StoreCredit(
            vendor_id=actor.vendor_id,
            phone=phone,
            currency=currency,
            amount=amount,
            surplus_id=surplus_id,
            bill_id=bill_id,
            made_by=actor.name,
        )
    )
