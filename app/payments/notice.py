"""The inbox of what providers send by themselves: kept raw, answered fast, processed from a leased row.

Nothing in it is believed. A verified notice is an observation; a forged one is kept so that somebody can see it.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.core import journal
from app.core.actor import Actor
from app.core.clock import now
from app.core.db import Base, db
from app.core.refusal import NotFound
from app.core.tenancy import Owned, owned_key

from . import words
from .account import PaymentAccount
from .failure import Forged
from .gateways import adapter

LONGEST_BODY = 256 * 1024
LEASE = timedelta(seconds=60)
KEPT_HEADERS = 40
UNSEEN = {"authorization", "cookie", "x-callback-token"}


class PaymentNotice(Owned, Base):
    """`verdict` is what the signature said, `state` how far processing is; what arrived is never changed."""

    __tablename__ = "payment_notice"
    __table_args__ = (owned_key("account_id", "payment_account", ondelete="CASCADE"),)

    account_id: Mapped[UUID]
    provider: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(default=now)
    method: Mapped[str]
    path: Mapped[str]
    headers: Mapped[dict[str, Any]] = mapped_column(JSONB)
    body: Mapped[bytes]
    digest: Mapped[bytes]
    key: Mapped[str] = mapped_column(default="")
    verdict: Mapped[str]
    state: Mapped[str]
    told: Mapped[str] = mapped_column(default="")
    tries: Mapped[int] = mapped_column(Integer, default=0)
    due_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]

    @property
    def arrival(self) -> words.Arrival:
        """As it came in, for reading it again."""
        return words.Arrival(self.method, self.path, self.headers, self.body)


def receive(account: PaymentAccount, opened: words.Account, arrival: words.Arrival) -> str:
    """Verify and keep an arrival in the caller's transaction; returns ACCEPTED, FORGED or STRANGE.

    The provider is answered after the commit. Its effect comes later, from the row.
    """
    notice = PaymentNotice(
        vendor_id=account.vendor_id,
        account_id=account.id,
        provider=account.provider,
        method=arrival.method,
        path=arrival.path[:300],
        headers=_kept(arrival.headers),
        body=arrival.body[:LONGEST_BODY],
        digest=hashlib.sha256(arrival.body).digest(),
    )
    notice.verdict, notice.state, notice.key, notice.told = _judged(account.provider, opened, arrival)
    if notice.state == "waiting":
        notice.state = "repeated" if _is_known(notice) else "waiting"
        notice.due_at = now()
    db.session.add(notice)
    return {"verified": words.ACCEPTED, "forged": words.FORGED}.get(notice.verdict, words.STRANGE)


def _judged(provider: str, opened: words.Account, arrival: words.Arrival) -> tuple[str, str, str, str]:
    at = adapter(provider)
    try:
        at.verify(opened, arrival)
    except Forged as forged:
        return "forged", "refused", "", str(forged)[:300]
    if len(arrival.body) > LONGEST_BODY:
        return "unreadable", "strange", "", "too long"
    try:
        return "verified", "waiting", at.read(opened, arrival).key[:300], ""
    except (ValueError, RecursionError) as error:
        return "unreadable", "strange", "", str(error)[:300]


def _is_known(notice: PaymentNotice) -> bool:
    """Whether the same news is here already and was not given up."""
    query = select(PaymentNotice.id).where(
        PaymentNotice.vendor_id == notice.vendor_id,
        PaymentNotice.account_id == notice.account_id,
        PaymentNotice.verdict == "verified",
        PaymentNotice.key == notice.key,
        PaymentNotice.state.in_(("waiting", "done")),
    )
    return notice.key != "" and db.session.scalar(query.limit(1)) is not None


def _kept(headers: words.Mapping[str, str]) -> dict[str, str]:
    return {name: "***" if name in UNSEEN else value[:1_000] for name, value in list(headers.items())[:KEPT_HEADERS]}


_LEASE = text("""
    UPDATE payment_notice SET due_at = :until, tries = tries + 1
    WHERE (vendor_id, id) IN (
        SELECT vendor_id, id FROM payment_notice WHERE state = 'waiting' AND due_at <= :now
        ORDER BY due_at LIMIT :batch FOR UPDATE SKIP LOCKED)
    RETURNING vendor_id, id
""")


def lease(batch: int) -> list[tuple[UUID, UUID]]:
    """Take notices that are due for a minute: whoever dies with them leaves them to the next."""
    rows = db.session.execute(_LEASE, {"until": now() + LEASE, "now": now(), "batch": batch})
    return [(row.vendor_id, row.id) for row in rows]


def find(vendor_id: UUID, notice_id: UUID) -> PaymentNotice:
    """One of the vendor's. Raises NotFound."""
    notice = db.session.get(PaymentNotice, (vendor_id, notice_id))
    if notice is None:
        raise NotFound("Kabar itu tidak ditemukan.")
    return notice


def newest(vendor_id: UUID, limit: int = 100) -> Sequence[PaymentNotice]:
    """What arrived last, whatever became of it."""
    query = select(PaymentNotice).where(PaymentNotice.vendor_id == vendor_id)
    return db.session.scalars(query.order_by(PaymentNotice.received_at.desc()).limit(limit)).all()


def replay(actor: Actor, notice_id: UUID) -> PaymentNotice:
    """Process a verified notice once more; doing so again and again changes nothing."""
    actor.must("owner", "manager")
    notice = find(actor.vendor_id, notice_id)
    if notice.verdict == "verified":
        _again(notice)
        journal.record(actor, "payment_notice.replayed", subject=("payment_notice", notice.id))
    return notice


def replay_all(actor: Actor) -> int:
    """Process every verified notice of the last days once more; returns how many."""
    actor.must("owner", "manager")
    query = select(PaymentNotice).where(PaymentNotice.vendor_id == actor.vendor_id, PaymentNotice.verdict == "verified")
    found = db.session.scalars(query.order_by(PaymentNotice.received_at).limit(5_000)).all()
    for notice in found:
        _again(notice)
    if found:
        journal.record(actor, "payment_notice.replayed_all", subject=("vendor", actor.vendor_id), count=len(found))
    return len(found)


def _again(notice: PaymentNotice) -> None:
    notice.state, notice.due_at, notice.tries = "waiting", now(), 0
