"""Products: what the shopper sees; each has at least one variant, which is what is sold."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Computed, func, insert, select
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from app.core import journal, tenancy
from app.core.actor import Actor
from app.core.clock import now
from app.core.db import db
from app.core.ids import new_id
from app.core.refusal import NotFound, Refusal

from . import draft, naming, variant
from .category import Category
from .draft import Draft, simple
from .picture import Picture
from .terms import Terms
from .variant import Variant

SEARCH = """
    setweight(to_tsvector('simple', name), 'A') || setweight(to_tsvector('indonesian', name), 'B')
    || setweight(to_tsvector('indonesian', left(description, 4000)), 'D')
"""


class Product(tenancy.Owned, db.Model):
    """One thing on the shelf. `version` counts its saves, so that nobody writes over a colleague unseen."""

    __tablename__ = "product"
    __table_args__ = (tenancy.owned_key("category_id", "category", ondelete="SET NULL (category_id)"),)
    __mapper_args__ = {"eager_defaults": False}

    name: Mapped[str]
    slug: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    category_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(default="hidden")
    option_names: Mapped[list[str]] = mapped_column(default=list)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    search: Mapped[Any] = mapped_column(TSVECTOR, Computed(SEARCH, persisted=True), deferred=True)

    category: Mapped[Category | None] = relationship(viewonly=True)
    all_variants: Mapped[list[Variant]] = relationship(
        back_populates="product", order_by=lambda: (Variant.position, Variant.id), passive_deletes=True
    )
    pictures: Mapped[list[Picture]] = relationship(
        primaryjoin=lambda: (
            (Product.vendor_id == Picture.vendor_id) & (Product.id == Picture.product_id) & Picture.removed_at.is_(None)
        ),
        order_by=lambda: (Picture.position, Picture.id),
        viewonly=True,
    )

    @property
    def variants(self) -> list[Variant]:
        """The variants that are sold, in their order."""
        return [variant for variant in self.all_variants if variant.is_active]

    @property
    def prices(self) -> tuple[int, int]:
        """The lowest and the highest price of what is sold, in minor units."""
        amounts = [one.price_amount for one in self.variants] or [0]
        return min(amounts), max(amounts)

    @property
    def is_published(self) -> bool:
        """Whether shoppers see it."""
        return self.state == "published"


WHOLE = (selectinload(Product.all_variants), selectinload(Product.pictures), selectinload(Product.category))


def find(vendor_id: UUID, product_id: UUID) -> Product:
    """One product of a vendor, whatever its state. Raises NotFound."""
    found = db.session.get(Product, (vendor_id, product_id), options=WHOLE)
    if found is None:
        raise NotFound("Produk ini tidak ada.")
    return found


def find_many(vendor_id: UUID, product_ids: Iterable[UUID]) -> Sequence[Product]:
    """Those of the products that exist, with all that belongs to them, in the order asked for."""
    ids = list(product_ids)
    query = select(Product).where(Product.vendor_id == vendor_id, Product.id.in_(ids)).options(*WHOLE)
    by_id = {product.id: product for product in db.session.scalars(query)}
    return [by_id[product_id] for product_id in ids if product_id in by_id]


def find_by_slug(vendor_id: UUID, slug: str) -> Product:
    """The published product at an address of the shop. Raises NotFound for hidden and archived ones too."""
    query = select(Product).where(Product.vendor_id == vendor_id, Product.slug == slug, Product.state == "published")
    found = db.session.scalar(query.options(*WHOLE))
    if found is None:
        raise NotFound("Produk ini tidak ada, atau sedang tidak dijual.")
    return found


def by_name(vendor_id: UUID, names: Iterable[str]) -> dict[str, Product]:
    """Products that are not archived by their name in small letters; of namesakes the oldest."""
    small = {name.strip().lower() for name in names}
    query = select(Product).where(
        Product.vendor_id == vendor_id, Product.state != "archived", func.lower(Product.name).in_(small)
    )
    newest_first = db.session.scalars(query.order_by(Product.id.desc()).options(*WHOLE))
    return {product.name.lower(): product for product in newest_first}


def locked(vendor_id: UUID, product_ids: Collection[UUID]) -> Sequence[Product]:
    """Those of the products that exist, locked in the order of their ids and read afresh.

    A lock that leaves carts and orders alone: they only need the row to stay.
    """
    query = select(Product).where(Product.vendor_id == vendor_id, Product.id.in_(product_ids)).order_by(Product.id)
    fresh = query.options(*WHOLE).with_for_update(key_share=True, of=Product).execution_options(populate_existing=True)
    return db.session.scalars(fresh).all()


def create(actor: Actor, *, name: str, price: int, is_published: bool = False, **more: Any) -> Product:
    """A product of one kind, hidden unless said otherwise. Price in minor units.

    `more`: description, category_id, and the rest of `Terms` (was, sku, barcode, weight_grams, availability).
    """
    own = {key: more.pop(key) for key in ("description", "category_id") if key in more}
    return create_one(actor, simple(name, Terms(price, **more), is_published=is_published, **own))


def create_one(actor: Actor, one: Draft) -> Product:
    """A product from a draft. Raises the draft's Refusal."""
    made = create_many(actor, [one])[0]
    if isinstance(made, Refusal):
        raise made
    return find(actor.vendor_id, made.product_id)


