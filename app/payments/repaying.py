"""Sending refunds to their providers and asking how far they are: one refund, however often its answer was lost."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import text

from app.core.actor import system
from app.core.clock import now
from app.core.db import db, transaction
from app.core.tenancy import everyone

from . import account as accounts
from . import attempt as attempts
from . import refund as refunds
from . import sweep, words
from .adapter import PaymentAdapter
from .failure import Down, KeysRefused, Missing, ProviderFailure, UnknownOutcome
from .gateways import adapter
from .refund import Refund

LEASE = timedelta(seconds=60)
BATCH = 20
REST = (5, 10, 30, 60, 300, 900, 3_600)

_DUE = text("""
    UPDATE refund SET poll_at = :until, polls = polls + 1
    WHERE (vendor_id, id) IN (
        SELECT vendor_id, id FROM refund WHERE poll_at <= :now ORDER BY poll_at LIMIT :batch FOR UPDATE SKIP LOCKED)
    RETURNING vendor_id, id
""")


def send_due() -> int:
    """Send what is requested and ask about what is on its way; returns how many."""
    moment = now()
    with everyone(), transaction():
        due = db.session.execute(_DUE, {"now": moment, "until": moment + LEASE, "batch": BATCH}).all()
    return sweep.each([(row[0], row[1]) for row in due], carry_on)


def carry_on(vendor_id: UUID, refund_id: UUID) -> None:
    """Bring one refund a step further."""
    refund = refunds.find(vendor_id, refund_id)
    attempt = attempts.find(vendor_id, refund.attempt_id)
    account = accounts.find(vendor_id, attempt.account_id).opened()  # type: ignore[arg-type]
    name = attempt.name
    db.session.rollback()
    try:
        seen = _ask(adapter(attempt.provider), account, name, refund)
    except UnknownOutcome as failure:
        _note(vendor_id, refund_id, "unknown", failure)
    except (Down, KeysRefused) as failure:
        _note(vendor_id, refund_id, refund.state, failure)
    except ProviderFailure as failure:
        _record(vendor_id, refund_id, words.RefundSeen(refund.reference, refund.amount, "failed", told=str(failure)))
    else:
        _record(vendor_id, refund_id, seen)


def _ask(at: PaymentAdapter, account: words.Account, name: words.Reference, refund: Refund) -> words.RefundSeen:
    if refund.state == "requested":
        return at.refund(account, name, refund.repayment)
    try:
        return at.refund_status(account, name, refund.repayment)
    except Missing:
        return at.refund(account, name, refund.repayment)


def _record(vendor_id: UUID, refund_id: UUID, seen: words.RefundSeen) -> None:
    with transaction():
        bill, attempt, refund = refunds.lock(vendor_id, refund_id)
        refunds.record(system(vendor_id), bill, attempt, refund, seen)
        if refund.state == "pending":
            _rest(refund)


def _note(vendor_id: UUID, refund_id: UUID, state: str, failure: ProviderFailure) -> None:
    with transaction():
        _bill, _attempt, refund = refunds.lock(vendor_id, refund_id)
        if refund.state not in ("done", "failed"):
            refund.state, refund.told = state, f"{type(failure).__name__}: {failure}"[:200]
            _rest(refund)


def _rest(refund: Refund) -> None:
    refund.poll_at = now() + timedelta(seconds=REST[min(refund.polls, len(REST) - 1)])
