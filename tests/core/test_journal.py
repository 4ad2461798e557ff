from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.core import bell, journal
from app.core.actor import system
from app.core.db import db as database
from app.core.db import transaction
from app.core.ids import new_id
from app.core.tenancy import acting_for
from tests.orders.stand import Stand


@pytest.fixture
def vendor_id(db):
    return Stand([]).vendor_id


def note(vendor_id, deed="thing.done", **particulars):
    journal.record(system(vendor_id), deed, subject=("thing", new_id()), **particulars)


def numbers(vendor_id, since=0):
    return [entry.seq for entry in journal.since(vendor_id, since)]


def fail_after(deed):
    deed()
    raise RuntimeError


def test_entries_are_numbered_without_holes(vendor_id):
    with acting_for(vendor_id):
        for _ in range(3):
            with transaction():
                note(vendor_id)
                note(vendor_id)

        assert numbers(vendor_id) == [1, 2, 3, 4, 5, 6]
        assert journal.last_seq(vendor_id) == 6


def test_a_deed_that_failed_leaves_neither_entry_nor_hole(vendor_id):
    with acting_for(vendor_id):
        with pytest.raises(RuntimeError), transaction():
            fail_after(lambda: note(vendor_id))
        with transaction():
            note(vendor_id, "thing.kept")

        assert [(one.seq, one.deed) for one in journal.since(vendor_id, 0)] == [(1, "thing.kept")]


def test_a_savepoint_taken_back_takes_its_entries_along(vendor_id):
    with acting_for(vendor_id):
        with transaction():
            note(vendor_id, "row.first")
            with pytest.raises(RuntimeError), database.session.begin_nested():
                fail_after(lambda: note(vendor_id, "row.broken"))
            with database.session.begin_nested():
                note(vendor_id, "row.second")

        assert [one.deed for one in journal.since(vendor_id, 0)] == ["row.first", "row.second"]


def test_the_bell_rings_after_the_commit_with_the_newest_number(vendor_id):
    heard = []
    bell.on_ring(lambda *ring: heard.append(ring))
    with acting_for(vendor_id), transaction():
        note(vendor_id)
        note(vendor_id)
        database.session.flush()
        assert heard == []

    assert heard == [(vendor_id, 2)]


@pytest.mark.parametrize("change", ["UPDATE journal SET deed = 'x'", "DELETE FROM journal"])
def test_what_is_written_stays_written(vendor_id, change):
    with acting_for(vendor_id):
        with transaction():
            note(vendor_id)
        with pytest.raises(DBAPIError, match="append only"), transaction():
            database.session.execute(text(change))


def test_the_history_of_one_thing_is_newest_first(vendor_id):
    thing = new_id()
    with acting_for(vendor_id):
        for deed in ("thing.made", "thing.sold"):
            with transaction():
                journal.record(system(vendor_id), deed, subject=("thing", thing), amount=5)
                note(vendor_id, "other.made")

        assert [entry.deed for entry in journal.of(vendor_id, "thing", thing)] == ["thing.sold", "thing.made"]


def slow_and_quick(app, vendor_id, write):
    """Two transactions at once: one waits before it commits, the other starts later and does not.

    Answers what a reader sees after the quick one's commit was tried, and what it sees at the end.
    """
    noted, go_on = Event(), Event()

    def slow():
        with app.app_context(), acting_for(vendor_id):
            with transaction():
                write("slow")
                noted.set()
                go_on.wait(5)
            database.session.remove()

    def quick():
        with app.app_context(), acting_for(vendor_id):
            noted.wait(5)
            with transaction():
                write("quick")
            seen = numbers(vendor_id)
            database.session.remove()
            return seen

    with ThreadPoolExecutor(2) as both:
        waiting, passing = both.submit(slow), both.submit(quick)
        try:
            seen = passing.result(timeout=5)
        finally:
            go_on.set()
        waiting.result()
    return seen, numbers(vendor_id)


def test_no_entry_appears_behind_a_cursor(app, vendor_id):
    with acting_for(vendor_id):
        seen, at_last = slow_and_quick(app, vendor_id, lambda deed: note(vendor_id, deed))

    assert seen == [1]
    assert at_last == [1, 2]


def test_negative_control_a_bare_sequence_hides_a_row_behind_the_cursor(app, vendor_id, engines):
    engines.above.execute("CREATE SEQUENCE bare; GRANT ALL ON SEQUENCE bare TO PUBLIC")
    insert = text("""
        INSERT INTO journal (vendor_id, seq, id, at, actor_kind, actor_name, deed,
            subject_type, subject_id, particulars)
        VALUES (:v, nextval('bare'), :i, now(), 'system', '', :deed, 'thing', :i, '{}')
    """)
    try:
        with acting_for(vendor_id):
            seen, at_last = slow_and_quick(
                app,
                vendor_id,
                lambda deed: database.session.execute(insert, {"v": vendor_id, "i": new_id(), "deed": deed}),
            )
    finally:
        engines.above.execute("DROP SEQUENCE bare")

    assert seen == [2]
    assert at_last == [1, 2], "the reader at cursor 2 would never see number 1"


def test_many_writers_leave_no_hole(app, vendor_id):
    start = Barrier(8)

    def write(_):
        with app.app_context(), acting_for(vendor_id):
            start.wait()
            for _ in range(5):
                with transaction():
                    note(vendor_id)
            database.session.remove()

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(write, range(8)))

    with acting_for(vendor_id):
        assert numbers(vendor_id) == list(range(1, 41))