@dataclass(frozen=True)
class Made:
    """What became of a draft: the product, and its variants in the order of the draft's terms."""

    product_id: UUID
    variant_ids: list[UUID]


def create_many(actor: Actor, drafts: Sequence[Draft]) -> list[Made | Refusal]:
    """Products from drafts, a few statements for all of them; give it slices of about 200.

    Answers in the order of the drafts. A draft that cannot be is answered by its Refusal; the others are made.
    """
    actor.must(*naming.EDITORS)
    naming.lock(actor.vendor_id)
    checked = draft.checked_all(actor.vendor_id, drafts)
    made = iter(_write(actor, [one for one in checked if isinstance(one, Draft)]))
    return [next(made) if isinstance(one, Draft) else one for one in checked]


def _write(actor: Actor, drafts: Sequence[Draft]) -> list[Made]:
    made = [Made(new_id(), [new_id() for _ in one.terms]) for one in drafts]
    slugs = _slugs(actor.vendor_id, {new.product_id: one.name for new, one in zip(made, drafts, strict=True)})
    for model, rows in (
        (Product, [_product_row(actor.vendor_id, slugs, *pair) for pair in zip(made, drafts, strict=True)]),
        (Variant, [row for pair in zip(made, drafts, strict=True) for row in _variant_rows(actor.vendor_id, *pair)]),
    ):
        if rows:
            db.session.execute(insert(model), rows)
    for new, one in zip(made, drafts, strict=True):
        journal.record(actor, "product.created", subject=("product", new.product_id), name=one.name)
    return made


def _product_row(vendor_id: UUID, slugs: dict[UUID, str], made: Made, one: Draft) -> dict[str, Any]:
    times = {"created_at": now(), "updated_at": now()}
    return {"vendor_id": vendor_id, "id": made.product_id, "slug": slugs[made.product_id]} | times | one.columns()


def _variant_rows(vendor_id: UUID, made: Made, one: Draft) -> list[dict[str, Any]]:
    return [
        {"vendor_id": vendor_id, "id": made.variant_ids[i], "product_id": made.product_id, "position": i}
        | variant.columns(values, terms)
        for i, (values, terms) in enumerate(one.terms.items())
    ]


def _slugs(vendor_id: UUID, names: dict[UUID, str]) -> dict[UUID, str]:
    wishes = {product_id: naming.candidates(name) for product_id, name in names.items()}
    every = {wish for some in wishes.values() for wish in some}
    taken = set(db.session.scalars(select(Product.slug).where(Product.vendor_id == vendor_id, Product.slug.in_(every))))
    chosen = {}
    for product_id, some in wishes.items():
        chosen[product_id] = naming.choose(some, taken, product_id)
        taken.add(chosen[product_id])
    return chosen
