"""Refunds as the provider tells them in a status: ours are confirmed by it, those made elsewhere are noted."""

from uuid import UUID

from sqlalchemy import select

from app.core.actor import Actor
from app.core.db import db
from app.core.ids import new_id

from . import refund as refunds
from . import surplus, words
from .attempt import PaymentAttempt
from .bill import Bill
from .refund import Refund
from .state import TAKEN_BACK


def take_note(actor: Actor, bill: Bill, attempt: PaymentAttempt, seen: words.Observation) -> None:
    """Confirm our refunds that it names as done; whatever else went back was made outside, and is noted as that."""
    if seen.state in TAKEN_BACK:
        return
    ours = {one.reference: one for one in _of(attempt)}
    for told in seen.refunds:
        if told.reference in ours:
            refunds.record(actor, bill, attempt, ours[told.reference], told)
    unexplained = seen.refunded - sum(one.amount for one in _of(attempt) if _is_told_by_provider(one))
    if unexplained > 0:
        _note_outside(actor, bill, attempt, unexplained)


def _of(attempt: PaymentAttempt) -> list[Refund]:
    query = select(Refund).where(Refund.vendor_id == attempt.vendor_id, Refund.attempt_id == attempt.id)
    return list(db.session.scalars(query.with_for_update().execution_options(populate_existing=True)))


def _is_told_by_provider(one: Refund) -> bool:
    """Whether the provider's sum holds it, or may hold it already: a payout of our own it knows nothing of."""
    return one.kind == "outside" or (one.kind == "provider" and one.state != "failed")


def _note_outside(actor: Actor, bill: Bill, attempt: PaymentAttempt, amount: int) -> None:
    """Take it from what pays the bill, then from the desk; what is more than the shop had is noted all the same."""
    part = min(amount, refunds.refundable(attempt, refunds.of_bill(bill)))
    if part:
        refunds.complete(actor, bill, attempt, _made(actor, bill, attempt, part))
    rest = amount - part
    for laid in surplus.of_bill(bill):
        if rest and laid.attempt_id == attempt.id and laid.state == "open" and laid.kind != "shortfall":
            part = min(rest, laid.amount)
            surplus.keep_rest(actor, bill, attempt, laid, laid.amount - part)
            refunds.complete(actor, bill, attempt, _made(actor, bill, attempt, part, laid.id))
            rest -= part
    if rest:
        refunds.note_beyond(actor, bill, attempt, _made(actor, bill, attempt, rest))


def _made(actor: Actor, bill: Bill, attempt: PaymentAttempt, amount: int, surplus_id: UUID | None = None) -> Refund:
    made = Refund(
        id=new_id(),
        vendor_id=bill.vendor_id,
        bill_id=bill.id,
        attempt_id=attempt.id,
        surplus_id=surplus_id,
        kind="outside",
        currency=bill.currency,
        amount=amount,
        reason="",
        made_by=actor.name,
    )
    made.reference = f"X-{made.id.hex}"
    db.session.add(made)
    db.session.flush()
    return made
