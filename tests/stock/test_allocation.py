"""What an order set aside, from its side: kept, let go, shipped, taken back; each happens once."""

import pytest

from app.core.actor import system
from app.core.db import transaction
from app.core.tenancy import acting_for
from app.stock import allocation
from tests.orders.stand import Stand


@pytest.fixture
def stand(db):
    """Ten of one kind and five of another."""
    stand = Stand([10, 5])
    with acting_for(stand.vendor_id):
        yield stand


def held(stand, *quantities):
    return stand.buy(*quantities, payment_method="transfer").order_id


def done(deed, *args):
    with transaction():
        return deed(*args)


def test_paying_turns_what_was_held_into_allocated(stand):
    order_id = held(stand, 3, 1)
    assert done(allocation.keep, stand.vendor_id, [order_id]) == sorted(stand.variants)
    assert (stand.level(0), stand.level(1)) == ((10, 0, 3), (5, 0, 1))


def test_many_orders_are_kept_at_once(stand):
    orders = [held(stand, 2) for _ in range(3)]
    assert done(allocation.keep, stand.vendor_id, orders) == [stand.variants[0]]
    assert stand.level() == (10, 0, 6)


def test_what_was_let_go_can_be_sold_again(stand):
    order_id = held(stand, 3)
    assert done(allocation.release, stand.vendor_id, order_id) == [stand.variants[0]]
    assert stand.level() == (10, 0, 0)


def test_a_paid_order_lets_go_too(stand):
    order_id = held(stand, 3)
    done(allocation.keep, stand.vendor_id, [order_id])
    done(allocation.release, stand.vendor_id, order_id)
    assert stand.level() == (10, 0, 0)


def test_shipping_takes_pieces_off_the_shelf_and_nothing_else(stand):
    order_id = stand.buy(3, 1).order_id
    assert done(allocation.fulfil, system(stand.vendor_id), order_id) == sorted(stand.variants)
    assert (stand.level(0), stand.level(1)) == ((7, 0, 0), (4, 0, 0))


def test_what_comes_back_is_on_the_shelf_again(stand):
    order_id = stand.buy(3).order_id
    done(allocation.fulfil, system(stand.vendor_id), order_id)
    assert done(allocation.take_back, system(stand.vendor_id), order_id) == [stand.variants[0]]
    assert stand.level() == (10, 0, 0)


@pytest.mark.parametrize("name", ["keep", "release", "fulfil", "take_back"])
def test_the_second_time_does_nothing(stand, name):
    actor = system(stand.vendor_id)
    order_id = stand.buy(3).order_id if name in ("fulfil", "take_back") else held(stand, 3)
    if name == "take_back":
        done(allocation.fulfil, actor, order_id)
    args = {"keep": (stand.vendor_id, [order_id]), "release": (stand.vendor_id, order_id)}.get(name, (actor, order_id))
    deed = getattr(allocation, name)
    assert done(deed, *args) == [stand.variants[0]]
    figures = stand.level()
    assert done(deed, *args) == []
    assert stand.level() == figures


def test_what_is_only_held_is_not_shipped(stand):
    order_id = held(stand, 3)
    assert done(allocation.fulfil, system(stand.vendor_id), order_id) == []
    assert stand.level() == (10, 3, 0)


def test_a_released_order_cannot_be_kept_any_more(stand):
    order_id = held(stand, 3)
    done(allocation.release, stand.vendor_id, order_id)
    assert done(allocation.keep, stand.vendor_id, [order_id]) == []
    assert stand.level() == (10, 0, 0)


def test_another_orders_pieces_are_left_alone(stand):
    first, second = held(stand, 3), held(stand, 2)
    done(allocation.release, stand.vendor_id, first)
    assert stand.level() == (10, 2, 0)
    done(allocation.keep, stand.vendor_id, [second])
    assert stand.level() == (10, 0, 2)
