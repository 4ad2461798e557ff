import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.core.db import db as database
from app.core.db import transaction
from app.core.ids import new_id
from app.core.tenancy import acting_for, enter, everyone
from tests.orders.stand import Stand, run

OWNED = """
    SELECT c.table_name FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND c.column_name = 'vendor_id' AND t.table_type = 'BASE TABLE'
"""
SHARED = {"membership", "invitation", "session", "vendor_counter", "journal_cursor"}


def visible():
    return run("SELECT count(*) FROM variant").scalar_one()


def test_a_vendor_sees_its_own_rows_and_nobody_sees_none(db):
    sari, rudi = Stand([1, 2]), Stand([3])

    with acting_for(sari.vendor_id):
        assert visible() == 2
        with acting_for(rudi.vendor_id):
            assert visible() == 1
        assert visible() == 2
    assert visible() == 0
    with everyone():
        assert visible() == 3


def test_entering_lasts_until_the_next_entering(db):
    sari = Stand([1])

    enter(sari.vendor_id)
    assert visible() == 1
    enter(None)
    assert visible() == 0


def test_a_row_cannot_be_written_for_another_vendor(db):
    sari, rudi = Stand([1]), Stand([1])

    with pytest.raises(DBAPIError, match="row-level security"), acting_for(sari.vendor_id), transaction():
        run("INSERT INTO category (vendor_id, id, name) VALUES (:v, :i, 'Kopi')", v=rudi.vendor_id, i=new_id())


def test_a_key_cannot_reach_another_vendors_row_even_past_row_level_security(db):
    sari, rudi = Stand([1]), Stand([1])

    with pytest.raises(IntegrityError), everyone(), transaction():
        run(
            "INSERT INTO stock_level (vendor_id, variant_id, location_id) VALUES (:v, :i, :l)",
            v=sari.vendor_id, i=rudi.variants[0], l=sari.location_id,
        )  # fmt: skip


def test_every_vendor_owned_table_is_behind_the_second_wall(db):
    forced = set(database.session.scalars(text("SELECT relname FROM pg_class WHERE relforcerowsecurity")))
    owned = set(database.session.scalars(text(OWNED)))

    assert owned - SHARED == forced


def test_the_app_may_not_step_over_the_wall(db):
    row = run("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")

    assert row.scalar_one() is False
