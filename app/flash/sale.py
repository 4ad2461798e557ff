"""A flash sale: planned, running, ended. Its times are the database's clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, delete, select
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from app.catalog import variant as variants
from app.core import journal
from app.core.actor import Actor
from app.core.clock import now
from app.core.db import Base, db
from app.core.ids import new_id
from app.core.moves import move, table
from app.core.refusal import Changed, NotFound, Refusal
from app.core.tenancy import Owned

from .item import FlashItem, ItemDraft

PLANNERS = ("owner", "manager")
LONGEST = timedelta(hours=72)
MOST_ITEMS = 50

MOVES = table(
    ("begin", ["planned"], "running", PLANNERS),
    ("end", ["running"], "ended", PLANNERS),
    ("cancel", ["planned"], "cancelled", PLANNERS),
)


class FlashSale(Owned, Base):
    """Minutes of hold are how long an unpaid order keeps its pieces."""

    __tablename__ = "flash_sale"

    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str]
    state: Mapped[str] = mapped_column(default="planned")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    hold_minutes: Mapped[int] = mapped_column(Integer, default=15)
    waiting_above: Mapped[int] = mapped_column(Integer, default=500)
    is_draw: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]

    items: Mapped[list[FlashItem]] = relationship(
        primaryjoin=lambda: (FlashSale.vendor_id == FlashItem.vendor_id) & (FlashSale.id == FlashItem.sale_id),
        foreign_keys=lambda: (FlashItem.vendor_id, FlashItem.sale_id),
        order_by=FlashItem.id,
        viewonly=True,
    )


@dataclass(frozen=True)
class Plan:
    """A flash sale as the vendor wants it."""

    name: str
    starts_at: datetime
    ends_at: datetime
    items: tuple[ItemDraft, ...]
    hold_minutes: int = 15
    waiting_above: int = 500
    is_draw: bool = False

    @property
    def is_due(self) -> bool:
        """Whether its start has passed already: it begins as soon as it is written down."""
        return self.starts_at <= now()

    def checked(self, vendor_id: UUID) -> "Plan":
        """The same. Raises Refusal on the first thing that cannot be."""
        if not 1 <= len(" ".join(self.name.split())) <= 80:
            raise Refusal("Beri nama flash sale ini, paling panjang 80 huruf.", field="name")
        if self.ends_at <= self.starts_at or self.ends_at <= now():
            raise Refusal("Waktu selesai harus sesudah waktu mulai dan belum lewat.", field="ends_at")
        if self.ends_at - self.starts_at > LONGEST:
            raise Refusal("Flash sale paling lama 72 jam.", field="ends_at")
        if not 1 <= self.hold_minutes <= 1440:
            raise Refusal("Waktu bayar antara 1 dan 1.440 menit.", field="hold_minutes")
        if not 1 <= len(self.items) <= MOST_ITEMS:
            raise Refusal("Pilih 1 sampai 50 barang.", field="items")
        there = variants.find_many(vendor_id, [item.variant_id for item in self.items])
        if len({item.variant_id for item in self.items}) < len(self.items):
            raise Refusal("Satu barang tertulis dua kali.", field="items")
        for item in self.items:
            item.checked(there.get(item.variant_id))
        return self


def plan(actor: Actor, wanted: Plan) -> FlashSale:
    """Write a flash sale down; its stock stays where it is until it begins."""
    actor.must(*PLANNERS)
    wanted.checked(actor.vendor_id)
    made = FlashSale(vendor_id=actor.vendor_id, id=new_id(), made_at=now())
    _settle(made, wanted)
    db.session.add(made)
    db.session.flush()
    _write_items(made, wanted.items)
    journal.record(actor, "flash.planned", subject=("flash_sale", made.id), name=made.name)
    return made


def change(actor: Actor, sale_id: UUID, wanted: Plan) -> FlashSale:
    """Change a sale that has not begun. Raises Changed once it runs: price and start are frozen then."""
    actor.must(*PLANNERS)
    sale = find(actor.vendor_id, sale_id, lock=True)
    if sale.state != "planned":
        raise Changed("Flash sale ini sudah mulai: harga dan waktunya tidak bisa diubah lagi.")
    wanted.checked(actor.vendor_id)
    _settle(sale, wanted)
    db.session.execute(delete(FlashItem).where(FlashItem.vendor_id == sale.vendor_id, FlashItem.sale_id == sale.id))
    _write_items(sale, wanted.items)
    journal.record(actor, "flash.changed", subject=("flash_sale", sale.id), name=sale.name)
    return sale


def cancel(actor: Actor, sale_id: UUID) -> FlashSale:
    """Call off a sale that has not begun. Raises Changed once it runs: it can be ended then."""
    sale = find(actor.vendor_id, sale_id, lock=True)
    move(sale, "state", "cancel", MOVES, actor)
    journal.record(actor, "flash.cancelled", subject=("flash_sale", sale.id), name=sale.name)
    return sale


def find(vendor_id: UUID, sale_id: UUID, *, lock: bool = False) -> FlashSale:
    """One of the vendor's flash sales, locked until commit if asked. Raises NotFound."""
    query = select(FlashSale).where(FlashSale.vendor_id == vendor_id, FlashSale.id == sale_id)
    if lock:
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    sale = db.session.scalar(query)
    if sale is None:
        raise NotFound("Flash sale itu tidak ada.")
    return sale


def every(vendor_id: UUID) -> Sequence[FlashSale]:
    """The vendor's flash sales with their items, newest start first."""
    query = select(FlashSale).where(FlashSale.vendor_id == vendor_id).order_by(FlashSale.starts_at.desc()).limit(100)
    return db.session.scalars(query.options(selectinload(FlashSale.items))).all()


def _settle(sale: FlashSale, wanted: Plan) -> None:
    sale.name = " ".join(wanted.name.split())
    sale.starts_at, sale.ends_at = wanted.starts_at, wanted.ends_at
    sale.hold_minutes, sale.waiting_above, sale.is_draw = wanted.hold_minutes, wanted.waiting_above, wanted.is_draw


def _write_items(sale: FlashSale, items: Sequence[ItemDraft]) -> None:
    own = {"vendor_id": sale.vendor_id, "sale_id": sale.id}
    for item in items:
        terms = {"price_amount": item.price, "quota": item.quota, "per_buyer": item.per_buyer}
        db.session.add(FlashItem(id=new_id(), variant_id=item.variant_id, **own, **terms))
    db.session.flush()
