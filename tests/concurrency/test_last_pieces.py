"""Fifty people want ten units at the same moment, on real threads and a real PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from app.core import clock
from app.core.actor import system
from app.core.db import db as database
from app.core.db import transaction
from app.core.tenancy import acting_for
from app.orders.expiry import expire_due
from app.orders.payment import confirm
from app.stock import shelf
from tests.orders.stand import Stand

BUYERS, PIECES = 50, 10


@pytest.fixture
def stand(db):
    return Stand([PIECES])


def press(app, stand, attempts):
    """Everybody presses in the same instant, each in a transaction and a thread of their own."""
    start = Barrier(len(attempts))

    def buy(attempt):
        with app.app_context():
            start.wait()
            try:
                return stand.place(attempt)[0]
            finally:
                database.session.remove()

    with ThreadPoolExecutor(len(attempts)) as crowd:
        return list(crowd.map(buy, attempts))


def sold(stand):
    return stand.count("orders")


def test_fifty_threads_on_ten_units_sell_exactly_ten(app, stand):
    outcomes = press(app, stand, [stand.attempt(1) for _ in range(BUYERS)])

    assert sum(one.order_id is not None for one in outcomes) == PIECES == sold(stand)
    assert all("habis" in str(one.refusal) for one in outcomes if one.refusal)
    assert stand.level() == (PIECES, 0, PIECES)


@pytest.fixture
def without_lock(app, engines, monkeypatch):
    """Both walls down: nobody locks the row, and the database no longer refuses to promise more than there is."""
    monkeypatch.setattr(shelf, "LOCK", shelf.LOCK.replace("FOR NO KEY UPDATE OF l", ""))
    engines.above.execute("ALTER TABLE stock_level DROP CONSTRAINT stock_level_available")
    yield
    engines.above.execute("UPDATE stock_level SET held = 0, allocated = 0")
    engines.above.execute(
        "ALTER TABLE stock_level ADD CONSTRAINT stock_level_available CHECK (on_hand - held - allocated >= 0)"
    )


@pytest.mark.usefixtures("without_lock")
def test_negative_control_without_the_lock_the_same_press_oversells(app, stand):
    press(app, stand, [stand.attempt(1) for _ in range(BUYERS)])

    assert sold(stand) > PIECES


def test_fifty_presses_of_one_button_make_one_order(app, stand):
    attempt = stand.attempt(1)

    outcomes = press(app, stand, [attempt] * 20)

    assert len({one.order_id for one in outcomes}) == 1 == sold(stand)
    assert stand.level() == (PIECES, 0, 1)


def test_carts_that_name_the_same_goods_in_opposite_order_never_deadlock(app, db):
    stand = Stand([100, 100])
    carts = [stand.attempt(1, 1) for _ in range(20)]
    turned = [replace(cart, lines=cart.lines[:: 1 if i % 2 else -1]) for i, cart in enumerate(carts)]

    outcomes = press(app, stand, turned)

    assert all(one.order_id for one in outcomes)
    assert stand.level(0) == stand.level(1) == (100, 0, 20)


def test_simultaneous_transfers_never_share_an_amount(app, db):
    stand = Stand([100])

    press(app, stand, [stand.attempt(1, payment_method="transfer") for _ in range(20)])

    assert stand.count("(SELECT DISTINCT vendor_id, total_amount FROM orders) AS amounts") == 20


def test_a_payment_and_the_end_of_its_hold_meet_and_one_of_them_wins(app, stand):
    bought = [stand.buy(1, payment_method="transfer") for _ in range(PIECES)]
    start = Barrier(PIECES + 1)

    def pay(outcome):
        with app.app_context(), acting_for(stand.vendor_id):
            start.wait()
            with transaction():
                confirm(system(stand.vendor_id), outcome.order_id)
            database.session.remove()

    def end():
        with app.app_context(), clock.at(clock.now() + timedelta(days=2)):
            start.wait()
            expire_due()
            database.session.remove()

    with ThreadPoolExecutor(PIECES + 1) as crowd:
        done = [crowd.submit(pay, one) for one in bought] + [crowd.submit(end)]
        assert [one.result() for one in done] == [None] * (PIECES + 1)

    assert stand.level() == (PIECES, 0, PIECES)
    assert stand.count("(SELECT * FROM orders WHERE state = 'open' AND payment_state = 'paid') AS kept") == PIECES
