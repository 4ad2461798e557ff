"""Categories: the shelves a vendor sorts products onto."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Integer, func, select
from sqlalchemy.orm import Mapped, mapped_column

from app.core import journal, tenancy
from app.core.actor import Actor
from app.core.db import db
from app.core.refusal import NotFound, Refusal

from . import naming

LONGEST = 60


class Category(tenancy.Owned, db.Model):
    """A shelf with a name of its own, in the order the vendor likes."""

    __tablename__ = "category"

    name: Mapped[str]
    position: Mapped[int] = mapped_column(Integer, default=0)


def find(vendor_id: UUID, category_id: UUID) -> Category:
    """One category of a vendor. Raises NotFound."""
    found = db.session.get(Category, (vendor_id, category_id))
    if found is None:
        raise NotFound("Kategori ini tidak ada lagi.")
    return found


def all_of(vendor_id: UUID) -> Sequence[Category]:
    """Every category of a vendor, in the vendor's order."""
    query = select(Category).where(Category.vendor_id == vendor_id).order_by(Category.position, Category.name)
    return db.session.scalars(query).all()


def named(vendor_id: UUID, name: str) -> Category | None:
    """The category of that name, whichever way its letters are written."""
    query = select(Category).where(
        Category.vendor_id == vendor_id, func.lower(Category.name) == func.lower(name.strip())
    )
    return db.session.scalar(query)


def create(actor: Actor, name: str) -> Category:
    """A new category at the end of the list. Refuses an empty name and one that is taken."""
    actor.must(*naming.EDITORS)
    naming.lock(actor.vendor_id)
    made = Category(vendor_id=actor.vendor_id, name=_free_name(actor.vendor_id, name), position=_next(actor.vendor_id))
    db.session.add(made)
    db.session.flush()
    journal.record(actor, "category.created", subject=("category", made.id), name=made.name)
    return made


def rename(actor: Actor, category_id: UUID, name: str) -> Category:
    """Give a category another name. Refuses an empty name and one that is taken."""
    actor.must(*naming.EDITORS)
    naming.lock(actor.vendor_id)
    category = find(actor.vendor_id, category_id)
    before, category.name = category.name, _free_name(actor.vendor_id, name, but=category.id)
    if category.name != before:
        journal.record(actor, "category.renamed", subject=("category", category.id), before=before, after=category.name)
    return category


def remove(actor: Actor, category_id: UUID) -> Category:
    """Take a category away; its products stay, without a category."""
    actor.must(*naming.EDITORS)
    category = find(actor.vendor_id, category_id)
    db.session.delete(category)
    journal.record(actor, "category.removed", subject=("category", category.id), name=category.name)
    return category


def ensure(actor: Actor, names: Sequence[str]) -> dict[str, UUID]:
    """Ids by lower-case name, making those that are not there yet: what lists of products need."""
    wanted = {name.strip().lower(): name for name in names if name.strip()}
    have = {category.name.lower(): category.id for category in all_of(actor.vendor_id)} if wanted else {}
    return {key: have[key] if key in have else create(actor, name).id for key, name in wanted.items()}


def _next(vendor_id: UUID) -> int:
    highest = db.session.scalar(select(func.max(Category.position)).where(Category.vendor_id == vendor_id))
    return 0 if highest is None else highest + 1


def _free_name(vendor_id: UUID, name: str, *, but: UUID | None = None) -> str:
    name = naming.tidy(name)
    if not name:
        raise Refusal("Tulis nama kategori.", field="name")
    if len(name) > LONGEST:
        raise Refusal("Nama kategori paling panjang %(most)s huruf.", field="name", most=LONGEST)
    taken = named(vendor_id, name)
    if taken is not None and taken.id != but:
        raise Refusal("Kategori %(name)s sudah ada.", field="name", name=taken.name)
    return name
