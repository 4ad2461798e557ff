"""Refunds as the provider tells them in a status: ours are confirmed by it, those made elsewhere are noted."""

from sqlalchemy import select

from app.core.actor import Actor
from app.core.clock import now
from app.core.db import db
from app.core.ids import new_id

from . import adapter as words
from . import refund as refunds
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
    unexplained = seen.refunded - attempt.refunded_amount - _on_their_way(attempt)
    if unexplained > 0:
        _note_outside(actor, bill, attempt, unexplained)


def _of(attempt: PaymentAttempt) -> list[Refund]:
    query = select(Refund).where(Refund.vendor_id == attempt.vendor_id, Refund.attempt_id == attempt.id)
    return list(db.session.scalars(query.with_for_update().execution_options(populate_existing=True)))


def _on_their_way(attempt: PaymentAttempt) -> int:
    """Refunds of ours that the provider may count already without naming them."""
    return sum(
        one.amount
        for one in _of(attempt)
        if one.kind == "provider" and one.state in ("requested", "unknown", "pending")
    )


def _note_outside(actor: Actor, bill: Bill, attempt: PaymentAttempt, amount: int) -> None:
    amount = min(amount, refunds.refundable(attempt, refunds.of_bill(bill)))
    if not amount:
        return
    made = Refund(
        id=new_id(),
        vendor_id=bill.vendor_id,
        bill_id=bill.id,
        attempt_id=attempt.id,
        kind="outside",
        currency=bill.currency,
        amount=amount,
        reason="",
        made_by=actor.name,
        made_at=now(),
    )
    made.reference = f"X-{made.id.hex}"
    db.session.add(made)
    db.session.flush()
    refunds.complete(actor, bill, attempt, made)
