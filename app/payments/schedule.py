"""When to ask a provider again about an attempt: what no notice said is found all the same."""

from datetime import datetime, timedelta

from app.core.clock import JAKARTA, now

from .attempt import PaymentAttempt
from .capability import Capability, capabilities
from .gateways import adapter
from .state import OPEN, State

LAG = timedelta(seconds=90)
"""How long after an attempt's end a provider may still bring news of a payment made in time (Midtrans: 90 s)."""
PATIENCE = timedelta(seconds=45)
"""How long the answer to our own call may take before the attempt counts as one with an unknown outcome."""
REVERSAL_LOOKS = 5


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
    if state == State.PAID and attempt.paid_at and now() < attempt.paid_at + timedelta(seconds=terms.reversal_seconds):
        return now() + timedelta(seconds=terms.reversal_seconds / REVERSAL_LOOKS)
    return None
