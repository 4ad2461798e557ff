"""A sign-in on one device. The cookie holds a secret; the row holds only its digest."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, delete, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.clock import now
from app.core.db import db
from app.core.ids import digest, new_id, new_secret

from .person import Person

IDLE_LIMIT, ABSOLUTE_LIMIT = timedelta(days=30), timedelta(days=180)
COOKIE_SECONDS = int(ABSOLUTE_LIMIT.total_seconds())
SEEN_EVERY = timedelta(minutes=5)


class Session(db.Model):
    """Ends 30 days after it was last used, 180 days after it began, or when its person says so."""

    __tablename__ = "session"
    __table_args__ = (Index("session_person", "person_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    secret_digest: Mapped[bytes] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    vendor_id: Mapped[UUID | None] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"))
    device: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    @property
    def is_due(self) -> bool:
        """Whether its being used is worth writing down again."""
        return self.seen_at < now() - SEEN_EVERY


def begin(person: Person, *, device: str = "", vendor_id: UUID | None = None) -> str:
    """Sign a person in; returns the secret for the cookie, which is kept nowhere else."""
    secret = new_secret()
    db.session.add(
        Session(
            secret_digest=digest(secret),
            person_id=person.id,
            vendor_id=vendor_id,
            device=device[:80],
            expires_at=now() + ABSOLUTE_LIMIT,
        )
    )
    return secret


def find(secret: str | None) -> Session | None:
    """The living session of a cookie, with its person."""
    if not secret:
        return None
    query = select(Session).where(Session.secret_digest == digest(secret), *_alive())
    return db.session.scalar(query)


def of_person(person_id: UUID) -> list[Session]:
    """The devices somebody is signed in on, the last used first."""
    query = select(Session).where(Session.person_id == person_id, *_alive())
    return list(db.session.scalars(query.order_by(Session.seen_at.desc())))


def see(session: Session) -> None:
    """Note that it was used."""
    session.seen_at = now()


def rotate(session: Session, *, vendor_id: UUID | None = None) -> str:
    """A new secret for the same device when its rights change; the old one is worth nothing from now on."""
    secret = new_secret()
    session.secret_digest = digest(secret)
    session.vendor_id = vendor_id or session.vendor_id
    return secret


def end(session: Session) -> None:
    """Sign this device out."""
    db.session.execute(delete(Session).where(Session.id == session.id))


def end_all(person_id: UUID, *, but: Session | None = None) -> None:
    """Sign a person out everywhere, or everywhere else."""
    query = delete(Session).where(Session.person_id == person_id)
    db.session.execute(query.where(Session.id != but.id) if but else query)


def forget_dead() -> None:
    """Delete the sessions that have ended by time."""
    db.session.execute(delete(Session).where((Session.expires_at < now()) | (Session.seen_at < now() - IDLE_LIMIT)))


def _alive() -> tuple:
    return Session.expires_at > now(), Session.seen_at > now() - IDLE_LIMIT
