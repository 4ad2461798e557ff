"""When to ask a provider again about an attempt: what no notice said is found all the same."""

from datetime import datetime, timedelta

from app.core.clock import JAKARTA, now

from .attempt import PaymentAttempt
from .capability import Capability, capabilities
from .gateways import adapter
from .state import ENDED, HAS_MONEY, OPEN, State

LAG = timedelta(seconds=90)
"""How long after an attempt's end a provider may still bring news of a payment made in time (Midtrans: 90 s)."""
PATIENCE = timedelta(seconds=45)
"""How long the answer to our own call may take before the attempt counts as one with an unknown outcome."""
REVERSAL_LOOKS = 5
LATER, AFTERCARE = timedelta(hours=12), timedelta(days=3)


def terms_of(attempt: PaymentAttempt) -> Capability | None:
    """The dated row in force when the attempt was made, if the provider's data has one."""
    return capabilities(attempt.provider, attempt.made_at.astimezone(JAKARTA).date()).get(attempt.method)


def next_look(attempt: PaymentAttempt) -> datetime | None:
    """The moment of the next poll; None when there is nothing left to learn."""
    state = State(attempt.state)
    if state == State.CREATED:
        return now() + PATIENCE
    if state in OPEN and adapter(attempt.provider).is_manual:
        return attempt.expires_at
    terms = terms_of(attempt) or Capability("", attempt.made_at.date())
    if state in OPEN:
        wait = timedelta(seconds=terms.wait_before_poll(attempt.polls))
        end = attempt.expires_at + LAG
        return min(now() + wait, end) if end > now() else now() + wait
    return _later_look(attempt, terms) if state in HAS_MONEY | ENDED and attempt.account_id else None


def _later_look(attempt: PaymentAttempt, terms: Capability) -> datetime | None:
    """Paid is not the end, nor is over: banks take money back within minutes, payers pay too late, somebody refunds at
    the provider's dashboard, and the notice of it may be lost. Twice a day for three days it is asked about."""
    since = attempt.paid_at or attempt.expires_at
    if attempt.paid_at and now() < since + timedelta(seconds=terms.reversal_seconds):
        return now() + timedelta(seconds=terms.reversal_seconds / REVERSAL_LOOKS)
    return now() + LATER if now() < since + AFTERCARE else None
