"""What happened to a variant's stock, in sentences, and what is set aside of it now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.core.db import db
from app.core.journal import Entry

from .allocation import StockAllocation
from .movement import Movement


def _(sentence: str) -> str:
    """Marks a sentence for translation; doors translate it."""
    return sentence


SENTENCES = {
    "opening+": _("%(who)s mencatat stok awal %(pieces)s"),
    "received+": _("%(who)s menambah %(pieces)s (barang datang)"),
    "returned+": _("%(who)s menambah %(pieces)s (dikembalikan)"),
    "counted+": _("%(who)s menghitung ulang: %(on_hand)s, lebih %(pieces)s"),
    "counted-": _("%(who)s menghitung ulang: %(on_hand)s, kurang %(pieces)s"),
    "corrected+": _("%(who)s membetulkan catatan: +%(pieces)s"),
    "corrected-": _("%(who)s membetulkan catatan: −%(pieces)s"),
    "lost-": _("%(who)s mengurangi %(pieces)s (hilang atau rusak)"),
    "order-": _("Pesanan #%(number)s dikirim: −%(pieces)s"),
    "order+": _("Pesanan #%(number)s kembali: +%(pieces)s"),
    "+": _("%(who)s menambah %(pieces)s"),
    "-": _("%(who)s mengurangi %(pieces)s"),
}
"""By reason and direction; by direction alone where a reason is surprising."""


@dataclass(frozen=True)
class Line:
    """One movement told: an untranslated sentence with its values, and the figure after it."""

    at: datetime
    sentence: str
    values: dict[str, Any]
    on_hand: int
    delta: int
    note: str


@dataclass(frozen=True)
class SetAside:
    """Pieces of a variant that an order keeps; number is None when the order's journal does not say."""

    order_id: UUID
    number: int | None
    quantity: int
    paid: bool


def of(vendor_id: UUID, variant_id: UUID, *, before: UUID | None = None, limit: int = 25) -> list[tuple[UUID, Line]]:
    """A variant's movements, newest first, each with its id; `before` is the id where the last page ended."""
    query = select(Movement).filter_by(vendor_id=vendor_id, variant_id=variant_id)
    if before:
        query = query.where(Movement.id < before)
    rows = db.session.scalars(query.order_by(Movement.id.desc()).limit(limit)).all()
    numbers = _numbers(vendor_id, {row.cause_id for row in rows if row.cause_type == "order"})
    return [(row.id, _line(row, numbers.get(row.cause_id))) for row in rows]


def set_aside(vendor_id: UUID, variant_id: UUID) -> list[SetAside]:
    """Why less is available than is on hand: the orders that keep pieces of this variant, oldest first."""
    query = (
        select(StockAllocation)
        .filter_by(vendor_id=vendor_id, variant_id=variant_id)
        .where(StockAllocation.state.in_(("held", "allocated")))
        .order_by(StockAllocation.id)
    )
    rows = db.session.scalars(query).all()
    numbers = _numbers(vendor_id, {row.order_id for row in rows})
    return [SetAside(row.order_id, numbers.get(row.order_id), row.quantity, row.state == "allocated") for row in rows]


def _numbers(vendor_id: UUID, order_ids: Collection[UUID]) -> dict[UUID, int]:
    """Order numbers from the journal: the stock room does not open the orders room."""
    query = select(Entry.subject_id, Entry.particulars["number"].as_integer()).where(
        Entry.vendor_id == vendor_id, Entry.subject_type == "order", Entry.subject_id.in_(order_ids)
    )
    rows: Sequence[Any] = db.session.execute(query).all() if order_ids else ()
    return {order_id: number for order_id, number in rows if number is not None}


def _line(row: Movement, number: int | None) -> Line:
    values = {"who": row.actor_name, "pieces": abs(row.delta), "on_hand": row.on_hand_after, "number": number}
    sign = "+" if row.delta > 0 else "-"
    because = "order" if number is not None else row.reason
    return Line(row.at, SENTENCES.get(because + sign, SENTENCES[sign]), values, row.on_hand_after, row.delta, row.note)
