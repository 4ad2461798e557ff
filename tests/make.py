"""Makers of things, with good defaults: plain functions, called within an app context."""

from collections.abc import Callable
from contextvars import copy_context
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

from app.accounts import membership, password, session, signing_up, vendor
from app.accounts.membership import Membership
from app.accounts.person import Person
from app.catalog import product
from app.catalog.variant import Variant
from app.core.actor import Actor
from app.core.db import db, transaction
from app.core.ids import new_id
from app.orders.order import Order
from app.orders.order import find as find_order
from app.orders.place import Attempt, Wanted, place
from app.stock import movement

T = TypeVar("T")

PASSWORD = "tiga piring nasi uduk"


def saved(deed: Callable[[], T]) -> T:
    """What a deed made, committed and then let go: it stays readable outside any session.

    The test acts for the same vendor afterwards as before.
    """
    made = copy_context().run(_committed, deed)
    db.session.expunge_all()
    return made


def make_person(name: str = "Dewi", contact: str = "") -> Person:
    """Somebody with an account and the PASSWORD of all our people; reached as dewi@contoh.id."""
    who = Person(name=name, password_hash=_hash(), email=contact or f"{name.lower().replace(' ', '.')}@contoh.id")
    db.session.add(who)
    db.session.flush()
    return who


def make_shop(name: str = "Warung Sari", *, owner: str = "Sari") -> Membership:
    """A new shop and its owner. The task acts for it from here on."""
    return signing_up.open_shop(make_person(owner), name)


def make_member(vendor_id: UUID, name: str = "Budi", role: str = "staff") -> Membership:
    """Somebody new on a shop's staff."""
    return membership.join(vendor.find(vendor_id), make_person(name), role)


def make_variant(actor: Actor, name: str = "Keripik pedas", *, stock: int = 0, **more: Any) -> Variant:
    """A published product of one kind; its only variant, with so many on the shelf."""
    made = product.create(actor, name=name, **{"price": 15_000, "is_published": True} | more).variants[0]
    movement.open(actor, {made.id: stock})
    return made


def sign_in(who: Membership) -> str:
    """A session of a member; the secret for the cookie."""
    return session.begin(who.person, vendor_id=who.vendor_id, device="Chrome · Android")


def browser_of(app: Flask, who: Membership) -> FlaskClient:
    """A browser in which a member is signed in."""
    with app.app_context():
        secret = saved(lambda: sign_in(who))
    browser = app.test_client()
    browser.set_cookie("sid", secret)
    return browser


def _committed(deed: Callable[[], T]) -> T:
    with transaction():
        return deed()


@cache
def _hash() -> str:
    return password.conceal(PASSWORD)


def make_order(actor: Actor, variant: Variant, quantity: int = 1, **told: Any) -> Order:
    """An order as a shopper makes it, in a shop that offers everything; pick-up and cash unless told otherwise."""
    shop = vendor.find(actor.vendor_id)
    shop.offers_courier, shop.courier_label, shop.courier_amount = True, "Kurir toko", 12_000
    shop.bank_name, shop.bank_account, shop.bank_holder = "BCA", "1234567890", "Sari"
    db.session.flush()
    usual = {"shopper_name": "Dewi Lestari", "shopper_phone": "+6281234567890", "fulfilment": "pickup"}
    usual |= {"payment_method": "cod", "lines": (Wanted(variant.id, quantity, variant.price_amount),)}
    usual |= {"address": "Jl. Riau 5, Bandung"} if told.get("fulfilment") == "courier" else {}
    [outcome] = place([Attempt(**({"key": new_id(), "vendor_id": actor.vendor_id} | usual | told))])
    assert outcome.order_id, str(outcome.refusal)
    return find_order(actor.vendor_id, outcome.order_id)
