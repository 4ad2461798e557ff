"""The door of a flash sale asks PostgreSQL for as little as it can: what a thousand phones ask is looked up once."""

import time
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar
from uuid import UUID

from flask import g, request
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from app.accounts import vendor
from app.accounts.vendor import Vendor
from app.core import actor, tenancy
from app.core.db import db
from app.core.refusal import NotFound
from app.flash import left as left_
from app.flash import showcase
from app.flash.item import FlashItem
from app.flash.left import Left
from app.flash.sale import FlashSale

MOST = 512

T = TypeVar("T")


class Recent(Generic[T]):
    """What was looked up less than so many seconds ago, in this process. One looks anew, the others take the last."""

    def __init__(self, seconds: float):
        self.seconds = seconds
        self.kept: dict[Hashable, tuple[float, T]] = {}
        self.lock, self.gate = Lock(), Lock()

    def recall(self, key: Hashable, look: Callable[[], T]) -> T:
        """The answer for a key, at most twice as old as said. What `look` raises is not kept."""
        with self.lock:
            found, moment = self.kept.get(key), time.monotonic()
            if found and found[0] > moment:
                return found[1]
            if found and found[0] > moment - self.seconds:
                self.kept[key] = (moment + self.seconds, found[1])
        with self.gate:
            return self._look(key, look, found)

    def _look(self, key: Hashable, look: Callable[[], T], stale: tuple[float, T] | None) -> T:
        """Where nothing was known, one looks and the others, who stand behind it at the gate, take what it found."""
        found = self.kept.get(key)
        if found and found[0] > time.monotonic() and not (stale and found[1] is stale[1]):
            return found[1]
        try:
            made = look()
        except (OperationalError, InterfaceError, NoConnection):
            if found is None:
                raise
            db.session.rollback()
            made = found[1]  # the database is out: what was known last serves until it is back
        except Exception:
            self.kept.pop(key, None)
            raise
        with self.lock:
            if len(self.kept) >= MOST:
                self.kept.clear()
            self.kept[key] = (time.monotonic() + self.seconds, made)
        return made

    def peek(self, key: Hashable) -> T | None:
        """The answer for a key if it is known and fresh; nothing is looked up."""
        found = self.kept.get(key)
        return found[1] if found and found[0] > time.monotonic() else None

    def forget(self) -> None:
        """Everything."""
        with self.lock:
            self.kept.clear()


vendors: Recent[Vendor] = Recent(1.0)
sales: Recent[FlashSale] = Recent(1.0)
lefts: Recent[dict[UUID, Left]] = Recent(0.5)


def enter() -> None:
    """`guards.enter_shop` from memory: sets g.vendor and g.actor, enters the tenancy; 404 for an unknown shop."""
    g.vendor = at(str((request.view_args or {}).pop("slug", "")).lower())
    g.actor = actor.shopper(g.vendor.id, "")
    tenancy.enter(g.vendor.id)


def at(slug: str) -> Vendor:
    """The shop at an address, as it was a moment ago. Raises NotFound."""
    return vendors.recall(slug, lambda: _apart(vendor.find_by_slug(slug)))


def sale(sale_id: UUID) -> FlashSale:
    """A sale of this shop with its items, as it was a moment ago; to be read only. Raises NotFound."""
    return sale_of(g.vendor.id, sale_id)


def sale_of(vendor_id: UUID, sale_id: UUID) -> FlashSale:
    """The same of any shop that one acts for."""
    return sales.recall((vendor_id, sale_id), lambda: _apart(showcase.shown(vendor_id, sale_id)))


def item(sale_id: UUID, item_id: UUID) -> tuple[FlashSale, FlashItem]:
    """One of its items. Raises NotFound."""
    found = sale(sale_id)
    for one in found.items:
        if one.id == item_id:
            return found, one
    raise NotFound("Barang flash sale itu tidak ada.")


def left(sale_id: UUID, item_id: UUID) -> Left:
    """What is left of an item, at most a second old. Raises NotFound."""
    found = lefts_of(g.vendor.id, sale_id)
    if item_id not in found:
        raise NotFound("Barang flash sale itu tidak ada.")
    return found[item_id]


def lefts_of(vendor_id: UUID, sale_id: UUID) -> dict[UUID, Left]:
    """What is left of each item of any shop that one acts for."""
    return lefts.recall((vendor_id, sale_id), lambda: _apart(dict(left_.left(vendor_id, sale_id))))


def forget() -> None:
    """Everything that this process knows of flash sales."""
    for memory in (vendors, sales, lefts):
        memory.forget()


def _apart(thing: Any) -> Any:
    """Free of the session that read it, for other requests read it too; its connection is let go."""
    db.session.expunge_all()
    db.session.rollback()
    return thing
