import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from app.core import journal
from app.core.db import transaction
from app.core.ids import new_id
from app.stock import level, location, movement
from tests.make import make_variant, saved


def opened(actor, quantities):
    with transaction():
        return movement.open(actor, quantities)


def test_opening_stock_is_set_for_many_at_once(owner):
    first, second = (saved(lambda name=name: make_variant(owner, name)).id for name in ("Teh", "Kopi"))
    assert opened(owner, {first: 3, second: 4}) == sorted([first, second])
    figures = level.figures(owner.vendor_id, [first, second])
    assert (figures[first].on_hand, figures[second].on_hand) == (3, 4)


def test_opening_takes_the_same_few_statements_for_two_as_for_ten(owner, db):
    ids = [saved(lambda i=i: make_variant(owner, f"Barang {i}")).id for i in range(12)]
    seen = []
    event.listen(db.engine, "before_cursor_execute", lambda *_: seen.append(1))
    opened(owner, dict.fromkeys(ids[:2], 5))
    few = len(seen)
    opened(owner, dict.fromkeys(ids[2:], 5))
    assert len(seen) - few <= few


def test_a_variant_opens_once(owner, crisps):
    assert opened(owner, {crisps.id: 99}) == []
    assert level.figures(owner.vendor_id, [crisps.id])[crisps.id].on_hand == 10


def test_strangers_and_empty_shelves_are_left_out(owner, crisps):
    tea = saved(lambda: make_variant(owner, "Teh"))
    assert opened(owner, {tea.id: 0, new_id(): 5}) == []
    assert [entry.deed for entry in journal.since(owner.vendor_id, 0)].count("stock.opened") == 1


def test_opening_is_one_entry_that_names_the_variants(owner):
    tea = saved(lambda: make_variant(owner, "Teh", stock=3))
    (entry,) = [one for one in journal.since(owner.vendor_id, 0) if one.deed == "stock.opened"]
    assert entry.particulars == {"variants": [str(tea.id)], "delta": 3}


def test_one_cause_moves_a_level_once(owner, crisps):
    pair = (crisps.id, location.first(owner.vendor_id).id)
    cause = movement.Cause("order", new_id(), "shipped")
    with transaction():
        level.lock(owner.vendor_id, [pair])
        assert movement.write(owner, {pair: -2}, cause) == {pair: 8}
        assert movement.write(owner, {pair: -2}, cause) == {}
    assert level.figures(owner.vendor_id, [crisps.id])[crisps.id].on_hand == 8


@pytest.mark.parametrize("statement", ["UPDATE stock_movement SET delta = 99", "DELETE FROM stock_movement"])
def test_a_movement_is_never_changed(db, crisps, statement):
    with pytest.raises(DBAPIError, match="append only"):
        db.session.execute(db.text(statement))
    db.session.rollback()
