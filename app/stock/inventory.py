"""What a vendor counts, as a list: every variant that can sell out, and which of them need goods."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from app.catalog import search
from app.catalog.product import Product
from app.catalog.variant import Variant
from app.core.db import db

from .level import LOW, Level

STATES = ("out", "low")


def listed(vendor_id: UUID, *, typed: str = "", state: str = "") -> Select[tuple[Variant]]:
    """The counted variants in the order of their names; only those found, or those that are out or run low."""
    query = _counted(select(Variant), vendor_id)
    if typed:
        query = query.where(search.matching(vendor_id, typed))
    if state in STATES:
        query = query.where(_is(state))
    together = Variant.product.of_type(Product)
    return query.options(joinedload(together)).order_by(func.lower(Product.name), Product.id, Variant.position)


def waiting(vendor_id: UUID) -> dict[str, int]:
    """How many counted variants are out, and how many run low."""
    counts = (func.count().filter(_is(state)) for state in STATES)
    row = db.session.execute(_counted(select(*counts).select_from(Variant), vendor_id)).one()
    return dict(zip(STATES, row, strict=True))


def _counted(query: Select, vendor_id: UUID) -> Select:
    here = (Product.vendor_id == Variant.vendor_id) & (Product.id == Variant.product_id)
    return query.join(Product, here).where(
        Variant.vendor_id == vendor_id,
        Variant.is_active,
        Variant.availability == "counted",
        Product.state != "archived",
    )


def _is(state: str) -> ColumnElement[bool]:
    sums = select(func.sum(Level.on_hand - Level.held - Level.allocated)).where(
        Level.vendor_id == Variant.vendor_id, Level.variant_id == Variant.id
    )
    available = func.coalesce(sums.correlate(Variant).scalar_subquery(), 0)
    return available == 0 if state == "out" else available.between(1, LOW)
