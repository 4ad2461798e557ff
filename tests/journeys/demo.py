"""The demo's two shops as the pages of a test need them: who signs in, and what the addresses are made of."""

import io
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from app.accounts import invitation
from app.accounts.membership import Membership
from app.catalog.category import Category
from app.catalog.product import Product
from app.core import tenancy
from app.core.db import db, transaction
from app.demo import story
from app.flash.item import FlashItem
from app.flash.sale import FlashSale
from app.orders.order import Order
from tests import make

from . import money
from .installation import wait_for

ORDERS = {
    "transfer": {"payment_method": "transfer", "state": "open", "payment_state": "unpaid"},
    "cod": {"payment_method": "cod", "state": "open", "fulfilment_state": "waiting"},
    "paid": {"state": "open", "payment_state": "paid", "fulfilment_state": "waiting"},
    "ready": {"state": "open", "fulfilment": "pickup", "fulfilment_state": "packed"},
    "packed": {"state": "open", "fulfilment": "courier", "fulfilment_state": "packed"},
    "shipped": {"state": "open", "fulfilment_state": "shipped"},
    "done": {"state": "completed", "fulfilment": "courier"},
    "cancelled": {"state": "cancelled"},
    "expired": {"state": "expired"},
    "owed": {"payment_state": "refund_due"},
}
PRODUCTS = {"crisps": "Keripik singkong pedas", "sugar": "Gula pasir 1 kg", "gone": "Kecap manis"}
FILE = b"Nama,Harga,Stok\nKopi Toraja,65000,4\nTeh Prendjak,mahal,1\nGula batu,12000,lima\n"


@dataclass
class Demo:
    """`things` fill in the addresses; `secrets` sign people in."""

    app: Flask
    people: dict[str, UUID] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def tell(self) -> "Demo":
        """Tell the story, and add what it lacks: a file being imported, an invitation, a closed shop."""
        with self.app.app_context():
            shops = story.tell(self.app.config["MEDIA_FOLDER"])
            who = {"sari": shops[0].members[0], "budi": shops[0].members[1], "rudi": shops[1].members[0]}
            self.people = {name: one.person_id for name, one in who.items()}
            self._close("rudi")
            self._add()
            with tenancy.acting_for(shops[0].vendor.id):
                self.things |= money.put_out(self._member("sari").actor())
        self._send_lists()
        return self

    def secret(self, who: str) -> str:
        """A fresh session of somebody."""
        with self.app.app_context():
            return make.saved(lambda: make.sign_in(self._member(who)))

    def _member(self, who: str) -> Membership:
        return db.session.scalars(select(Membership).filter_by(person_id=self.people[who])).one()

    def _close(self, whose: str) -> None:
        with transaction():
            self._member(whose).vendor.is_open = False

    def _add(self) -> None:
        sari = self._member("sari").actor()
        with tenancy.acting_for(sari.vendor_id), transaction():
            self.things["invitation"] = invitation.invite(sari, "staff")
            for name, wanted in ORDERS.items():
                one = db.session.scalars(select(Order).filter_by(**wanted).order_by(Order.number.desc())).first()
                self.things[name] = SimpleNamespace(id=one.id, secret=one.secret)
            for name, called in PRODUCTS.items():
                one = db.session.scalars(select(Product).filter_by(name=called)).one()
                self.things[name] = SimpleNamespace(id=one.id, slug=one.slug, variant=one.variants[0].id)
            self.things["shelf"] = db.session.scalars(select(Category.id)).first()
            self.things["sale"] = db.session.scalars(select(FlashSale.id)).one()
            self.things["bargain"] = db.session.scalars(select(FlashItem.id)).first()

    def _send_lists(self) -> None:
        browser = self.app.test_client()
        browser.set_cookie("sid", self.secret("sari"))
        for name in ("file", "read_file"):
            sent = browser.post("/backoffice/imports", data={"file": (io.BytesIO(FILE), "produk.csv")})
            self.things[name] = sent.headers["Location"].split("/")[-2]
        chosen = {"name": "0", "price": "1", "stock": "2"}
        reading = browser.post(sent.headers["Location"], data=chosen).headers["Location"]
        sheet = {"name": ["Kopi Aceh", "Kopi Flores"], "price": ["70.000", "68.000"], "stock": ["8", ""]}
        published = browser.post("/backoffice/price-lists", data={"variant": ["", ""], "category": ["", ""]} | sheet)
        wait_for(lambda: "every 1s" not in browser.get(reading).get_data(as_text=True), "the worker reads no file")
        self.things["list"] = published.headers["Location"].split("/")[-1]
