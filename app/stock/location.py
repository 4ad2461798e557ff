"""Where stock lies: a shop, a shelf, a warehouse."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from sqlalchemy import ForeignKey, Select, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from app.core import journal
from app.core.actor import Actor
from app.core.db import db
from app.core.refusal import NotFound, Refusal
from app.core.tenancy import Owned

LONGEST_NAME = 60


class Location(Owned, db.Model):
    """A place of the vendor that has its own figures."""

    __tablename__ = "stock_location"

    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str]
    position: Mapped[int] = mapped_column(db.Integer, default=0)
    sells_online: Mapped[bool] = mapped_column(default=True)
    flash_sale_id: Mapped[UUID | None]


def first(vendor_id: UUID) -> Location:
    """The vendor's first location; made when there is none, so that a small shop never hears the word."""
    found = _first(vendor_id)
    if found is None:
        # The id follows from the vendor's: two who come first at once make one location, not two.
        row = {"vendor_id": vendor_id, "id": uuid5(vendor_id, "stock_location"), "name": "Toko", "position": 0}
        db.session.execute(insert(Location).values(row).on_conflict_do_nothing())
        found = _first(vendor_id)
    if found is None:
        raise NotFound
    return found


def every(vendor_id: UUID) -> Sequence[Location]:
    """The vendor's locations in their order; what is set apart for a flash sale is not among them."""
    return db.session.scalars(_ordinary(vendor_id)).all()


def find(vendor_id: UUID, location_id: UUID) -> Location:
    """One location of the vendor. Raises NotFound."""
    found = db.session.get(Location, (vendor_id, location_id))
    if found is None:
        raise NotFound
    return found


def add(actor: Actor, name: str) -> Location:
    """A further location, last in order; it sells online from the start."""
    actor.must("owner", "manager")
    first(actor.vendor_id)
    last = db.session.scalar(select(func.max(Location.position)).where(Location.vendor_id == actor.vendor_id)) or 0
    made = Location(vendor_id=actor.vendor_id, name=_named(actor.vendor_id, name), position=last + 1)
    db.session.add(made)
    db.session.flush()
    journal.record(actor, "location.added", subject=("location", made.id), name=made.name)
    return made


def change(actor: Actor, location: Location, *, name: str, sells_online: bool) -> None:
    """Rename it, or say whether the storefront sells from it. The last that sells online must stay so."""
    actor.must("owner", "manager")
    others = [one for one in every(actor.vendor_id) if one.sells_online and one.id != location.id]
    if not sells_online and not others:
        raise Refusal("Harus ada satu lokasi yang menjual online.", field="sells_online")
    location.name = _named(actor.vendor_id, name, but=location.id)
    location.sells_online = sells_online
    journal.record(actor, "location.changed", subject=("location", location.id), name=name, sells_online=sells_online)


def reorder(actor: Actor, ids: Sequence[UUID]) -> None:
    """Put the locations into this order; those not named keep theirs, after them."""
    actor.must("owner", "manager")
    place = {id_: at for at, id_ in enumerate(ids)}
    for at, location in enumerate(every(actor.vendor_id)):
        location.position = place.get(location.id, len(ids) + at)
    journal.record(actor, "location.reordered", subject=("vendor", actor.vendor_id))


def _first(vendor_id: UUID) -> Location | None:
    return db.session.scalar(_ordinary(vendor_id).limit(1))


def _ordinary(vendor_id: UUID) -> Select[Location]:
    own = (Location.vendor_id == vendor_id, Location.flash_sale_id.is_(None))
    return select(Location).where(*own).order_by(Location.position, Location.id)


def _named(vendor_id: UUID, name: str, *, but: UUID | None = None) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Refusal("Isi nama lokasi, paling banyak %(most)s huruf.", field="name", most=LONGEST_NAME)
    if any(one.name.lower() == name.lower() and one.id != but for one in every(vendor_id)):
        raise Refusal("Sudah ada lokasi bernama %(name)s.", field="name", name=name)
    return name
