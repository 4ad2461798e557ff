import pytest

from app.core import journal
from app.core.actor import system
from app.core.db import transaction
from app.core.ids import new_id
from app.core.refusal import Changed, Forbidden, Refusal
from app.core.tenancy import acting_for
from app.stock import change, level
from app.stock.count import count
from tests.make import make_member, saved
from tests.orders.stand import Stand


def counted(actor, variant_id, pieces, *, based_on, **more):
    with transaction():
        return count(actor, variant_id, pieces, based_on=based_on, **{"key": new_id()} | more)


def add(actor, variant, delta, reason=""):
    with transaction():
        change.add(actor, variant.id, delta, reason, key=new_id())


def on_hand(variant):
    return level.figures(variant.vendor_id, [variant.id])[variant.id].on_hand


def test_a_count_sets_the_figure(owner, crisps):
    assert counted(owner, crisps.id, 8, based_on=10) == 8
    (entry,) = journal.of(crisps.vendor_id, "variant", crisps.id)
    assert (entry.particulars["delta"], entry.particulars["reason"]) == (-2, "counted")


def test_of_two_who_count_at_once_the_second_hears_what_the_first_did(owner, helper, crisps):
    counted(helper, crisps.id, 9, based_on=10)
    with pytest.raises(Changed) as refused:
        counted(owner, crisps.id, 7, based_on=10)
    assert str(refused.value).startswith("Budi baru saja menghitung 9, bukan 10 lagi. Hitungan Anda (7) belum disimpan")
    assert on_hand(crisps) == 9


@pytest.mark.parametrize(("delta", "reason", "sentence"), [
    (5, "received", "Budi baru saja menambah 5, jadi stok kini 15, bukan 10 lagi."),
    (-2, "lost", "Budi baru saja mengurangi 2, jadi stok kini 8, bukan 10 lagi."),
])  # fmt: skip
def test_a_change_since_the_figure_was_read_is_named(owner, helper, crisps, delta, reason, sentence):
    add(helper, crisps, delta, reason)
    with pytest.raises(Changed, match=sentence):
        counted(owner, crisps.id, 7, based_on=10)


def test_a_count_that_confirms_an_outdated_figure_is_refused_too(owner, helper, crisps):
    add(helper, crisps, 5)
    with pytest.raises(Changed):
        counted(owner, crisps.id, 15, based_on=10)


def test_a_count_that_confirms_writes_nothing(owner, crisps):
    assert counted(owner, crisps.id, 10, based_on=10) == 10
    assert not journal.of(crisps.vendor_id, "variant", crisps.id)


def test_the_same_key_again_is_the_same_count(owner, crisps):
    key = new_id()
    assert [counted(owner, crisps.id, 8, based_on=10, key=key) for _ in range(2)] == [8, 8]


def test_a_count_cannot_go_below_what_orders_keep(db):
    stand = Stand([10])
    stand.buy(4)
    with acting_for(stand.vendor_id):
        with pytest.raises(Refusal, match="4 sudah disisihkan"):
            counted(system(stand.vendor_id), stand.variants[0], 3, based_on=10)
        assert counted(system(stand.vendor_id), stand.variants[0], 4, based_on=10) == 4


@pytest.mark.parametrize("pieces", [-1, change.MOST + 1])
def test_an_impossible_count_is_asked_again(owner, crisps, pieces):
    with pytest.raises(Refusal, match="Tulis jumlah yang Anda hitung"):
        counted(owner, crisps.id, pieces, based_on=10)


def test_a_cashier_may_not(owner, crisps):
    putri = saved(lambda: make_member(owner.vendor_id, "Putri", "cashier")).actor()
    with pytest.raises(Forbidden):
        counted(putri, crisps.id, 1, based_on=10)
