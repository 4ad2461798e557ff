"""The whole catalogue as a table: one row a variant, under headers that an import understands again."""

from collections.abc import Callable, Collection, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.core.db import db

from .product import Product
from .variant import Variant

HEADERS = (
    "Nama produk", "Varian", "Kategori", "SKU", "Barcode", "Harga", "Harga coret", "Stok", "Berat (gram)",
    "Keadaan", "Keterangan",
)  # fmt: skip
STATES = {"published": "Dijual", "hidden": "Disembunyikan", "archived": "Diarsipkan"}
SLICE = 500
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | None
Stock = Callable[[Collection[UUID]], dict[UUID, int]]


def table(vendor_id: UUID, stock: Stock) -> Iterator[list[Cell]]:
    """Headers, then every active variant of every product in the order they were made.

    `stock` answers the pieces of counted variants by id; it is asked for one slice at a time.
    """
    yield list(HEADERS)
    last = None
    while some := _slice(vendor_id, last):
        pieces = stock([one.id for one in some if one.is_counted])
        yield from (_row(one, pieces) for one in some)
        last = some[-1].id
        db.session.expunge_all()


def harmless(cell: Cell) -> Cell:
    """Text that a spreadsheet shows instead of calculating (OWASP, CSV injection)."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell


def _slice(vendor_id: UUID, after: UUID | None) -> list[Variant]:
    query = select(Variant).where(Variant.vendor_id == vendor_id, Variant.is_active).order_by(Variant.id).limit(SLICE)
    if after is not None:
        query = query.where(Variant.id > after)
    whole = joinedload(Variant.product).joinedload(Product.category)
    return list(db.session.scalars(query.options(whole)))


def _row(one: Variant, pieces: dict[UUID, int]) -> list[Cell]:
    product: Any = one.product
    shelf = product.category.name if product.category else None
    return [
        product.name, one.name, shelf, one.sku, one.barcode, one.price_amount, one.was_amount, pieces.get(one.id),
        one.weight_grams, STATES[product.state], product.description,
    ]  # fmt: skip
