"""What shoppers may look through: published products only."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.core.db import db
from app.core.refusal import NotFound

from . import listing, product
from .product import Product

SHOWN = (selectinload(Product.all_variants), selectinload(Product.pictures))
STATES = ("published",)
MOST_ADDRESSES = 50_000


def shown(vendor_id: UUID, *, typed: str = "", category_id: UUID | None = None) -> Select[tuple[Product]]:
    """Published products, newest first, or best match first where something was typed."""
    return listing.catalogue(vendor_id, states=STATES, typed=typed, category_id=category_id)


def at(vendor_id: UUID, slug: str) -> Product:
    """The product at an address of the shop. Raises NotFound unless it is published and one of its variants is sold."""
    found = product.find_by_slug(vendor_id, slug)
    if not found.variants:
        raise NotFound("Produk ini tidak ada, atau sedang tidak dijual.")
    return found


def named(vendor_id: UUID, product_ids: Collection[UUID]) -> Sequence[Product]:
    """Those of the products that are published, with their variants and nothing else, in one question."""
    query = select(Product).where(*_published(vendor_id), Product.id.in_(product_ids))
    whole = query.options(joinedload(Product.all_variants)).order_by(Product.id)
    return db.session.scalars(whole).unique().all()


def related(one: Product, limit: int) -> Sequence[Product]:
    """A few other published products, those of the same category first."""
    near = (Product.category_id == one.category_id).desc().nulls_last()
    query = select(Product).where(*_published(one.vendor_id), Product.id != one.id).options(*SHOWN)
    return db.session.scalars(query.order_by(near, Product.created_at.desc(), Product.id).limit(limit)).all()


def addresses(vendor_id: UUID) -> list[tuple[str, datetime]]:
    """The slug of every published product and when it was changed last, for search engines."""
    query = select(Product.slug, Product.updated_at).where(*_published(vendor_id))
    return [(slug, at) for slug, at in db.session.execute(query.order_by(Product.id.desc()).limit(MOST_ADDRESSES))]


def _published(vendor_id: UUID):  # type: ignore[no-untyped-def]
    return Product.vendor_id == vendor_id, Product.state == "published"
