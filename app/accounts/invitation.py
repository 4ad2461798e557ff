"""A link that makes whoever opens it first a member of the shop's staff."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import journal, tenancy
from app.core.actor import Actor
from app.core.clock import now
from app.core.db import db
from app.core.ids import digest, new_id, new_secret
from app.core.refusal import NotFound

from . import membership
from .membership import Membership
from .person import Person
from .vendor import Vendor

LIFETIME = timedelta(days=7)


class Invitation(db.Model):
    """Good once, for seven days, and while whoever sent it still works there. Only the secret's digest is kept."""

    __tablename__ = "invitation"

    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    secret_digest: Mapped[bytes] = mapped_column(unique=True)
    role: Mapped[str]
    invited_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    invited_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    vendor: Mapped[Vendor] = relationship(lazy="joined", innerjoin=True)
    inviter: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys=invited_by)


def invite(actor: Actor, role: str) -> str:
    """An invitation into a role below the actor's own; returns the secret for its link, which is kept nowhere else.

    Raises Forbidden.
    """
    membership.must_outrank(actor, role)
    secret = new_secret()
    sent = Invitation(
        vendor_id=actor.vendor_id,
        secret_digest=digest(secret),
        role=role,
        invited_by=actor.id,
        expires_at=now() + LIFETIME,
    )
    db.session.add(sent)
    db.session.flush()
    journal.record(actor, "staff.invited", subject=("invitation", sent.id), role=role)
    return secret


def waiting(vendor_id: UUID) -> list[Invitation]:
    """A vendor's invitations that can still be accepted, the newest first."""
    query = select(Invitation).where(Invitation.vendor_id == vendor_id, *_open())
    return list(db.session.scalars(query.order_by(Invitation.invited_at.desc())))


def find(secret: str) -> Invitation:
    """The invitation of a link. Raises NotFound when it is used, over, or its sender works there no longer."""
    query = select(Invitation).where(Invitation.secret_digest == digest(secret), *_open())
    sent = db.session.scalar(query)
    if sent is None or sent.invited_by not in {m.person_id for m in membership.of_vendor(sent.vendor_id)}:
        raise _gone()
    return sent


def accept(sent: Invitation, person: Person) -> Membership:
    """Join the shop with the role offered; of two who press at once, one joins. Raises NotFound, Refusal for a member.

    From here on the task acts for that shop.
    """
    tenancy.enter(sent.vendor_id)
    taken = update(Invitation).where(Invitation.id == sent.id, *_open())
    if not db.session.scalar(taken.values(accepted_at=now(), accepted_by=person.id).returning(Invitation.id)):
        raise _gone()
    member = membership.join(sent.vendor, person, sent.role)
    journal.record(
        member.actor(), "staff.joined", subject=("membership", member.id), name=person.name, role=member.role
    )
    return member


def withdraw(actor: Actor, invitation_id: UUID) -> None:
    """Make a link worthless that nobody has used; twice is once. Raises Forbidden for a role not below the actor's."""
    sent = db.session.get(Invitation, (actor.vendor_id, invitation_id))
    if sent is None:
        raise NotFound()
    membership.must_outrank(actor, sent.role)
    db.session.execute(
        delete(Invitation).where(
            Invitation.vendor_id == actor.vendor_id, Invitation.id == sent.id, Invitation.accepted_at.is_(None)
        )
    )


def _open() -> tuple:
    return Invitation.accepted_at.is_(None), Invitation.expires_at > now()


def _gone() -> NotFound:
    return NotFound("Undangan ini sudah dipakai atau sudah lewat waktunya. Mintalah tautan baru kepada pemilik toko.")
