"""Money that a person saw: cash at the door, a transfer on the statement, a static QR in the bank's own app."""

from datetime import timedelta

from app.core.actor import Actor
from app.core.clock import now
from app.core.db import db

from . import attempt as attempts
from . import reducer, words
from .attempt import PaymentAttempt
from .bill import Bill
from .state import State


def receive(actor: Actor, bill: Bill, provider: str, amount: int) -> PaymentAttempt:
    """Note that so much came in; the caller holds the bill's lock. What is too much goes to the desk."""
    attempt = _awaited(bill, provider) or _new(bill, provider, amount)
    seen = words.Observation(
        reference=attempt.reference,
        provider_ref="",
        state=State.PAID,
        received=amount,
        currency=bill.currency,
        channel=provider,
        occurred_at=now(),
    )
    reducer.reduce(bill.vendor_id, attempt.id, seen, "person", actor=actor)
    return attempt


def _awaited(bill: Bill, provider: str) -> PaymentAttempt | None:
    return next((one for one in attempts.of_bill(bill) if one.is_open and one.provider == provider), None)


def _new(bill: Bill, provider: str, amount: int) -> PaymentAttempt:
    number = attempts.next_number(bill)
    attempt = PaymentAttempt(
        vendor_id=bill.vendor_id,
        bill_id=bill.id,
        provider=provider,
        method=provider,
        number=number,
        reference=reference(bill, number),
        currency=bill.currency,
        amount=amount,
        expires_at=now() + timedelta(days=1),
        state=State.PENDING,
    )
    db.session.add(attempt)
    db.session.flush()
    return attempt


def reference(bill: Bill, number: int) -> str:
    """Our name for an attempt: unique everywhere, letters and digits and hyphens, 35 characters at most."""
    return f"{bill.id.hex}-{number}"
