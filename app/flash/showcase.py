"""Which flash sales shoppers are told about, and where a product has its deal."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app.catalog.product import Product
from app.catalog.variant import Variant
from app.core.db import db
from app.core.refusal import NotFound

from .item import FlashItem
from .sale import FlashSale

TOLD_AHEAD = timedelta(hours=24)

_GOODS = selectinload(FlashSale.items).joinedload(FlashItem.variant).joinedload(Variant.product)


def announced(vendor_id: UUID) -> Sequence[FlashSale]:
    """Sales that run, or begin within a day: the next to end first."""
    moment = func.clock_timestamp()
    query = select(FlashSale).where(
        FlashSale.vendor_id == vendor_id,
        FlashSale.state.in_(("planned", "running")),
        FlashSale.starts_at <= moment + TOLD_AHEAD,
        FlashSale.ends_at > moment,
    )
    return db.session.scalars(query.options(_GOODS).order_by(FlashSale.ends_at, FlashSale.id)).all()


def shown(vendor_id: UUID, sale_id: UUID) -> FlashSale:
    """A sale with its items, products and pictures. Raises NotFound."""
    query = select(FlashSale).where(FlashSale.vendor_id == vendor_id, FlashSale.id == sale_id)
    sale = db.session.scalar(query.options(_GOODS.selectinload(Product.pictures)))
    if sale is None:
        raise NotFound("Flash sale itu tidak ada.")
    return sale


def deals_of(vendor_id: UUID, product_id: UUID) -> Sequence[FlashItem]:
    """The items by which a product is sold cheaper now, the cheapest first."""
    query = (
        select(FlashItem)
        .join(Variant, (Variant.vendor_id == FlashItem.vendor_id) & (Variant.id == FlashItem.variant_id))
        .join(FlashSale, (FlashSale.vendor_id == FlashItem.vendor_id) & (FlashSale.id == FlashItem.sale_id))
        .where(FlashItem.vendor_id == vendor_id, Variant.product_id == product_id, FlashSale.state == "running")
        .where(FlashSale.starts_at <= func.clock_timestamp(), FlashSale.ends_at > func.clock_timestamp())
    )
    return db.session.scalars(query.order_by(FlashItem.price_amount, FlashItem.id)).all()
