"""Tabs, counts, search: the vendor finds every order, and only their own."""

import pytest

from app.core import tenancy
from app.core.db import transaction
from app.core.refusal import NotFound
from app.orders import cancellation, expiry, fulfilment, inbox, payment
from app.orders.order import find
from app.orders.standing import standing
from tests import make


@pytest.fixture
def shop(db, sari):
    """Sari's shop with enough on the shelf; the test acts for it."""
    with tenancy.acting_for(sari.vendor_id):
        with transaction():
            sari.crisps = make.make_variant(sari.actor(), stock=500)
        yield sari


def order(shop, *deeds, **told):
    """An order of the shop after some deeds."""
    actor = shop.actor()
    with transaction():
        made = make.make_order(actor, shop.crisps, **told)
    for deed in deeds:
        with transaction():
            deed(actor, made.id)
    return find(shop.vendor_id, made.id)


def ship(actor, order_id):
    fulfilment.ship(actor, order_id, "JNE", "JX0001234567")


def cancel(actor, order_id):
    cancellation.cancel(actor, order_id, "Salah pesan")


STAGES = {
    "awaited transfer": ((), {"payment_method": "transfer"}, "new", "pending"),
    "cash": ((), {}, "packing", "to_pack"),
    "paid": ((payment.confirm,), {"payment_method": "transfer"}, "packing", "to_pack"),
    "packed for pick-up": ((fulfilment.pack,), {}, "sending", "ready_for_pickup"),
    "packed for courier": ((fulfilment.pack,), {"fulfilment": "courier"}, "sending", "packed"),
    "shipped": ((fulfilment.pack, ship), {"fulfilment": "courier"}, "sending", "shipped"),
    "delivered": ((fulfilment.pack, fulfilment.deliver), {}, "done", "completed"),
    "cancelled": ((cancel,), {}, "cancelled", "cancelled"),
    "money owed back": ((payment.confirm, cancel), {"payment_method": "transfer"}, "cancelled", "refund_due"),
}


@pytest.mark.parametrize("stage", STAGES)
def test_each_order_is_in_exactly_the_tab_that_fits_its_stage(shop, stage):
    deeds, told, tab, word = STAGES[stage]
    made = order(shop, *deeds, **told)

    found = [name for name in inbox.TABS if inbox.page(shop.vendor_id, name)[0]]

    assert found == [tab]
    assert inbox.tab_of(made) == tab
    assert standing(made) == word


def test_an_expired_order_is_among_the_cancelled(shop):
    made = order(shop, payment_method="transfer")
    with transaction():
        find(shop.vendor_id, made.id, lock=True).held_until = made.placed_at
    assert expiry.expire_due() == 1

    assert [one.id for one in inbox.page(shop.vendor_id, "cancelled")[0]] == [made.id]
    assert standing(find(shop.vendor_id, made.id)) == "expired"


def test_counts_tell_how_many_wait_and_nothing_of_the_others(shop):
    order(shop)
    order(shop)
    order(shop, payment_method="transfer")
    order(shop, cancel)

    assert inbox.counts(shop.vendor_id) == {"new": 1, "packing": 2, "sending": 0}


def test_pages_go_down_by_number_without_losing_or_repeating_one(shop):
    numbers = [order(shop).number for _ in range(5)]
    seen, before, more = [], None, True
    while more:
        found, more = inbox.page(shop.vendor_id, "packing", before=before, limit=2)
        seen += [one.number for one in found]
        before = found[-1].number

    assert seen == sorted(numbers, reverse=True)


def test_an_order_that_comes_meanwhile_does_not_shift_the_next_page(shop):
    first, second, third = (order(shop).number for _ in range(3))
    found, _ = inbox.page(shop.vendor_id, "packing", limit=1)
    order(shop)

    following, _ = inbox.page(shop.vendor_id, "packing", before=found[-1].number)

    assert [one.number for one in following] == [second, first]
    assert found[0].number == third


@pytest.mark.parametrize(
    "words", ["dewi", "LESTARI", "0812-3456-7890", "081234567890", "+62 812 3456 7890", "7890", "Dewi  Lestari"]
)
def test_search_finds_a_shopper_however_they_are_written(shop, words):
    made = order(shop)
    order(shop, shopper_name="Agus", shopper_phone="+6285700001111")

    assert [one.id for one in inbox.search(shop.vendor_id, words)[0]] == [made.id]


def test_search_finds_number_transfer_amount_and_tracking(shop):
    paid = order(shop, payment_method="transfer")
    sent = order(shop, fulfilment.pack, ship, fulfilment="courier")
    amount = f"Rp {paid.total_amount:,}".replace(",", ".")

    assert [one.id for one in inbox.search(shop.vendor_id, f"#{sent.number}")[0]] == [sent.id]
    assert [one.id for one in inbox.search(shop.vendor_id, amount)[0]] == [paid.id]
    assert [one.id for one in inbox.search(shop.vendor_id, "jx0001234567")[0]] == [sent.id]


@pytest.mark.parametrize("words", ["%", "_", "\\", "100%", "'; DROP TABLE orders", "9" * 40])
def test_signs_that_mean_something_to_the_database_are_only_signs(shop, words):
    order(shop)

    assert inbox.search(shop.vendor_id, words) == ([], False)


def test_nothing_of_another_vendor_is_found(shop, rudi):
    mine = order(shop)
    with tenancy.acting_for(rudi.vendor_id):
        assert inbox.search(rudi.vendor_id, "Dewi") == ([], False)
        assert inbox.some(rudi.vendor_id, [mine.id]) == []
        assert inbox.counts(rudi.vendor_id) == {"new": 0, "packing": 0, "sending": 0}


def test_several_orders_come_oldest_first_or_not_at_all(shop, rudi):
    first, second = order(shop), order(shop)
    assert [one.number for one in inbox.several(shop.vendor_id, [second.id, first.id])] == [first.number, second.number]

    with pytest.raises(NotFound):
        inbox.several(shop.vendor_id, [first.id, rudi.vendor_id])
    with pytest.raises(NotFound):
        inbox.several(shop.vendor_id, [])
