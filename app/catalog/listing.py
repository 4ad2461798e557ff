"""The vendor's own list of products."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from app.core.db import db

from . import search
from .product import WHOLE, Product

IN_USE = ("published", "hidden")


def catalogue(
    vendor_id: UUID,
    *,
    states: Collection[str] = IN_USE,
    typed: str = "",
    category_id: UUID | None = None,
    only: Select[Any] | None = None,
) -> Select[Any]:
    """A vendor's products in some states, newest first, or best match first where something was typed.

    `only` is a statement for the ids of those that may be in it at all.
    """
    query = select(Product).where(Product.vendor_id == vendor_id, Product.state.in_(states)).options(*WHOLE)
    if category_id is not None:
        query = query.where(Product.category_id == category_id)
    if only is not None:
        query = query.where(Product.id.in_(only))
    if typed.strip():
        query = query.where(search.matching(vendor_id, typed)).order_by(search.rank(vendor_id, typed).desc())
    return query.order_by(Product.created_at.desc(), Product.id.desc())


def counts(vendor_id: UUID) -> dict[str, int]:
    """How many products are in each state."""
    query = select(Product.state, func.count()).where(Product.vendor_id == vendor_id).group_by(Product.state)
    return {row[0]: row[1] for row in db.session.execute(query)}


def counts_by_category(vendor_id: UUID) -> dict[UUID | None, int]:
    """How many products in use lie on each shelf."""
    query = select(Product.category_id, func.count()).where(Product.vendor_id == vendor_id, Product.state.in_(IN_USE))
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Product.category_id))}
