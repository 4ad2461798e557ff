import pytest

from app.core import journal
from app.core.db import transaction
from app.core.ids import new_id
from app.core.refusal import Forbidden, NotFound, Refusal
from app.core.tenancy import acting_for
from app.stock import change, level, location
from app.stock.movement import Movement
from tests.make import make_member, make_variant, saved


def add(actor, variant, delta, reason="", **more):
    with transaction():
        return change.add(actor, variant.id, delta, reason, **{"key": new_id()} | more)


def on_hand(variant):
    return level.figures(variant.vendor_id, [variant.id])[variant.id].on_hand


def movements(db, variant):
    return db.session.scalars(db.select(Movement).filter_by(variant_id=variant.id).order_by(Movement.id)).all()


def test_a_difference_is_a_movement_and_a_new_figure(db, helper, crisps):
    assert add(helper, crisps, 5) == 15
    opening, arrived = movements(db, crisps)
    assert (opening.delta, opening.on_hand_after, opening.reason) == (10, 10, "opening")
    assert (arrived.delta, arrived.on_hand_after, arrived.reason, arrived.actor_name) == (5, 15, "received", "Budi")


def test_without_a_reason_goods_arrived_or_the_books_are_put_right(db, helper, crisps):
    add(helper, crisps, 1)
    add(helper, crisps, -1)
    assert [one.reason for one in movements(db, crisps)[1:]] == ["received", "corrected"]


def test_it_is_journaled_with_the_variant_so_that_open_tabs_hear_of_it(helper, crisps):
    add(helper, crisps, -3, "lost", note=" tikus ")
    (entry,) = journal.of(crisps.vendor_id, "variant", crisps.id)
    assert (entry.deed, entry.actor_name) == ("stock.changed", "Budi")
    assert entry.particulars == {
        "variants": [str(crisps.id)], "delta": -3, "on_hand": 7, "reason": "lost", "note": "tikus"
    }  # fmt: skip


def test_the_same_key_again_changes_nothing(db, helper, crisps):
    key = new_id()
    assert [add(helper, crisps, 5, key=key) for _ in range(2)] == [15, 15]
    assert len(movements(db, crisps)) == 2
    assert len(journal.of(crisps.vendor_id, "variant", crisps.id)) == 1


def test_what_orders_keep_cannot_leave(db, helper, crisps):
    level.lock(crisps.vendor_id, [(crisps.id, location.first(crisps.vendor_id).id)])
    db.session.execute(db.update(level.Level).values(held=3, allocated=4))
    db.session.commit()
    with pytest.raises(Refusal, match=r"Stok ada 10, dan 7 sudah disisihkan.* paling banyak 3"):
        add(helper, crisps, -4)
    assert on_hand(crisps) == 10
    assert add(helper, crisps, -3) == 7


@pytest.mark.parametrize("delta", [0, change.MOST + 1, -change.MOST - 1])
def test_nothing_and_too_much_are_asked_again(helper, crisps, delta):
    with pytest.raises(Refusal, match="Tulis berapa"):
        add(helper, crisps, delta)


@pytest.mark.parametrize("reason", ["shipped", "opening", "counted", "nonsense"])
def test_reasons_that_belong_to_other_deeds_are_refused(helper, crisps, reason):
    with pytest.raises(Refusal, match="Pilih alasannya"):
        add(helper, crisps, 1, reason)


def test_a_long_note_is_refused(helper, crisps):
    with pytest.raises(Refusal, match="200 huruf"):
        add(helper, crisps, 1, note="x" * 201)


def test_a_cashier_may_not(owner, crisps):
    putri = saved(lambda: make_member(owner.vendor_id, "Putri", "cashier")).actor()
    with pytest.raises(Forbidden):
        add(putri, crisps, 1)


def test_another_vendors_goods_are_out_of_reach(rudi, crisps):
    with acting_for(rudi.vendor_id), pytest.raises(NotFound):
        add(rudi.actor(), crisps, 1)
    assert on_hand(crisps) == 10


def test_another_vendors_location_is_out_of_reach(rudi, owner, crisps):
    with acting_for(rudi.vendor_id), transaction():
        theirs = location.first(rudi.vendor_id).id
    with pytest.raises(NotFound):
        add(owner, crisps, 1, location_id=theirs)


def test_each_location_keeps_its_own_figure(owner, crisps):
    attic = saved(lambda: location.add(owner, "Loteng"))
    assert add(owner, crisps, 4, location_id=attic.id) == 4
    figures = level.figures(crisps.vendor_id, [crisps.id])[crisps.id]
    assert figures.on_hand == 14
    assert figures.shelves == {location.first(owner.vendor_id).id: 10, attic.id: 4}


def test_a_new_variant_begins_from_nothing(owner):
    empty = saved(lambda: make_variant(owner, "Teh"))
    assert on_hand(empty) == 0
    assert add(owner, empty, 2) == 2
