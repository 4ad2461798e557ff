"""A shop with a flash sale that runs, and what became of its orders."""

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import text

from app.accounts import signing_up
from app.accounts.person import Person
from app.catalog import product
from app.catalog.draft import Draft
from app.catalog.terms import Terms
from app.core.clock import now
from app.core.db import db, transaction
from app.core.ids import new_id, new_secret
from app.core.refusal import Refusal
from app.core.tenancy import acting_for
from app.flash import carving, sale
from app.flash.item import MOST_PER_BUYER, FlashItem, ItemDraft
from app.stock import movement
from app.storefront import flash_token
from app.web import csrf

PRICE, DEAL = 25_000, 9_900
EVERYBODY = 1_000_000  # the waiting room stays empty: every press comes from somebody new
ROWS = ("orders", "order_line", "bill", "stock_allocation", "order_attempt", "flash_order", "flash_buyer", "journal")


@dataclass
class Stall:
    """A new shop whose only sale runs now."""

    app: Flask
    slug: str
    vendor_id: UUID
    sale_id: UUID
    location_id: UUID
    items: list[FlashItem]
    stock: int

    @property
    def pages(self) -> list[str]:
        """The addresses of its items."""
        return [f"/@{self.slug}/flash/{self.sale_id}/items/{item.id}" for item in self.items]

    def for_plain(self) -> dict[str, Any]:
        """What the plain program has to know."""
        items = {item.id.hex: {"id": str(item.id), "variant": str(item.variant_id)} for item in self.items}
        return {"vendor": str(self.vendor_id), "location": str(self.location_id), "items": items}

    def write_tokens(self, path: Path, count: int) -> None:
        """So many presses, each from a browser of its own."""
        with self.app.test_request_context(), path.open("w") as file:
            for i in range(count):
                visit, item = new_secret(), i % len(self.items)
                token = flash_token.make_token(self.vendor_id, self.items[item], flash_token.device_of(visit))
                file.write(f"{item}\t{visit}\t{token}\t{csrf.token_for(visit)}\n")

    def outcome(self, acknowledged: list[str]) -> dict[str, Any]:
        """What is in the database, beside what buyers were told."""
        with self.app.app_context(), acting_for(self.vendor_id):
            secrets = set(db.session.scalars(text("SELECT secret FROM orders")))
            level = text("SELECT sum(on_hand), sum(held + allocated) FROM stock_level WHERE location_id = :l")
            had, promised = db.session.execute(level, {"l": self.location_id}).one()
            rows = {name: db.session.scalar(text(f"SELECT count(*) FROM {name}")) for name in ROWS}
            db.session.rollback()
        return {
            "in_database": len(secrets),
            "oversold": max(0, len(secrets) - self.stock, promised - had),
            "lost": len(set(acknowledged) - secrets),
            "told_twice": len(acknowledged) - len(set(acknowledged)),
            "rows": rows,
        }


def stall(app: Flask, stock: int, products: int) -> Stall:
    """Open a shop, put the stock on its shelf, begin the sale."""
    each = stock // products
    with app.app_context():
        with transaction():
            owner = Person(name="Sari", email=f"{new_id().hex}@contoh.id", password_hash="-")  # noqa: S106
            db.session.add(owner)
            db.session.flush()
            member = signing_up.open_shop(owner, "Warung Sari")
            actor, slug = member.actor(), member.vendor.slug
        with acting_for(actor.vendor_id):
            with transaction():
                drafts = [Draft(f"Keripik {i}", {(): Terms(PRICE)}, is_published=True) for i in range(products)]
                made = product.create_many(actor, drafts)
                variants = [one.variant_ids[0] for one in made if not isinstance(one, Refusal)]
                movement.open(actor, dict.fromkeys(variants, each))
            with transaction():
                items = tuple(ItemDraft(id_, DEAL, each, MOST_PER_BUYER) for id_ in variants)
                begin, end = now(), now() + timedelta(hours=2)
                sale_id = sale.plan(actor, sale.Plan("Gajian", begin, end, items, waiting_above=EVERYBODY)).id
            with transaction():
                carving.begin(actor, sale_id)
            found = sale.find(actor.vendor_id, sale_id)
            place, sold = carving.place_of(found).id, list(found.items)
            db.session.expunge_all()
            db.session.rollback()
    return Stall(app, slug, actor.vendor_id, sale_id, place, sold, each * products)


def settle(app: Flask) -> None:
    """Between two runs: what the last one left to tidy is tidied now, not during the next."""
    with app.app_context(), db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
        connection.execute(text("SELECT 1"))


def as_json(told: object) -> str:
    """For another process."""
    return json.dumps(told)
