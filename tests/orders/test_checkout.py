"""From cart to order: what the shopper saw is what is ordered, once."""

import threading
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import text

from app.catalog import variant as variants
from app.core import tenancy
from app.core.db import db, transaction
from app.core.refusal import Changed, Refusal
from app.orders import cart as carts
from app.orders import checkout
from app.orders.cart import Cart
from app.orders.checkout import Details, check_out
from app.orders.order import find
from tests.make import make_variant, saved

DEWI = Details("  Dewi   Lestari ", "0812-9999-1234", "pickup", "cod", address="tidak dipakai", note=" cepat ")


@pytest.fixture
def owner(db, sari):
    """Sari at work; the test acts for her shop."""
    with tenancy.acting_for(sari.vendor_id):
        yield sari.actor()


@pytest.fixture
def cart(owner):
    """Dewi's cart with two of ten bags at Rp 15.000."""
    crisps = saved(lambda: make_variant(owner, stock=10))
    with transaction():
        made, _ = carts.begin(owner.vendor_id)
        carts.put(made, variants.find(owner.vendor_id, crisps.id), 2)
    return made


def seen(cart):
    return carts.contents(cart).mark(0)


def press(cart, told=DEWI, *, key=None, mark=None, accepted=False):
    with transaction():
        return check_out(cart, told, key=key or uuid4(), seen=mark or seen(cart), accepted=accepted)


def orders():
    return db.session.scalar(text("SELECT count(*) FROM orders"))


def test_what_was_seen_is_ordered_and_the_cart_is_empty(cart):
    outcome = press(cart)
    order = find(cart.vendor_id, outcome.order_id)
    assert [(line.quantity, line.price_amount) for line in order.lines] == [(2, 15_000)]
    assert (order.shopper_name, order.shopper_phone) == ("Dewi Lestari", "+6281299991234")
    assert (order.address, order.note) == ("", "cepat")
    assert carts.contents(cart).lines == ()


def test_the_same_press_gets_the_same_order(cart):
    key, mark = uuid4(), seen(cart)
    first, again = press(cart, key=key, mark=mark), press(cart, key=key, mark=mark)
    assert first.order_id == again.order_id
    assert first.secret == again.secret == checkout.outcome_of(cart.vendor_id, key).secret
    assert orders() == 1


def test_another_press_on_the_emptied_cart_orders_nothing(cart):
    mark = seen(cart)
    press(cart, mark=mark)
    with pytest.raises(Refusal, match="Tidak ada barang"):
        press(cart, mark=mark)
    assert orders() == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE variant SET price_amount = 14000",
        "UPDATE stock_level SET on_hand = 1",
        "UPDATE cart_line SET quantity = 3",
        "UPDATE vendor SET courier_amount = 9000",
    ],
)
def test_whatever_changed_since_the_page_is_shown_before_it_is_ordered(cart, change):
    mark = seen(cart)
    with transaction():
        db.session.execute(text(change))
    db.session.expunge_all()
    with pytest.raises(Changed):
        press(db.session.get(Cart, (cart.vendor_id, cart.id)), mark=mark)
    assert orders() == 0
    assert len(carts.contents(cart).lines) == 1


def test_a_risen_price_needs_a_yes(cart):
    with transaction():
        db.session.execute(text("UPDATE variant SET price_amount = 16000"))
    db.session.expunge_all()
    with pytest.raises(Refusal) as no:
        press(cart)
    assert no.value.field == "accepted"
    order = find(cart.vendor_id, press(cart, accepted=True).order_id)
    assert order.lines_amount == 32_000


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"phone": "08"}, "phone"),
        ({"fulfilment": "drone"}, "fulfilment"),
        ({"fulfilment": "courier", "address": " "}, "address"),
        ({"payment_method": "shells"}, "payment_method"),
        ({"note": "x" * 501}, "note"),
    ],
)
def test_what_is_missing_is_named_and_the_press_does_not_count(cart, wrong, field):
    key = uuid4()
    with pytest.raises(Refusal) as no:
        press(cart, replace(DEWI, **wrong), key=key)
    assert no.value.field == field
    assert press(cart, key=key).order_id


def test_all_that_is_missing_is_named_in_the_order_it_is_asked():
    nothing = Details(" ", "12", "courier", "shells", note="x" * 501)
    assert [one.field for one in nothing.missing()] == ["name", "phone", "address", "payment_method", "note"]
    assert DEWI.missing() == []


def test_a_refusal_by_the_shop_keeps_the_cart(cart):
    with transaction():
        db.session.execute(text("UPDATE vendor SET is_open = false"))
    outcome = press(cart)
    assert "sedang tutup" in str(outcome.refusal)
    assert len(carts.contents(cart).lines) == 1


def pressed_at_once(app, cart, keys):
    """The same cart ordered from several threads; how many orders came of it."""
    mark, gate = seen(cart), threading.Barrier(len(keys))

    def one(key):
        with app.app_context(), tenancy.acting_for(cart.vendor_id):
            mine = db.session.get(Cart, (cart.vendor_id, cart.id))
            gate.wait()
            try:
                press(mine, key=key, mark=mark)
            except Refusal:
                db.session.rollback()
            db.session.remove()

    threads = [threading.Thread(target=one, args=(key,)) for key in keys]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    db.session.rollback()
    return orders()


def test_a_double_click_makes_one_order(app, cart):
    key = uuid4()
    assert pressed_at_once(app, cart, [key] * 4) == 1


def test_two_tabs_with_one_cart_make_one_order(app, cart):
    assert pressed_at_once(app, cart, [uuid4() for _ in range(4)]) == 1


def test_without_the_lock_two_tabs_would_order_twice(app, cart, monkeypatch):
    wait = threading.Barrier(2)
    monkeypatch.setattr(checkout, "_lock", lambda cart: None)
    honest = carts.contents

    def both_look_first(cart):
        found = honest(cart)
        if threading.current_thread() is not threading.main_thread():
            wait.wait()
        return found

    monkeypatch.setattr(carts, "contents", both_look_first)
    assert pressed_at_once(app, cart, [uuid4(), uuid4()]) == 2
