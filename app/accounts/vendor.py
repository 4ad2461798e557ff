"""A vendor: one shop, its address, and its selling terms."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Mapped, mapped_column

from app.core import journal
from app.core.actor import Actor
from app.core.clock import now
from app.core.db import CURRENCY, db
from app.core.ids import new_id
from app.core.refusal import NotFound, Refusal

LONGEST_NAME, LONGEST_SLUG = 80, 40
RESERVED = frozenset({"nusacart", "admin", "bantuan", "help", "support", "toko", "official", "resmi"})


class Vendor(db.Model):
    """A shop. Amounts are minor units of its currency; an unpaid transfer keeps its stock for `hold_minutes`."""

    __tablename__ = "vendor"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    currency: Mapped[str] = mapped_column(CURRENCY, default="IDR")
    phone: Mapped[str | None]
    about: Mapped[str] = mapped_column(default="")
    is_open: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    pickup_address: Mapped[str] = mapped_column(default="")
    offers_pickup: Mapped[bool] = mapped_column(default=True)
    offers_courier: Mapped[bool] = mapped_column(default=False)
    courier_label: Mapped[str] = mapped_column(default="")
    courier_amount: Mapped[int] = mapped_column(default=0)
    offers_cod: Mapped[bool] = mapped_column(default=True)
    bank_name: Mapped[str] = mapped_column(default="")
    bank_account: Mapped[str] = mapped_column(default="")
    bank_holder: Mapped[str] = mapped_column(default="")
    hold_minutes: Mapped[int] = mapped_column(Integer, default=1440)

    @property
    def offers_transfer(self) -> bool:
        """Whether a shopper can pay by bank transfer: there is an account to send to."""
        return bool(self.bank_account)


class Counter(db.Model):
    """The numbers a vendor has given out: journal rows and orders. Locked last in every transaction."""

    __tablename__ = "vendor_counter"

    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"), primary_key=True)
    journal: Mapped[int] = mapped_column(default=0)
    orders: Mapped[int] = mapped_column(default=0)


def find(vendor_id: UUID) -> Vendor:
    """A vendor by id. Raises NotFound."""
    vendor = db.session.get(Vendor, vendor_id)
    if vendor is None:
        raise NotFound()
    return vendor


def find_by_slug(slug: str) -> Vendor:
    """The shop at an address (without the @). Raises NotFound."""
    vendor = db.session.scalar(select(Vendor).where(Vendor.slug == slug.lower()))
    if vendor is None:
        raise NotFound("Toko ini tidak ditemukan. Periksa lagi alamatnya.")
    return vendor


def every_slug() -> Sequence[str]:
    """The addresses of all shops, the oldest first: what search engines ask for."""
    return db.session.scalars(select(Vendor.slug).order_by(Vendor.created_at, Vendor.slug)).all()


def named(name: str) -> str:
    """A shop's name without needless spaces. Raises Refusal on field `name`."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Refusal("Isi nama toko, paling panjang %(most)s huruf.", most=LONGEST_NAME, field="name")
    return name


def slug_from(name: str) -> str:
    """An address from a name: small letters, digits and dashes; "toko" when nothing is left of it."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " dan ")).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")[:LONGEST_SLUG].strip("-")
    return f"toko-{slug}" if slug in RESERVED - {"toko"} else slug or "toko"


def free_slug(name: str) -> str:
    """The address a shop of that name would get now: with a number behind it when the plain one is taken."""
    base = slug_from(name)
    taken = set(db.session.scalars(select(Vendor.slug).where(Vendor.slug.like(f"{base[: LONGEST_SLUG - 7]}%"))))
    if base not in taken | RESERVED:
        return base
    return next(
        s for n in range(2, len(taken) + 3) if (s := f"{base[: LONGEST_SLUG - 7].rstrip('-')}-{n}") not in taken
    )


def found(name: str, *, phone: str | None = None) -> Vendor:
    """A new shop with an address of its own and its counters at nought. Raises Refusal on field `name`."""
    name = named(name)
    while not (vendor_id := _insert(name, free_slug(name), phone)):
        pass  # somebody took that address between looking and taking: look again
    db.session.execute(insert(Counter).values(vendor_id=vendor_id, journal=0, orders=0))
    return find(vendor_id)


def _insert(name: str, slug: str, phone: str | None) -> UUID | None:
    row = (
        upsert(Vendor)
        .values(id=new_id(), name=name, slug=slug, phone=phone)
        .on_conflict_do_nothing(index_elements=[Vendor.slug])
    )
    return db.session.scalar(row.returning(Vendor.id))


def change(actor: Actor, vendor: Vendor, **wanted: Any) -> None:
    """Write the settings that differ and journal their names (not their values). Used by the deeds of selling_terms."""
    changed = [name for name, value in wanted.items() if getattr(vendor, name) != value]
    for name in changed:
        setattr(vendor, name, wanted[name])
    if changed:
        journal.record(actor, "shop.changed", subject=("vendor", vendor.id), changed=changed)
