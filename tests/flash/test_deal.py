from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core import clock
from app.core.actor import system
from app.core.db import db as database
from app.core.refusal import Refusal
from app.core.tenancy import acting_for
from app.flash.deal import Purses
from app.orders import cancellation, payment
from app.orders.expiry import expire_due
from app.orders.order import find
from app.orders.place import Wanted
from tests.orders.stand import run

from .stand import DEAL, FlashStand

DEWI = "+6281234567890"


def refusals(stand, *attempts):
    return [str(one.refusal or "") for one in stand.place(*attempts)]


def bought_by(stand, phone=DEWI):
    with acting_for(stand.vendor_id):
        return run("SELECT coalesce(sum(quantity), 0) FROM flash_buyer WHERE buyer = :b", b=phone).scalar_one()


def test_a_deal_is_sold_at_its_price_from_its_quota(stand):
    outcome = stand.place(stand.grab())[0]

    with acting_for(stand.vendor_id):
        assert find(stand.vendor_id, outcome.order_id).lines_amount == DEAL
    assert stand.flash_level() == (5, 0, 1)
    assert stand.shop_level() == (5, 0, 0)


def test_the_quota_ends_while_the_shop_still_sells_at_the_normal_price(stand):
    said = refusals(stand, *(stand.grab() for _ in range(6)))

    assert said[:5] == [""] * 5
    assert "habis" in said[5]
    assert stand.buy(5).order_id


def test_a_buyer_takes_no_more_than_the_limit_in_one_batch_or_many(db):
    stand = FlashStand([10]).plan(quota=10, per_buyer=2)

    said = refusals(stand, stand.grab(1, DEWI), stand.grab(1, DEWI), stand.grab(1, DEWI))
    assert said[:2] == ["", ""]
    assert "sudah mengambil 2" in said[2]
    assert "sudah mengambil 2" in refusals(stand, stand.grab(1, DEWI))[0]
    assert "Batasnya 2" in refusals(stand, stand.grab(3))[0]


def test_the_limit_counts_the_device_as_well_as_the_phone(stand):
    said = refusals(stand, stand.grab(buyers=("device:abc",)), stand.grab(buyers=("device:abc",)))

    assert said[0] == ""
    assert "sudah mengambil 1" in said[1]


def test_a_refused_press_does_not_use_up_the_limit(stand):
    refusals(stand, *(stand.grab() for _ in range(5)))
    refusals(stand, stand.grab(phone=DEWI))

    assert bought_by(stand) == 0


@pytest.mark.parametrize(
    ("begins_in", "lasts", "begun", "sentence"), [(60, 100, False, "belum mulai"), (-60, 10, True, "sudah selesai")]
)
def test_outside_its_time_nothing_is_sold(db, begins_in, lasts, begun, sentence):
    stand = FlashStand([10]).plan(begins_in=begins_in, lasts=lasts, begun=begun)

    assert sentence in refusals(stand, stand.grab())[0]


def test_a_deal_is_for_its_own_variant_alone(db):
    stand = FlashStand([10, 10]).plan()
    other = (Wanted(stand.variants[1], 1, DEAL),)
    both = (Wanted(stand.variants[0], 1, DEAL), *other)

    assert all(
        "tidak ada" in one
        for one in refusals(
            stand, stand.attempt(lines=other, deal_id=stand.item_id), stand.attempt(lines=both, deal_id=stand.item_id)
        )
    )


def test_a_cancelled_order_gives_back_piece_and_limit(stand):
    bought = stand.place(stand.grab(phone=DEWI))[0]
    stand.do(cancellation.cancel, stand.sari, bought.order_id, "")

    assert stand.flash_level() == (5, 0, 0)
    assert bought_by(stand) == 0
    assert refusals(stand, stand.grab(phone=DEWI)) == [""]


def test_an_unpaid_order_gives_back_after_the_sales_own_time(stand):
    stand.place(stand.grab(phone=DEWI, payment_method="transfer"))

    with clock.at(clock.now() + timedelta(minutes=14)):
        assert expire_due() == 0
    with clock.at(clock.now() + timedelta(minutes=16)):
        assert expire_due() == 1

    assert (stand.flash_level(), bought_by(stand)) == ((5, 0, 0), 0)


def test_a_late_payment_takes_piece_and_limit_again(stand):
    bought = stand.place(stand.grab(phone=DEWI, payment_method="transfer"))[0]
    with clock.at(clock.now() + timedelta(minutes=16)):
        expire_due()

    stand.do(payment.confirm, system(stand.vendor_id), bought.order_id)

    assert (stand.flash_level(), bought_by(stand)) == ((5, 0, 1), 1)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    quota=st.integers(1, 8),
    per_buyer=st.integers(1, 3),
    batches=st.lists(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3)), max_size=6), max_size=4),
)
def test_quota_and_limits_hold_whatever_is_pressed(db, quota, per_buyer, batches):
    stand = FlashStand([20]).plan(quota=quota, per_buyer=per_buyer)

    for batch in batches:
        stand.place(*(stand.grab(n, f"+6281200000{who}") for who, n in batch))

    on_hand, held, allocated = stand.flash_level()
    assert (on_hand, held) == (quota, 0)
    assert allocated <= quota
    assert all(bought_by(stand, f"+6281200000{who}") <= per_buyer for who in range(4))


def press_together(app, stand, attempts):
    start = Barrier(len(attempts))

    def press(attempt):
        with app.app_context():
            start.wait()
            try:
                return stand.place(attempt)[0].order_id
            finally:
                database.session.remove()

    with ThreadPoolExecutor(len(attempts)) as crowd:
        return [one for one in crowd.map(press, attempts) if one]


def test_one_buyer_on_twenty_phones_gets_the_limit(app, db):
    stand = FlashStand([50]).plan(quota=50, per_buyer=2)

    assert len(press_together(app, stand, [stand.grab(1, DEWI) for _ in range(20)])) == 2
    assert bought_by(stand) == 2


def test_negative_control_limits_read_before_the_lock_are_passed(app, db, monkeypatch):
    stand = FlashStand([50]).plan(quota=50, per_buyer=2)
    empty = classmethod(lambda cls, purses: cls({}))
    monkeypatch.setattr(Purses, "read", empty)

    assert len(press_together(app, stand, [stand.grab(1, DEWI) for _ in range(20)])) > 2


def test_the_limits_refusal_takes_nothing_from_the_shelf(stand):
    with pytest.raises(Refusal):
        raise stand.place(stand.grab(2))[0].refusal

    assert stand.flash_level() == (5, 0, 0)
