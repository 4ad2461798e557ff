"""Each invariant, broken on purpose by somebody above the rules, is reported: that one and no other."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import InternalError

from app import check
from app.accounts import invariants as accounts
from app.core import clock, tenancy
from app.core import invariants as core
from app.core.db import transaction
from app.core.invariant import Invariant, Violation
from app.orders import cancellation, fulfilment, payment
from app.orders import invariants as orders
from app.stock import invariants as stock
from tests import make


@pytest.fixture
def shop(db, sari, rudi):
    """Sari's shop with an order in every stage, and Rudi's beside it."""
    with tenancy.acting_for(sari.vendor_id):
        actor = sari.actor()
        with transaction():
            crisps = make.make_variant(actor, stock=100)
        for deeds in (
            [],
            [payment.confirm],
            [payment.confirm, fulfilment.pack],
            [payment.confirm, fulfilment.pack, ship],
            [payment.confirm, fulfilment.pack, ship, fulfilment.deliver],
            [payment.confirm, cancel],
        ):
            with transaction():
                made = make.make_order(actor, crisps, 2, payment_method="transfer", fulfilment="courier")
            for deed in deeds:
                with transaction():
                    deed(actor, made.id)
        yield sari


def ship(actor, order_id):
    fulfilment.ship(actor, order_id, "JNE", "JX1")


def cancel(actor, order_id):
    cancellation.cancel(actor, order_id, "")


@pytest.fixture
def found(db):
    """The names of the invariants that are broken."""

    def names():
        db.session.rollback()
        return {one.name for one in check.examine(db.engine)}

    return names


def test_a_shop_that_only_did_its_deeds_holds(shop, found):
    assert found() == set()


def test_it_holds_while_everything_is_empty(found):
    assert found() == set()


BROKEN = {
    "journal_without_holes": "UPDATE vendor_counter SET journal = journal + 1 WHERE orders > 0",
    "on_hand_is_the_sum_of_movements": "UPDATE stock_level SET on_hand = on_hand + 1",
    "movements_form_a_chain": "UPDATE stock_movement SET on_hand_after = on_hand_after + 1 WHERE reason = 'shipped'",
    "set_aside_is_the_sum_of_allocations": "UPDATE stock_level SET held = held + 1",
    "lines_add_up": """
        UPDATE orders SET lines_amount = lines_amount + 1, total_amount = total_amount + 1 WHERE number = 1;
        UPDATE bill SET amount = amount + 1 WHERE subject_id = (SELECT id FROM orders WHERE number = 1)""",
    "totals_add_up": """
        UPDATE orders SET total_amount = total_amount + 1 WHERE number = 1;
        UPDATE bill SET amount = amount + 1 WHERE subject_id = (SELECT id FROM orders WHERE number = 1)""",
    "orders_have_their_bill": """
        UPDATE bill SET amount = amount + 1 WHERE subject_id = (SELECT id FROM orders WHERE number = 2)""",
    "unique_codes_are_charged": "UPDATE orders SET unique_code = unique_code + 1 WHERE number = 5",
    "orders_are_numbered_without_holes": "UPDATE orders SET number = 7 WHERE number = 6",
    "attempts_are_decided": "INSERT INTO order_attempt (vendor_id, key, at) SELECT id, id, now() FROM vendor LIMIT 1",
    "orders_come_from_one_attempt": """
        INSERT INTO order_attempt (vendor_id, key, order_id, at)
        SELECT vendor_id, id, id, now() FROM orders WHERE number = 3""",
    "states_agree": "UPDATE orders SET fulfilment_state = 'packed' WHERE number = 1",
    "holds_do_not_overstay": "UPDATE orders SET held_until = now() - interval '1 hour' WHERE number = 1",
    "vendors_have_an_owner": "UPDATE membership SET ended_at = now() WHERE role = 'owner'",
    "set_aside_agrees_with_the_order": """
        UPDATE stock_allocation SET state = 'released' WHERE state = 'held';
        UPDATE stock_allocation SET state = 'held' WHERE state = 'allocated'
            AND order_id = (SELECT id FROM orders WHERE number = 2);
        UPDATE stock_allocation SET state = 'allocated'
            WHERE state = 'released' AND order_id = (SELECT id FROM orders WHERE number = 1)""",
    "journaled_orders_exist": """
        INSERT INTO journal
            (vendor_id, seq, id, at, actor_kind, actor_name, deed, subject_type, subject_id, particulars)
        SELECT vendor_id, journal + 1, vendor_id, now(), 'system', 'x', 'order.placed', 'order', vendor_id, '{}'
        FROM vendor_counter WHERE orders > 0;
        UPDATE vendor_counter SET journal = journal + 1 WHERE orders > 0""",
    "orders_are_journaled_once": """
        INSERT INTO journal
            (vendor_id, seq, id, at, actor_kind, actor_name, deed, subject_type, subject_id, particulars)
        SELECT c.vendor_id, c.journal + 1, o.id, now(), 'system', 'x', 'order.placed', 'order', o.id, '{}'
        FROM vendor_counter c JOIN orders o ON o.vendor_id = c.vendor_id AND o.number = 6;
        UPDATE vendor_counter SET journal = journal + 1 WHERE orders > 0""",
    "counted_lines_are_set_aside": """
        DELETE FROM stock_allocation
        WHERE state = 'fulfilled' AND order_id = (SELECT id FROM orders WHERE number = 4)""",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_row_is_told_as_what_it_breaks(shop, found, engines, name):
    engines.above.execute(BROKEN[name])

    assert found() == {name}


SCHEMA = {
    "journal_is_append_only": (
        "ALTER TABLE journal DISABLE TRIGGER append_only",
        "ALTER TABLE journal ENABLE TRIGGER append_only",
    ),
    "money_is_whole": (
        "ALTER TABLE orders ADD bonus_amount numeric(12, 2)",
        "ALTER TABLE orders DROP bonus_amount",
    ),
    "vendors_are_walled": (
        "ALTER TABLE product NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE product FORCE ROW LEVEL SECURITY",
    ),
    "references_stay_with_the_vendor": (
        "CREATE UNIQUE INDEX stray ON orders (id); ALTER TABLE order_line ADD CONSTRAINT stray FOREIGN KEY (order_id)"
        " REFERENCES orders (id)",
        "ALTER TABLE order_line DROP CONSTRAINT stray; DROP INDEX stray",
    ),
    "available_is_never_negative": (
        "ALTER TABLE stock_level DROP CONSTRAINT stock_level_available;"
        " INSERT INTO stock_movement SELECT vendor_id, gen_random_uuid(), location_id, variant_id, -95, 0, 'lost',"
        " 'test', gen_random_uuid(), '', NULL, 'x', now() FROM stock_level;"
        " UPDATE stock_movement SET on_hand_after = (SELECT on_hand FROM stock_level) - 95 WHERE reason = 'lost';"
        " UPDATE stock_level SET on_hand = on_hand - 95",
        "UPDATE stock_level SET on_hand = 100; ALTER TABLE stock_level ADD CONSTRAINT stock_level_available"
        " CHECK (on_hand - held - allocated >= 0)",
    ),
}


@pytest.mark.parametrize("name", SCHEMA)
def test_a_weakened_schema_is_told_too(shop, found, engines, name):
    breaking, mending = SCHEMA[name]
    engines.above.execute(breaking)
    try:
        assert found() == {name}
    finally:
        engines.above.execute(mending)


def test_a_vendor_without_a_counter_is_told(db, found, engines, rudi):
    engines.above.execute("DELETE FROM vendor_counter")

    assert "vendors_have_a_counter" in found()


def test_every_invariant_of_these_rooms_was_broken_by_a_test():
    asked = {one.name for room in (core, accounts, stock, orders) for one in room.INVARIANTS}

    assert asked == {*BROKEN, *SCHEMA, "vendors_have_a_counter"}
    assert asked <= {one.name for one in check.INVARIANTS}


def test_a_violation_names_the_vendor_and_the_order(shop, db, engines):
    engines.above.execute(BROKEN["orders_have_their_bill"])
    [violation] = check.examine(db.engine)

    assert isinstance(violation, Violation)
    assert violation.sentence.startswith("Order 2 of warung-sari (open, paid, 42003) has a bill that says otherwise")
    assert violation.row["bill"] == "open 42003 of 42004"


def test_it_looks_at_one_moment(shop, db, monkeypatch):
    ask = Invariant("moment", "%(level)s", "SELECT current_setting('transaction_isolation') AS level")
    monkeypatch.setattr(check, "INVARIANTS", [ask])

    assert [one.sentence for one in check.examine(db.engine)] == ["repeatable read"]


def test_it_cannot_change_anything(shop, db, monkeypatch):
    monkeypatch.setattr(check, "INVARIANTS", [Invariant("change", "", "DELETE FROM cart RETURNING 1")])

    with pytest.raises(InternalError, match="read-only"):
        check.examine(db.engine)


def test_a_hold_may_be_a_little_late(shop, found, engines):
    """The sweep of the worker comes by every few seconds; only a hold it forgot is a violation."""
    with clock.at(clock.now() + timedelta(days=1, minutes=3)):
        assert found() == set()
    with clock.at(clock.now() + timedelta(days=1, minutes=7)):
        assert found() == {"holds_do_not_overstay"}
