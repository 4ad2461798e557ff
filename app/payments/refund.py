"""Money sent back: through the provider where it can, else as a payout that a person makes and proves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Integer, select
from sqlalchemy.orm import Mapped, mapped_column

from app.core import journal
from app.core.actor import Actor
from app.core.clock import now
from app.core.db import CURRENCY, Base, db
from app.core.ids import new_id
from app.core.money import Money
from app.core.refusal import Changed, NotFound, Refusal
from app.core.tenancy import Owned, owned_key

from . import attempt as attempts
from . import surplus, words
from .attempt import PaymentAttempt
from .bill import Bill
from .gateways import adapter
from .purpose import purpose_of
from .schedule import terms_of
from .state import HAS_MONEY, State

PEOPLE = ("owner", "manager")
SURE = ("requested", "unknown", "pending", "done")


class Refund(Owned, Base):
    """Minor units. `kind` is provider, payout (a person sends it) or outside (somebody did it at the provider)."""

    __tablename__ = "refund"
    __table_args__ = (
        owned_key("bill_id", "bill", ondelete="CASCADE"),
        owned_key("attempt_id", "payment_attempt", ondelete="CASCADE"),
        owned_key("surplus_id", "payment_surplus"),
    )

    bill_id: Mapped[UUID]
    attempt_id: Mapped[UUID]
    surplus_id: Mapped[UUID | None]
    reference: Mapped[str]
    kind: Mapped[str]
    currency: Mapped[str] = mapped_column(CURRENCY)
    amount: Mapped[int]
    reason: Mapped[str]
    state: Mapped[str] = mapped_column(default="requested")
    provider_ref: Mapped[str] = mapped_column(default="")
    told: Mapped[str] = mapped_column(default="")
    payout_to: Mapped[str] = mapped_column(default="")
    proof: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime] = mapped_column(default=now)
    made_by: Mapped[str]
    done_at: Mapped[datetime | None]
    polls: Mapped[int] = mapped_column(Integer, default=0)
    poll_at: Mapped[datetime | None]

    @property
    def repayment(self) -> words.Repayment:
        """As the provider is told."""
        return words.Repayment(self.reference, Money(self.amount, self.currency), self.reason)


@dataclass(frozen=True)
class Rule:
    """How money of an attempt can go back now: `kind` is provider or payout, `until` the end of its window."""

    kind: str
    is_partial: bool
    until: datetime | None
    note: str = ""


def rule(attempt: PaymentAttempt) -> Rule:
    """What the person is shown before they decide."""
    terms = terms_of(attempt)
    if adapter(attempt.provider).is_manual or terms is None or terms.refund == "none":
        return Rule("payout", True, None, terms.refund_note if terms else "")
    until = attempt.made_at + timedelta(days=terms.refund_days) if terms.refund_days else None
    if until and until <= now():
        return Rule("payout", True, until, terms.refund_note)
    return Rule("provider", terms.refund == "partial", until, terms.refund_note)


def of_bill(bill: Bill) -> Sequence[Refund]:
    """All money sent back of a bill, or on its way, the oldest first."""
    query = select(Refund).where(Refund.vendor_id == bill.vendor_id, Refund.bill_id == bill.id)
    return db.session.scalars(query.order_by(Refund.id)).all()


def payouts(vendor_id: UUID) -> Sequence[Refund]:
    """Refunds that a person of the shop has to send, the oldest first."""
    query = select(Refund).where(Refund.vendor_id == vendor_id, Refund.kind == "payout", Refund.state == "requested")
    return db.session.scalars(query.order_by(Refund.made_at)).all()


def find(vendor_id: UUID, refund_id: UUID) -> Refund:
    """One, not locked. Raises NotFound."""
    refund = db.session.get(Refund, (vendor_id, refund_id))
    if refund is None:
        raise NotFound("Pengembalian uang itu tidak ditemukan.")
    return refund


def refundable(attempt: PaymentAttempt, refunds: Sequence[Refund]) -> int:
    """How much of what pays its bill has not been sent back yet and is not on its way."""
    back = sum(
        one.amount for one in refunds if one.attempt_id == attempt.id and not one.surplus_id and one.state in SURE
    )
    return max(0, attempt.applied_amount - back)


def request(actor: Actor, attempt_id: UUID, amount: int, reason: str, *, payout_to: str = "") -> Refund:
    """Send back part or all of what paid a bill. Raises Refusal with the rule that forbids it; nothing is sent then."""
    actor.must(*PEOPLE)
    bill, attempt = attempts.lock(actor.vendor_id, attempt_id)
    left = refundable(attempt, of_bill(bill))
    if not 1 <= amount <= left:
        raise Refusal("Jumlahnya antara Rp 1 dan %(left)s.", field="amount", left=Money(left, bill.currency))
    back = of_bill(bill)
    kept = sum(refundable(one, back) for one in attempts.of_bill(bill)) - amount
    purpose_of(bill).check_repayment(bill, kept)
    return _make(actor, bill, attempt, amount, reason, payout_to, is_all=amount == attempt.received_amount)


def request_surplus(actor: Actor, surplus_id: UUID, *, payout_to: str = "") -> Refund:
    """Send money from the desk back. Raises Refusal with the rule that forbids it."""
    bill, attempt, laid = surplus.take(actor, surplus_id)
    if laid.kind == "shortfall":
        raise Refusal("Ini uang yang ditarik kembali oleh bank pembayar; tidak ada yang bisa dikembalikan.")
    laid.state = "refunding"
    is_all = laid.amount == attempt.received_amount
    return _make(actor, bill, attempt, laid.amount, laid.kind, payout_to, is_all=is_all, surplus_id=laid.id)


def _make(
    actor: Actor,
    bill: Bill,
    attempt: PaymentAttempt,
    amount: int,
    reason: str,
    payout_to: str,
    *,
    is_all: bool,
    surplus_id: UUID | None = None,
) -> Refund:
    if State(attempt.state) not in HAS_MONEY:
        raise Refusal("Tidak ada uang dari pembayaran ini yang bisa dikembalikan.")
    how = rule(attempt)
    kind = how.kind if is_all or how.is_partial else "payout"
    if kind == "payout" and not payout_to.strip():
        raise Refusal("Tulis bank, nomor rekening, dan nama penerima uangnya.", field="payout_to")
    refund = Refund(
        id=new_id(),
        vendor_id=bill.vendor_id,
        bill_id=bill.id,
        attempt_id=attempt.id,
        surplus_id=surplus_id,
        kind=kind,
        currency=bill.currency,
        amount=amount,
        reason=reason.strip()[:200],
        payout_to=payout_to.strip()[:200],
        made_by=actor.name,
        poll_at=now() if kind == "provider" else None,
    )
    refund.reference = f"R-{refund.id.hex}"
    db.session.add(refund)
    db.session.flush()
    _journal(actor, bill, refund, "refund.requested")
    return refund


def prove(actor: Actor, refund_id: UUID, proof: str) -> Refund:
    """A payout was made; `proof` is the bank's reference. Raises Changed when somebody noted it before."""
    actor.must(*PEOPLE)
    bill, attempt, refund = lock(actor.vendor_id, refund_id)
    if refund.kind != "payout" or refund.state != "requested":
        raise Changed("Pengembalian ini sudah dicatat. Tidak ada yang berubah.")
    if not proof.strip():
        raise Refusal("Tulis nomor referensi transfernya sebagai bukti.", field="proof")
    refund.proof = proof.strip()[:200]
    complete(actor, bill, attempt, refund)
    return refund


