import pytest

from app import check
from app.flash.invariants import INVARIANTS

BROKEN = {
    "flash_limits_are_the_sum_of_orders": "UPDATE flash_buyer SET quantity = 0",
    "flash_limits_are_kept": (
        "UPDATE flash_buyer SET quantity = 2; UPDATE flash_order SET quantity = 2; UPDATE order_line SET quantity = 2"
    ),
    "flash_quotas_are_kept": "UPDATE flash_item SET quota = 1",
    "flash_orders_and_orders_end_together": (
        "UPDATE flash_order SET is_given_back = true; UPDATE flash_buyer SET quantity = 0"
    ),
}


def broken(db):
    db.session.rollback()
    return {one.name for one in check.examine(db.engine)}


@pytest.fixture
def sold(stand):
    stand.place(stand.grab(), stand.grab())
    return stand


def test_a_flash_sale_that_went_well_breaks_nothing(db, sold):
    assert broken(db) & set(BROKEN) == set()


@pytest.mark.parametrize("name", BROKEN)
def test_each_invariant_broken_on_purpose_is_told(db, sold, engines, name):
    for statement in BROKEN[name].split(";"):
        engines.above.execute(statement)

    assert name in broken(db)


def test_every_invariant_was_broken_by_a_test():
    assert {one.name for one in INVARIANTS} == set(BROKEN)
