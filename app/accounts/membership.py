"""Who works for which vendor, as what, since when and until when."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import journal
from app.core.actor import ROLES, Actor
from app.core.clock import now
from app.core.db import db
from app.core.ids import new_id
from app.core.refusal import Forbidden, NotFound, Refusal

from .person import Person
from .vendor import Vendor


class Membership(db.Model):
    """A person's place in a shop. Read anew at every request, so a change counts from the next one."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("vendor_id", "person_id"),
        Index("membership_person", "person_id", postgresql_where=text("ended_at IS NULL")),
    )

    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined")
    vendor: Mapped[Vendor] = relationship(lazy="joined")

    def actor(self) -> Actor:
        """The person as who does deeds for this vendor."""
        return Actor("staff", self.vendor_id, self.person_id, self.person.name, self.role)


def of_person(person_id: UUID) -> list[Membership]:
    """The shops somebody works for now, the oldest first."""
    query = select(Membership).where(Membership.person_id == person_id, Membership.ended_at.is_(None))
    return list(db.session.scalars(query.order_by(Membership.created_at, Membership.id)))


def last_ended(person_id: UUID) -> Membership | None:
    """The place somebody lost most lately, if they have none now."""
    if of_person(person_id):
        return None
    query = select(Membership).where(Membership.person_id == person_id).order_by(Membership.ended_at.desc())
    return db.session.scalar(query.limit(1))


def of_vendor(vendor_id: UUID) -> list[Membership]:
    """Who works for a vendor now, by rank, then by how long."""
    query = select(Membership).where(Membership.vendor_id == vendor_id, Membership.ended_at.is_(None))
    return sorted(db.session.scalars(query), key=lambda m: (ROLES.index(m.role), m.created_at))


def find(vendor_id: UUID, membership_id: UUID) -> Membership:
    """One of a vendor's present members. Raises NotFound."""
    member = db.session.get(Membership, (vendor_id, membership_id))
    if member is None or member.ended_at:
        raise NotFound()
    return member


def join(vendor: Vendor, person: Person, role: str) -> Membership:
    """A place for somebody who has none there now; who comes back takes the old place with the new role.

    Raises Refusal for somebody who works there already.
    """
    query = select(Membership).where(Membership.vendor_id == vendor.id, Membership.person_id == person.id)
    member = db.session.scalar(query.with_for_update(of=Membership))
    if member is not None and member.ended_at is None:
        raise Refusal("Anda sudah bekerja di %(shop)s.", shop=vendor.name)
    if member is None:
        member = Membership(vendor=vendor, person=person, vendor_id=vendor.id, person_id=person.id)
        db.session.add(member)
    member.role, member.ended_at = role, None
    db.session.flush()
    return member


def change_role(actor: Actor, member: Membership, role: str) -> None:
    """Give somebody of lower rank another role below one's own. Raises Forbidden."""
    must_outrank(actor, member.role)
    must_outrank(actor, role)
    if member.role == role:
        return
    member.role = role
    journal.record(
        actor,
        "staff.role_changed",
        subject=("membership", member.id),
        name=member.person.name,
        role=role,
        person=str(member.person_id),
    )


def dismiss(actor: Actor, member: Membership) -> None:
    """End somebody's work here from their next request on; twice is once. Raises Forbidden unless of lower rank.

    The deed `staff.dismissed` carries the person's id: whoever serves them a live room closes it.
    """
    must_outrank(actor, member.role)
    if member.ended_at:
        return
    member.ended_at = now()
    journal.record(
        actor,
        "staff.dismissed",
        subject=("membership", member.id),
        name=member.person.name,
        person=str(member.person_id),
    )


def outranks(actor: Actor, role: str) -> bool:
    """Whether the actor may give, take or change this role: owner and manager may, for roles below their own."""
    return (
        actor.may("owner", "manager")
        and role in ROLES
        and (actor.kind == "system" or ROLES.index(role) > ROLES.index(actor.role or "cashier"))
    )


def must_outrank(actor: Actor, role: str) -> None:
    """Raises Forbidden unless the actor outranks the role."""
    if not outranks(actor, role):
        raise Forbidden("Anda hanya bisa mengatur peran di bawah peran Anda sendiri.")
