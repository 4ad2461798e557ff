"""Sari's shop as Dewi sees it: ten bags of crisps, a shirt in two sizes, both ways to get and to pay."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from sqlalchemy import event

from app.accounts import selling_terms, vendor
from app.catalog import category, product
from app.catalog.draft import Draft
from app.catalog.terms import Terms
from app.core import tenancy
from app.core.db import db as database
from app.core.db import transaction
from app.stock import movement
from app.storefront.memory import short_memory
from tests.make import make_variant

from .pages import Shopper


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """What a second ago was true for another test is not for this one."""
    short_memory.forget()


@pytest.fixture
def shop(app, sari) -> SimpleNamespace:
    """The shop with the ids of what it sells, and `change(statement, …)` for what happens to it meanwhile."""
    with app.app_context(), tenancy.acting_for(sari.vendor_id), transaction():
        owner, house = sari.actor(), vendor.find(sari.vendor_id)
        set_terms(owner, house)
        shelf = category.create(owner, "Camilan")
        crisps = make_variant(owner, "Keripik pedas", stock=10, category_id=shelf.id, was=20_000)
        sizes = {("M",): Terms(75_000), ("XL",): Terms(80_000)}
        shirt = product.create_one(owner, Draft("Kaos", sizes, option_names=("Ukuran",), is_published=True))
        movement.open(owner, {shirt.variants[0].id: 4})
        database.session.flush()
        ids = {"crisps": crisps.id, "crisps_product": crisps.product_id, "medium": shirt.variants[0].id}
        ids |= {"large": shirt.variants[1].id, "shirt": shirt.id, "shelf": shelf.id, "vendor_id": house.id}
        return SimpleNamespace(home=f"/@{house.slug}", actor=owner, do=doer(app, house.id), **ids)


def set_terms(owner, house) -> None:
    """Pick-up and courier, cash and bank."""
    selling_terms.introduce(owner, house, name=house.name, phone="0812 3456 7890", about="Keripik rumahan.")
    way = {"pickup": True, "address": "Jl. Braga 12", "courier": True, "courier_label": "Kurir toko"}
    selling_terms.hand_over(owner, house, **way, courier_amount=12_000)
    bank = {"bank_name": "BCA", "bank_account": "1234567890", "bank_holder": "Sari Wulandari"}
    selling_terms.take_money(owner, house, cod=True, **bank)


def doer(app, vendor_id):
    """Runs a deed in the shop, in a transaction of its own."""

    def do(deed):
        with app.app_context(), tenancy.acting_for(vendor_id), transaction():
            made = deed()
            database.session.flush()
            return made

    return do


@pytest.fixture
def dewi(app, shop) -> Shopper:
    """Dewi's phone: a browser without scripts."""
    return Shopper(app.test_client(), shop.home)


@pytest.fixture
def statements(app):
    """Counts the questions to the database within a block; telling it whose rows we may see is not one."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_connection, _cursor, statement, *_rest):
            if "set_config" not in statement:
                seen.append(statement)

        with app.app_context():
            engine = database.engine
        event.listen(engine, "before_cursor_execute", note)
        yield seen
        event.remove(engine, "before_cursor_execute", note)

    return counting
