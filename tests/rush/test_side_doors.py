"""Presses that go by the side: the database goes away in the middle, or has too much to do, or nothing is left."""

import psycopg
import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from app.core.db import db as database
from app.core.refusal import Busy
from app.core.tenancy import everyone
from app.rush import bucket, counter, press
from tests.flash.stand import FlashStand
from tests.orders.stand import run


@pytest.fixture
def stand(db):
    """Ten bags; five of them in a flash sale, one to a buyer. Nobody writes: every press goes through a side door."""
    return FlashStand([10]).plan()


def hang_up(engines):
    """The database ends the connection of whoever is speaking to it."""
    pid = run("SELECT pg_backend_pid()").scalar_one()
    with psycopg.connect(engines.postgres.superuser_url, autocommit=True) as above:
        above.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


@pytest.fixture
def losing_the_line(monkeypatch, engines):
    """So many times the connection is lost in the middle of placing; returns how often it was tried."""

    def losing(times):
        tried = []

        def place(attempts):
            tried.append(attempts)
            if len(tried) <= times:
                hang_up(engines)
            return placing(attempts)

        placing = press.place
        monkeypatch.setattr(press, "place", place)
        monkeypatch.setattr(press, "RESTS", (0.0, 0.0, 0.0))
        return tried

    return losing


def test_without_a_queue_a_press_is_decided_directly(stand):
    outcome = press.press(stand.grab())

    assert outcome.order_id
    assert stand.count("orders") == 1


def test_a_line_lost_on_the_way_is_asked_again_and_makes_one_order(stand, losing_the_line):
    tried = losing_the_line(2)

    assert press.press(stand.grab()).order_id
    assert len(tried) == 3
    assert stand.count("orders") == 1


def test_a_line_that_stays_lost_decides_nothing_and_says_so(stand, losing_the_line):
    losing_the_line(99)
    wanted = stand.grab()

    with pytest.raises(Busy, match="pesanan Anda tetap satu"):
        press.press(wanted)
    database.session.remove()
    assert stand.count("order_attempt") == 0


def test_when_every_side_door_is_taken_nothing_is_decided(stand, monkeypatch):
    monkeypatch.setattr(press, "SIDE_DOOR_SECONDS", 0.05)
    wanted = stand.grab()
    for _ in range(press.SIDE_DOORS):
        press._doors.acquire()
    try:
        with pytest.raises(Busy, match="pesanan Anda tetap satu"):
            press.press(wanted)
    finally:
        for _ in range(press.SIDE_DOORS):
            press._doors.release()

    assert press.press(wanted).order_id
    assert stand.count("orders") == 1


def test_who_presses_too_often_is_told_nothing_about_the_press(stand):
    wanted = stand.grab()
    for _ in range(bucket.LIMITS["phone"].burst):
        press.press(wanted)
    with pytest.raises(press.TooOften, match="pesanan Anda tetap satu"):
        press.press(wanted)

    assert stand.count("orders") == 1


@pytest.fixture
def board(monkeypatch):
    """Says that nothing is left of the item."""

    def says(item_id):
        board = counter.Board(True, {item_id.hex.encode(): b"0 3"})
        monkeypatch.setattr(press.look, "now", lambda: board)

    return says


def test_who_is_turned_away_at_the_door_is_turned_away_for_good(stand, board, monkeypatch):
    wanted = stand.grab()
    board(stand.item_id)
    no = press.press(wanted).refusal
    monkeypatch.undo()

    assert no.sentence == counter.ALL_HELD.sentence
    assert press.directly(wanted).refusal.sentence == no.sentence  # as if it came out of the queue when units are back
    assert stand.count("orders") == 0


def test_who_has_an_order_is_not_turned_away(stand, board):
    wanted = stand.grab()
    first = press.directly(wanted)
    board(stand.item_id)

    assert press.press(wanted).order_id == first.order_id


def test_a_crowd_that_came_too_late_is_turned_away_together(stand, board, crowd, monkeypatch):
    bundles = []
    refuse = press.attempts.refuse
    monkeypatch.setattr(press.attempts, "refuse", lambda noes: bundles.append(len(noes)) or refuse(noes))
    board(stand.item_id)
    outcomes = crowd([stand.grab() for _ in range(60)])

    assert {one.refusal.sentence for one in outcomes} == {counter.ALL_HELD.sentence}
    assert stand.count("order_attempt") == sum(bundles) == 60
    assert len(bundles) < 60


@pytest.mark.parametrize("failure", [NoConnection, ValueError])
def test_who_cannot_be_turned_away_for_good_is_told_nothing(stand, board, monkeypatch, failure):
    def refuse(_noes):
        raise failure

    wanted = stand.grab()
    board(stand.item_id)
    monkeypatch.setattr(press.attempts, "refuse", refuse)
    with pytest.raises(Busy, match="pesanan Anda tetap satu"):
        press.press(wanted)
    monkeypatch.undo()

    assert stand.count("order_attempt") == 0
    assert press.directly(wanted).order_id


def test_a_task_survives_the_line_it_lost(stand, engines):
    def look():
        with everyone():
            hang_up(engines)
            run("SELECT 1")

    with pytest.raises(OperationalError):
        look()
    database.session.rollback()

    assert stand.count("orders") == 0
