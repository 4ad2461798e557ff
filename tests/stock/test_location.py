import pytest

from app.core.db import transaction
from app.core.ids import new_id
from app.core.refusal import Forbidden, NotFound, Refusal
from app.core.tenancy import acting_for
from app.stock import change, level, location


def done(deed, *args, **more):
    with transaction():
        return deed(*args, **more)


def names(actor):
    return [one.name for one in location.every(actor.vendor_id)]


def test_a_shop_has_a_location_without_ever_making_one(owner):
    first = done(location.first, owner.vendor_id)
    assert done(location.first, owner.vendor_id).id == first.id
    assert (names(owner), first.sells_online) == (["Toko"], True)


def test_more_locations_come_after_it(owner):
    done(location.add, owner, " Gudang   belakang ")
    assert names(owner) == ["Toko", "Gudang belakang"]


def test_the_one_put_first_takes_what_comes(owner, crisps):
    attic = done(location.add, owner, "Loteng")
    done(location.reorder, owner, [attic.id])
    assert names(owner) == ["Loteng", "Toko"]
    done(change.add, owner, crisps.id, 3, key=new_id())
    assert level.figures(owner.vendor_id, [crisps.id])[crisps.id].shelves[attic.id] == 3


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "toko"])
def test_a_name_must_be_one_and_its_own(owner, name):
    with pytest.raises(Refusal):
        done(location.add, owner, name)


def test_a_location_keeps_its_own_name(owner):
    first = done(location.first, owner.vendor_id)
    done(location.change, owner, first, name="Toko", sells_online=True)
    assert names(owner) == ["Toko"]


def test_online_figures_count_only_what_is_sold_online(owner, crisps):
    attic = done(location.add, owner, "Loteng")
    done(change.add, owner, crisps.id, 7, key=new_id(), location_id=attic.id)
    done(location.change, owner, attic, name="Loteng", sells_online=False)
    both, online = (level.figures(owner.vendor_id, [crisps.id], online=one)[crisps.id] for one in (False, True))
    assert (both.available, online.available) == (17, 10)


def test_somewhere_must_sell_online(owner):
    first = done(location.first, owner.vendor_id)
    with pytest.raises(Refusal, match="satu lokasi"):
        done(location.change, owner, first, name="Toko", sells_online=False)


def test_staff_may_not_change_locations(helper):
    with pytest.raises(Forbidden):
        done(location.add, helper, "Loteng")


def test_a_strangers_location_is_not_found(rudi, owner):
    with acting_for(rudi.vendor_id):
        theirs = done(location.first, rudi.vendor_id)
    with pytest.raises(NotFound):
        location.find(owner.vendor_id, theirs.id)
