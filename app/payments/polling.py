"""Asking providers about attempts: what no notice said, what has no known outcome, and what has to be taken back."""

import logging
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text

from app.core.clock import now
from app.core.db import db, transaction
from app.core.refusal import Refusal
from app.core.tenancy import everyone

from . import account as accounts
from . import attempt as attempts
from . import bill as bills
from . import reducer, schedule, starting, sweep, words
from .adapter import PaymentAdapter
from .attempt import PaymentAttempt
from .bill import Bill
from .failure import Missing, NobodyToAsk, ProviderFailure, TooLate
from .gateways import adapter
from .state import OPEN, State

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
BATCH = 40
LONGEST_REST = 1_800

_DUE = text("""
    UPDATE payment_attempt SET poll_at = :until, polls = polls + 1
    WHERE (vendor_id, id) IN (
        SELECT vendor_id, id FROM payment_attempt WHERE poll_at <= :now
        ORDER BY poll_at LIMIT :batch FOR UPDATE SKIP LOCKED)
    RETURNING vendor_id, id
""")
_STALE = text("""
    UPDATE payment_attempt a SET poll_at = :now FROM bill b
    WHERE b.vendor_id = a.vendor_id AND b.id = a.bill_id AND a.state = ANY (:open) AND a.poll_at > :soon
        AND (b.state = 'closed' OR b.due_at <= :now)
""")


def poll_due() -> int:
    """Ask about every attempt whose time has come; returns how many were asked about.

    A row is leased for a minute, so whoever dies while asking leaves it to the next look.
    """
    moment = now()
    with everyone():
        with transaction():
            soon = moment + timedelta(seconds=5)
            db.session.execute(_STALE, {"now": moment, "soon": soon, "open": sorted(OPEN)})
        with transaction():
            due = db.session.execute(_DUE, {"now": moment, "until": moment + LEASE, "batch": BATCH}).all()
    return sweep.each([(row[0], row[1]) for row in due], look)


def look(vendor_id: UUID, attempt_id: UUID) -> None:
    """Ask about one attempt now and let the answer have its effect. What goes wrong is noted and tried later."""
    attempt = attempts.find(vendor_id, attempt_id)
    bill = bills.find(vendor_id, attempt.bill_id)
    over = bill.state == "closed" or bill.is_due() or attempt.expires_at + schedule.LAG <= now()
    db.session.rollback()
    try:
        seen = _ask(bill, attempt, over=over)
    except ProviderFailure as failure:
        log.info("attempt %s: %r", attempt.reference, failure)
        _rest(vendor_id, attempt_id, f"{type(failure).__name__}: {failure}")
        return
    with transaction():
        effect = reducer.reduce(vendor_id, attempt_id, seen, "poll")
    if effect == reducer.NOTED:
        _rest(vendor_id, attempt_id)


def _ask(bill: Bill, attempt: PaymentAttempt, *, over: bool) -> words.Observation:
    if adapter(attempt.provider).is_manual or attempt.account_id is None:
        return _by_hand(attempt, over=over)
    account = accounts.find(attempt.vendor_id, attempt.account_id).opened()
    db.session.rollback()
    at = adapter(attempt.provider)
    try:
        if over and State(attempt.state) in OPEN:
            return _take_back(at, account, attempt)
        return at.status(account, attempt.name)
    except Missing:
        return _never_heard_of(attempt, over=over)


def _take_back(at: PaymentAdapter, account: words.Account, attempt: PaymentAttempt) -> words.Observation:
    """Some providers call every end an expiry; before its time it was taken back."""
    try:
        seen = at.cancel(account, attempt.name, f"{attempt.idempotency_key}-c")
    except TooLate:
        return at.status(account, attempt.name)
    is_early = seen.state == State.EXPIRED and now() < attempt.expires_at
    return replace(seen, state=State.CANCELLED) if is_early else seen


def _by_hand(attempt: PaymentAttempt, *, over: bool) -> words.Observation:
    if not over:
        raise NobodyToAsk
    return words.Observation(attempt.reference, "", State.EXPIRED, currency=attempt.currency)


def _never_heard_of(attempt: PaymentAttempt, *, over: bool) -> words.Observation:
    """Sent, perhaps, and unknown there: sent again while the bill waits, else over once its own time is up too."""
    if State(attempt.state) in (State.CREATED, State.UNKNOWN) and not over:
        starting.carry_out(attempt.vendor_id, attempt.id)
        return words.Observation(attempt.reference, "", State(attempt.state), currency=attempt.currency)
    if not attempt.is_open:
        return words.Observation(attempt.reference, "", State(attempt.state), currency=attempt.currency)
    if attempt.expires_at + schedule.LAG <= now():
        return words.Observation(attempt.reference, "", State.EXPIRED, currency=attempt.currency)
    raise Missing("the provider knows nothing of it yet")


def look_soon(vendor_id: UUID, attempt_id: UUID) -> None:
    """A notice told of money that the provider does not confirm yet (DOKU: for up to a minute): ask again soon."""
    _bill, attempt = attempts.lock(vendor_id, attempt_id)
    terms = schedule.terms_of(attempt)
    if attempt.is_open and terms:
        attempt.poll_at = now() + timedelta(seconds=terms.poll[0])


def _rest(vendor_id: UUID, attempt_id: UUID, told: str = "") -> None:
    """Nothing new: when to look again, later each time."""
    with transaction():
        _bill, attempt = attempts.lock(vendor_id, attempt_id)
        attempt.told = told[:300] or attempt.told
        if not attempt.is_open:
            attempt.poll_at = schedule.next_look(attempt)
        elif State(attempt.state) == State.CREATED:
            attempt.poll_at = now() + schedule.PATIENCE
        elif told:
            attempt.poll_at = now() + timedelta(seconds=min(5 * 2 ** min(attempt.polls, 10), LONGEST_REST))
        else:
            attempt.poll_at = schedule.next_look(attempt)


def make_way(bill: Bill, method: str = "") -> None:
    """Take back what is open at a provider, but for this method, before the bill is paid another way.

    Outside any transaction of the caller. Raises Refusal while nobody knows whether it was paid: money must not come
    twice.
    """
    for one in attempts.of_bill(bill):
        if one.is_open and one.method != method and drop(bill.vendor_id, one.id).is_open:
            raise Refusal("Cara bayar yang tadi belum bisa dibatalkan. Tunggu sebentar; jangan bayar dua kali.")


def drop(vendor_id: UUID, attempt_id: UUID) -> PaymentAttempt:
    """Take an open attempt back at its provider, because the payer wants to pay another way.

    Afterwards it has ended, or it is paid, or nobody knows yet: the caller looks at what it says. Outside any
    transaction of the caller.
    """
    attempt = attempts.find(vendor_id, attempt_id)
    if attempt.is_open:
        bill = bills.find(vendor_id, attempt.bill_id)
        db.session.rollback()
        try:
            seen = _ask(bill, attempt, over=True)
        except ProviderFailure as failure:
            _rest(vendor_id, attempt_id, f"{type(failure).__name__}: {failure}")
        else:
            with transaction():
                reducer.reduce(vendor_id, attempt_id, seen, "answer")
    return attempts.find(vendor_id, attempt_id)
