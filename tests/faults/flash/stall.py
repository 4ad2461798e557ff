"""A new shop whose only flash sale runs now, and the deeds that people do to it meanwhile."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from uuid import UUID

import psycopg
from sqlalchemy.exc import DBAPIError

from app.accounts.membership import Membership
from app.core.actor import Actor
from app.core.clock import now
from app.core.db import db, transaction
from app.core.ids import new_id
from app.core.refusal import Busy, Refusal
from app.core.tenancy import acting_for
from app.flash import carving, sale
from app.flash.item import ItemDraft
from app.stock import change
from tests.make import make_shop, make_variant

from .house import House

PRICE, DEAL = 25_000, 9_900
OUTSIDE = 200
"""Pieces that are not in the sale."""


@dataclass
class Stall:
    """Where the crowd goes. `received` is what staff acknowledged, in pieces."""

    house: House
    slug: str
    actor: Actor
    sale_id: UUID
    item_id: UUID
    variant_id: UUID
    stock: int
    received: int = 0

    @property
    def page(self) -> str:
        """The item's address."""
        return f"/@{self.slug}/flash/{self.sale_id}/items/{self.item_id}"

    def add_quota(self, pieces: int, key: UUID) -> bool:
        """More for the sale, out of the rest of the shop. Returns whether it is settled."""
        return self._do(lambda: carving.more(self.actor, self.sale_id, self.item_id, pieces, key=key))

    def change_stock(self, delta: int, key: UUID) -> bool:
        """Somebody counts crates in the shop meanwhile."""
        done = self._do(lambda: change.add(self.actor, self.variant_id, delta, key=key))
        self.received += delta if done else 0
        return done

    def end(self) -> bool:
        """End it now."""
        return self._do(lambda: carving.end(self.actor, self.sale_id))

    def run_out_of_time(self) -> bool:
        """Nobody who has not paid until now may keep their pieces."""
        try:
            with psycopg.connect(self.house.postgres.superuser_url, autocommit=True) as above:
                above.execute("SET lock_timeout = '500ms'")
                above.execute(
                    "UPDATE orders SET held_until = now() WHERE vendor_id = %s AND state = 'open'"
                    " AND payment_state = 'unpaid' AND held_until IS NOT NULL",
                    [self.actor.vendor_id],
                )
        except psycopg.Error:
            return False
        return True

    def is_sold_out(self) -> bool:
        """Whether every piece of the sale is in somebody's order."""
        with psycopg.connect(self.house.postgres.superuser_url) as above:
            found = above.execute(
                "SELECT l.on_hand <= l.held + l.allocated FROM stock_level l JOIN stock_location p"
                " ON p.vendor_id = l.vendor_id AND p.id = l.location_id"
                " WHERE l.vendor_id = %s AND p.flash_sale_id = %s",
                [self.actor.vendor_id, self.sale_id],
            ).fetchone()
        return bool(found and found[0])

    def _do(self, deed) -> bool:
        """A refusal settles it too; anything else is tried again with the same key."""
        with self.house.app.app_context(), acting_for(self.actor.vendor_id):
            try:
                with transaction():
                    deed()
            except (Busy, DBAPIError):
                return False
            except Refusal:
                return deed_is_done()
            finally:
                db.session.remove()
        return True


def deed_is_done() -> bool:
    """Told no: nothing more is to be tried. (A change of stock in these schedules is never refused.)"""
    return True


def open_stall(house: House, seed: int, rng: Random) -> Stall:
    """A shop of its own for a schedule: nobody else's orders are in it."""
    quota, per_buyer = rng.randint(25, 110), rng.randint(2, 6)
    with house.app.app_context():
        with transaction():
            owner = _owner(f"Warung {seed} {new_id().hex[-8:]}")
            actor, slug = owner.actor(), owner.vendor.slug
        with acting_for(actor.vendor_id):
            with transaction():
                variant_id = make_variant(actor, price=PRICE, stock=quota + OUTSIDE).id
            with transaction():
                terms = (ItemDraft(variant_id, DEAL, quota, per_buyer),)
                made = sale.plan(actor, sale.Plan("Gajian", now(), now() + timedelta(hours=1), terms))
                sale_id, item_id = made.id, sale.find(actor.vendor_id, made.id).items[0].id
            with transaction():
                carving.begin(actor, sale_id)
        db.session.remove()
    return Stall(house, slug, actor, sale_id, item_id, variant_id, quota + OUTSIDE)


def _owner(name: str) -> Membership:
    owner = make_shop(name, owner=name)
    shop = owner.vendor
    shop.bank_name, shop.bank_account, shop.bank_holder = "BCA", "1234567890", "Sari"
    shop.offers_courier, shop.courier_label, shop.courier_amount = True, "Kurir toko", 12_000
    return owner
