"""Which products shoppers find sold out."""

from uuid import UUID

from sqlalchemy import Select, func, or_, select

from app.catalog.product import Product
from app.catalog.variant import Variant
from app.core.db import db

from .level import Level


def sold_out(vendor_id: UUID) -> Select[UUID]:
    """Ids of the products in the shop of which no variant can be ordered now; what is not counted never runs out."""
    left = select(Level.variant_id).where(Level.vendor_id == vendor_id, Level.on_hand > Level.held + Level.allocated)
    orderable = select(Variant.product_id).where(
        Variant.vendor_id == vendor_id,
        Variant.is_active,
        or_(Variant.availability != "counted", Variant.id.in_(left)),
    )
    return select(Product.id).where(
        Product.vendor_id == vendor_id, Product.state == "published", Product.id.not_in(orderable)
    )


def count(vendor_id: UUID) -> int:
    """How many they are."""
    return db.session.scalar(select(func.count()).select_from(sold_out(vendor_id).subquery())) or 0