def lock(vendor_id: UUID, refund_id: UUID) -> tuple[Bill, PaymentAttempt, Refund]:
    """Its bill, its attempt and itself, locked in this order."""
    bill, attempt = attempts.lock(vendor_id, find(vendor_id, refund_id).attempt_id)
    query = select(Refund).where(Refund.vendor_id == vendor_id, Refund.id == refund_id)
    refund = db.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()
    return bill, attempt, refund


def record(actor: Actor, bill: Bill, attempt: PaymentAttempt, refund: Refund, seen: words.RefundSeen) -> None:
    """Take over what the provider says of a locked refund; what is done or failed stays so."""
    if refund.state in ("done", "failed"):
        return
    refund.provider_ref, refund.told = seen.provider_ref or refund.provider_ref, seen.told[:200]
    if seen.state == "done":
        complete(actor, bill, attempt, refund)
    elif seen.state == "failed":
        fail(actor, bill, refund)
    else:
        refund.state = "pending"


def complete(actor: Actor, bill: Bill, attempt: PaymentAttempt, refund: Refund) -> None:
    """The money is back with the payer: confirmed by the provider, or by whoever sent it."""
    if not refund.surplus_id and refund.amount > _still_here(attempt, of_bill(bill)):
        note_beyond(actor, bill, attempt, refund)  # the payer's bank took it back while the refund was on its way
        return
    refund.state, refund.done_at, refund.poll_at = "done", now(), None
    attempt.refunded_amount += refund.amount
    if State(attempt.state) in HAS_MONEY:
        is_all = attempt.refunded_amount >= attempt.received_amount
        attempt.state = State.REFUNDED if is_all else State.PARTIALLY_REFUNDED
    _journal(actor, bill, refund, "refund.done")
    if refund.surplus_id:
        surplus.settle(actor, surplus.find(bill.vendor_id, refund.surplus_id), "refunded")
        return
    bill.refunded_amount += refund.amount
    purpose_of(bill).repaid(actor, bill)


def _still_here(attempt: PaymentAttempt, refunds: Sequence[Refund]) -> int:
    """How much of what pays its bill is not back with the payer yet, as far as anybody confirmed."""
    back = (one.amount for one in refunds if (one.attempt_id, one.surplus_id, one.state) == (attempt.id, None, "done"))
    return attempt.applied_amount - sum(back)


def call_off_payouts(actor: Actor, bill: Bill, attempt: PaymentAttempt) -> None:
    """Those of this attempt that still wait for a person; the caller holds the bill's lock."""
    for one in of_bill(bill):
        if one.attempt_id == attempt.id and one.kind == "payout" and one.state == "requested":
            fail(actor, bill, one)


def note_beyond(actor: Actor, bill: Bill, attempt: PaymentAttempt, refund: Refund) -> None:
    """The provider sent back more than was left of this payment: the bill is as before, and the shop has to know."""
    refund.state, refund.done_at, refund.poll_at = "done", now(), None
    attempt.refunded_amount += refund.amount
    _journal(actor, bill, refund, "refund.beyond")


def fail(actor: Actor, bill: Bill, refund: Refund) -> None:
    """It will not be: the money is still with the shop, and money from the desk lies there again."""
    refund.state, refund.poll_at = "failed", None
    if refund.surplus_id:
        surplus.find(bill.vendor_id, refund.surplus_id).state = "open"
    _journal(actor, bill, refund, "refund.failed")


def _journal(actor: Actor, bill: Bill, refund: Refund, deed: str) -> None:
    journal.record(actor, deed, subject=bill.subject, refund=str(refund.id), amount=refund.amount, kind=refund.kind)
