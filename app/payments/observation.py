"""Everything that anybody said about an attempt, as rows that are never changed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from app.core.clock import now
from app.core.db import CURRENCY, Base, db
from app.core.tenancy import Owned, owned_key

from . import words
from .attempt import PaymentAttempt


class PaymentObservation(Owned, Base):
    """`source` is who said it: the answer to our call, a notice, a poll, a person. `effect` is what it did: moved the
    attempt, was only noted, or was too little by itself so that the provider was asked."""

    __tablename__ = "payment_observation"
    __table_args__ = (owned_key("attempt_id", "payment_attempt", ondelete="CASCADE"),)

    attempt_id: Mapped[UUID]
    source: Mapped[str]
    notice_id: Mapped[UUID | None]
    state: Mapped[str]
    received_amount: Mapped[int]
    refunded_amount: Mapped[int]
    fee_amount: Mapped[int | None]
    currency: Mapped[str] = mapped_column(CURRENCY)
    channel: Mapped[str]
    provider_status: Mapped[str]
    occurred_at: Mapped[datetime | None]
    observed_at: Mapped[datetime] = mapped_column(default=now)
    effect: Mapped[str]
    raw: Mapped[str]


def note(
    attempt: PaymentAttempt, seen: words.Observation, source: str, effect: str, notice_id: UUID | None = None
) -> None:
    """Keep one."""
    db.session.add(
        PaymentObservation(
            vendor_id=attempt.vendor_id,
            attempt_id=attempt.id,
            source=source,
            notice_id=notice_id,
            state=seen.state,
            received_amount=seen.received,
            refunded_amount=seen.refunded,
            fee_amount=seen.fee,
            currency=seen.currency,
            channel=seen.channel[:80],
            provider_status=seen.provider_status[:80],
            occurred_at=seen.occurred_at,
            effect=effect,
            raw=seen.raw.replace("\x00", "\ufffd"),
        )
    )


def of_attempt(attempt: PaymentAttempt) -> Sequence[PaymentObservation]:
    """What was said of one, in the order it was heard."""
    query = select(PaymentObservation).where(
        PaymentObservation.vendor_id == attempt.vendor_id, PaymentObservation.attempt_id == attempt.id
    )
    return db.session.scalars(query.order_by(PaymentObservation.id)).all()
