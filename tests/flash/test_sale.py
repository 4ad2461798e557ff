from datetime import timedelta

import pytest

from app.core.actor import Actor
from app.core.clock import now
from app.core.ids import new_id
from app.core.refusal import Changed, Forbidden, NotFound, Refusal
from app.core.tenancy import acting_for
from app.flash import carving, sale
from app.flash.item import ItemDraft
from app.flash.timetable import keep_time
from app.orders import cancellation
from tests.orders.stand import PRICE

from .stand import DEAL, FlashStand


def wish(stand, **more):
    starts_at = now() + timedelta(hours=1)
    usual = {"name": "Gajian", "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    return sale.Plan(**usual | {"items": (ItemDraft(stand.variants[0], DEAL, 5, 1),)} | more)


def state(stand):
    with acting_for(stand.vendor_id):
        return sale.find(stand.vendor_id, stand.sale_id).state


def test_a_running_sale_has_its_quota_apart_from_the_shop(stand):
    assert state(stand) == "running"
    assert stand.flash_level() == (5, 0, 0)
    assert stand.shop_level() == (5, 0, 0)


def test_a_quota_beyond_the_stock_takes_what_there_is(db):
    stand = FlashStand([3]).plan(quota=100)

    with acting_for(stand.vendor_id):
        assert sale.find(stand.vendor_id, stand.sale_id).items[0].quota == 3
    assert (stand.flash_level(), stand.shop_level()) == ((3, 0, 0), (0, 0, 0))


def test_what_normal_orders_hold_is_not_taken_from_them(db):
    stand = FlashStand([10])
    stand.buy(8)
    stand.plan(quota=5)

    assert stand.flash_level() == (2, 0, 0)
    assert stand.shop_level() == (8, 0, 8)


def test_beginning_and_ending_twice_moves_once(stand):
    stand.do(carving.begin, stand.sari, stand.sale_id)
    stand.do(carving.end, stand.sari, stand.sale_id)
    stand.do(carving.end, stand.sari, stand.sale_id)

    assert state(stand) == "ended"
    assert (stand.flash_level(), stand.shop_level()) == ((0, 0, 0), (10, 0, 0))


def test_a_sale_that_is_ended_early_says_when(stand):
    meant = stand.do(lambda: sale.find(stand.vendor_id, stand.sale_id).ends_at)
    ended = stand.do(lambda: carving.end(stand.sari, stand.sale_id).ends_at)

    assert ended < meant
    assert abs((ended - now()).total_seconds()) < 10


def test_sales_begin_and_end_by_the_databases_clock(db):
    due = FlashStand([10]).plan(begun=False)
    early = FlashStand([10]).plan(begins_in=3600, begun=False)
    over = FlashStand([10]).plan(begins_in=-100, lasts=50)

    keep_time()

    assert [state(one) for one in (due, early, over)] == ["running", "planned", "ended"]
    assert over.shop_level() == (10, 0, 0)


def test_stock_is_set_apart_a_moment_early_and_nothing_is_sold_before_the_start(db):
    stand = FlashStand([10]).plan(begins_in=2, begun=False)

    keep_time()

    assert (state(stand), stand.flash_level()) == ("running", (5, 0, 0))
    assert "belum mulai" in str(stand.place(stand.grab())[0].refusal)


def test_a_sale_that_fails_holds_up_no_other(db, monkeypatch):
    broken, fine = FlashStand([10]).plan(begun=False), FlashStand([10]).plan(begun=False)
    begin = carving.begin

    def brittle(actor, sale_id):
        if sale_id == broken.sale_id:
            raise ZeroDivisionError
        return begin(actor, sale_id)

    monkeypatch.setattr(carving, "begin", brittle)
    keep_time()

    assert [state(one) for one in (broken, fine)] == ["planned", "running"]


def test_pieces_that_come_free_after_the_end_return_too(stand):
    bought = stand.place(stand.grab())[0]
    stand.do(carving.end, stand.sari, stand.sale_id)
    assert (stand.flash_level(), stand.shop_level()) == ((1, 0, 1), (9, 0, 0))

    stand.do(cancellation.cancel, stand.sari, bought.order_id, "")
    keep_time()
    keep_time()

    assert (stand.flash_level(), stand.shop_level()) == ((0, 0, 0), (10, 0, 0))


def test_more_quota_is_added_once_for_a_key(stand):
    key = new_id()
    stand.do(carving.more, stand.sari, stand.sale_id, stand.item_id, 3, key=key)
    stand.do(carving.more, stand.sari, stand.sale_id, stand.item_id, 3, key=key)

    assert (stand.flash_level(), stand.shop_level()) == ((8, 0, 0), (2, 0, 0))


def test_more_quota_than_there_is_changes_nothing(stand):
    with pytest.raises(Refusal, match="tinggal 5"):
        stand.do(carving.more, stand.sari, stand.sale_id, stand.item_id, 6, key=new_id())

    assert (stand.flash_level(), stand.shop_level()) == ((5, 0, 0), (5, 0, 0))


def test_price_and_start_are_frozen_once_it_runs(stand):
    with pytest.raises(Changed, match="sudah mulai"):
        stand.do(sale.change, stand.sari, stand.sale_id, wish(stand))
    with pytest.raises(Changed):
        stand.do(sale.cancel, stand.sari, stand.sale_id)


def test_a_planned_sale_can_be_changed_and_called_off(db):
    stand = FlashStand([10]).plan(begun=False, begins_in=3600)
    stand.do(sale.change, stand.sari, stand.sale_id, wish(stand, name="Gajian besar"))
    with acting_for(stand.vendor_id):
        assert len(sale.find(stand.vendor_id, stand.sale_id).items) == 1

    stand.do(sale.cancel, stand.sari, stand.sale_id)

    assert state(stand) == "cancelled"
    with pytest.raises(Changed):
        stand.do(carving.more, stand.sari, stand.sale_id, stand.item_id, 1, key=new_id())


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"name": " "}, "nama"),
        ({"ends_at": now()}, "selesai"),
        ({"ends_at": now() + timedelta(hours=80)}, "72 jam"),
        ({"hold_minutes": 0}, "Waktu bayar"),
        ({"items": ()}, "1 sampai 50"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(db, more, sentence):
    stand = FlashStand([10])

    with pytest.raises(Refusal, match=sentence):
        stand.do(sale.plan, stand.sari, wish(stand, **more))


@pytest.mark.parametrize(
    ("price", "quota", "per_buyer", "sentence"),
    [
        (PRICE, 5, 1, "lebih rendah"),
        (0, 5, 1, "lebih rendah"),
        (DEAL, 0, 1, "Kuota"),
        (DEAL, 5, 0, "Batas"),
        (DEAL, 5, 101, "Batas"),
    ],
)
def test_an_item_that_cannot_be_is_refused(db, price, quota, per_buyer, sentence):
    stand = FlashStand([10])

    with pytest.raises(Refusal, match=sentence):
        stand.do(sale.plan, stand.sari, wish(stand, items=(ItemDraft(stand.variants[0], price, quota, per_buyer),)))


def test_one_variant_twice_and_a_strangers_variant_are_refused(db):
    stand, other = FlashStand([10]), FlashStand([10])
    twice = (ItemDraft(stand.variants[0], DEAL, 1), ItemDraft(stand.variants[0], DEAL, 1))

    with pytest.raises(Refusal, match="dua kali"):
        stand.do(sale.plan, stand.sari, wish(stand, items=twice))
    with pytest.raises(Refusal, match="tidak dijual lagi"):
        stand.do(sale.plan, stand.sari, wish(stand, items=(ItemDraft(other.variants[0], DEAL, 1),)))


@pytest.mark.parametrize("role", ["staff", "cashier"])
def test_only_owners_and_managers_plan(stand, role):
    with pytest.raises(Forbidden):
        stand.do(sale.plan, Actor("staff", stand.vendor_id, new_id(), "Budi", role), wish(stand))


def test_a_stranger_finds_nothing(stand):
    other = FlashStand([1])

    with pytest.raises(NotFound):
        other.do(sale.find, other.vendor_id, stand.sale_id)
