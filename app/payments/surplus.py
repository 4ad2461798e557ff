"""Money that came in and fits no bill: late, double, partial or too much. It waits on the desk for a person.

The person applies it, sends it back, or keeps it as the shopper's credit. A shortfall is the other way round: the
payer's bank took back money that had been sent back or credited before, and somebody has to know.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, mapped_column

from app.core import journal
from app.core.actor import Actor
from app.core.clock import now
from app.core.db import CURRENCY, Base, db
from app.core.refusal import Changed, NotFound, Refusal
from app.core.tenancy import Owned, owned_key

from . import attempt as attempts
from .attempt import PaymentAttempt
from .bill import Bill
from .purpose import purpose_of

PEOPLE = ("owner", "manager")
COUNTED = ("open", "refunding", "refunded", "credited")
"""States in which the money came in and pays no bill."""


class PaymentSurplus(Owned, Base):
    """Minor units; `kind` is late, double, partial, excess or shortfall."""

    __tablename__ = "payment_surplus"
    __table_args__ = (
        owned_key("bill_id", "bill", ondelete="CASCADE"),
        owned_key("attempt_id", "payment_attempt", ondelete="CASCADE"),
    )

    bill_id: Mapped[UUID]
    attempt_id: Mapped[UUID]
    kind: Mapped[str]
    currency: Mapped[str] = mapped_column(CURRENCY)
    amount: Mapped[int]
    state: Mapped[str] = mapped_column(default="open")
    made_at: Mapped[datetime] = mapped_column(default=now)
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str] = mapped_column(default="")


def lay(actor: Actor, bill: Bill, attempt: PaymentAttempt, kind: str, amount: int) -> PaymentSurplus:
    """Put money on the desk; the caller holds the bill's lock."""
    surplus = PaymentSurplus(
        vendor_id=bill.vendor_id,
        bill_id=bill.id,
        attempt_id=attempt.id,
        kind=kind,
        currency=bill.currency,
        amount=amount,
    )
    db.session.add(surplus)
    db.session.flush()
    journal.record(actor, "payment.surplus", subject=bill.subject, kind=kind, amount=amount, surplus=str(surplus.id))
    return surplus


def waiting(vendor_id: UUID, limit: int = 200) -> Sequence[PaymentSurplus]:
    """What lies on the vendor's desk, the oldest first."""
    query = select(PaymentSurplus).where(PaymentSurplus.vendor_id == vendor_id, PaymentSurplus.state == "open")
    return db.session.scalars(query.order_by(PaymentSurplus.made_at, PaymentSurplus.id).limit(limit)).all()


def count_waiting(vendor_id: UUID) -> int:
    """How many."""
    query = select(func.count()).select_from(PaymentSurplus)
    return db.session.scalar(query.where(PaymentSurplus.vendor_id == vendor_id, PaymentSurplus.state == "open")) or 0


def of_bill(bill: Bill) -> Sequence[PaymentSurplus]:
    """All that ever came too much for a bill."""
    query = select(PaymentSurplus).where(PaymentSurplus.vendor_id == bill.vendor_id, PaymentSurplus.bill_id == bill.id)
    return db.session.scalars(query.order_by(PaymentSurplus.id)).all()


def find(vendor_id: UUID, surplus_id: UUID) -> PaymentSurplus:
    """One, not locked. Raises NotFound."""
    surplus = db.session.get(PaymentSurplus, (vendor_id, surplus_id))
    if surplus is None:
        raise NotFound("Uang itu tidak ada di meja.")
    return surplus


def take(actor: Actor, surplus_id: UUID) -> tuple[Bill, PaymentAttempt, PaymentSurplus]:
    """Lock one that still waits, with its bill and attempt. Raises Changed when somebody settled it first."""
    actor.must(*PEOPLE)
    bill, attempt = attempts.lock(actor.vendor_id, find(actor.vendor_id, surplus_id).attempt_id)
    query = select(PaymentSurplus).where(PaymentSurplus.vendor_id == actor.vendor_id, PaymentSurplus.id == surplus_id)
    surplus = db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()
    if surplus.state != "open":
        raise Changed("Uang ini sudah diurus orang lain. Tidak ada yang berubah.")
    return bill, attempt, surplus


def apply(actor: Actor, surplus_id: UUID) -> Bill:
    """Let it pay its bill; a bill that was closed is opened again if that can be.

    Money beyond what is owed stays on the desk. Raises Refusal when nothing is owed, or the goods are gone.
    """
    bill, attempt, surplus = take(actor, surplus_id)
    _must_be_money(surplus)
    if bill.owed_amount == 0:
        raise Refusal("Tagihan ini sudah lunas. Kembalikan uangnya atau simpan sebagai saldo pembeli.")
    if bill.state == "closed" and surplus.amount < bill.owed_amount:
        raise Refusal("Pesanannya sudah berakhir dan uang ini tidak cukup untuk membukanya lagi. Kembalikan uangnya.")
    if bill.state == "closed" and not purpose_of(bill).revive(actor, bill):
        raise Refusal("Barangnya sudah habis, jadi pesanan tidak bisa dibuka lagi. Kembalikan uangnya.")
    bill.state = "open"
    used = min(surplus.amount, bill.owed_amount)
    keep_rest(actor, bill, attempt, surplus, surplus.amount - used)
    settle(actor, surplus, "applied")
    bill.paid_amount += used
    attempt.applied_amount += used
    journal.record(actor, "payment.applied", subject=bill.subject, amount=used, surplus=str(surplus.id))
    if bill.is_paid:
        purpose_of(bill).settle(actor, bill)
    return bill


def keep_rest(actor: Actor, bill: Bill, attempt: PaymentAttempt, surplus: PaymentSurplus, rest: int) -> None:
    """Split a sum: `rest` of it stays on the desk as one of its own."""
    if rest:
        surplus.amount -= rest
        lay(actor, bill, attempt, "excess", rest)


def accept_loss(actor: Actor, surplus_id: UUID) -> Bill:
    """A shortfall is known and borne. Raises Refusal for money that is there."""
    bill, _attempt, surplus = take(actor, surplus_id)
    if surplus.kind != "shortfall":
        raise Refusal("Uang ini ada: pakai, kembalikan, atau simpan sebagai saldo pembeli.")
    settle(actor, surplus, "accepted")
    journal.record(actor, "payment.loss_accepted", subject=bill.subject, amount=surplus.amount)
    return bill


def settle(actor: Actor, surplus: PaymentSurplus, state: str) -> None:
    """Take it off the desk, and say who did."""
    surplus.state, surplus.settled_at, surplus.settled_by = state, now(), actor.name


def _must_be_money(surplus: PaymentSurplus) -> None:
    if surplus.kind == "shortfall":
        raise Refusal("Ini uang yang ditarik kembali oleh bank pembayar; tidak ada yang bisa dipakai.")
