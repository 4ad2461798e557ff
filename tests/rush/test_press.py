"""A press gets the truth in time: through the queue, around it, or later by its key."""

import os
import signal
import time
from contextlib import contextmanager
from queue import Empty

import pytest

from app.core.ids import new_id
from app.core.refusal import Busy
from app.orders import attempt as attempts
from app.rush import press
from app.rush.counter import Board
from app.rush.porter import Porter
from app.rush.stream import QUEUE, entry
from tests.flash.stand import FlashStand

from .conftest import holding_the_stock, outcome_of, wait_for

DEWI = "+6281234567890"


@contextmanager
def frozen(process):
    """A process that neither works nor dies."""
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)


@pytest.fixture
def no_way_around(monkeypatch):
    """Nothing but the queue."""

    def refuse(_one):
        raise AssertionError("it went around the queue")

    monkeypatch.setattr(press, "directly", refuse)


@pytest.fixture
def redis_rests():
    """The breakers are closed again after the test."""
    yield
    press.queue.breaker.closed_at = 0.0
    press.bucket.shortcut.breaker.closed_at = 0.0


def test_a_press_becomes_an_order_through_the_queue(start_writer, stand, no_way_around):
    start_writer()
    one = stand.grab()
    made = press.press(one)

    assert made.order_id
    assert press.press(one) == made
    assert stand.count("orders") == 1


def test_a_crowd_gets_what_is_there_and_no_more(start_writer, db, crowd, no_way_around):
    stand = FlashStand([15]).plan(quota=15)
    start_writer()
    told = crowd([stand.grab() for _ in range(40)])

    assert sum(bool(one.order_id) for one in told) == 15
    assert all("habis" in str(one.refusal) for one in told if not one.order_id)
    assert stand.flash_level() == (15, 0, 15)


def test_the_same_press_from_many_tabs_is_one_order_and_one_answer(start_writer, stand, crowd):
    start_writer()
    one = stand.grab()
    told = crowd([one] * 20)

    assert {answer.order_id for answer in told} == {told[0].order_id}
    assert stand.count("orders") == 1


def test_two_writers_at_once_are_as_right_as_one(start_writer, db, crowd):
    stand = FlashStand([40]).plan(quota=40)
    start_writer()
    start_writer()
    presses = [stand.grab() for _ in range(50)]
    told = crowd(presses + presses[:10])

    assert sum(bool(one.order_id) for one in told[:50]) == 40
    assert [one.order_id for one in told[50:]] == [one.order_id for one in told[:10]]
    assert stand.count("orders") == 40


def test_a_writer_killed_in_the_middle_of_a_batch_loses_nothing(start_writer, stand, engines, monkeypatch):
    first = start_writer()
    one = stand.grab()
    monkeypatch.setattr(press, "ANSWER_SECONDS", 0.3)
    with holding_the_stock(engines, stand):
        assert press.press(one) is None
        first.kill()
        first.wait()
    start_writer()

    assert wait_for(lambda: outcome_of(stand, one), 15).order_id
    assert stand.count("orders") == 1
    wait_for(lambda: engines.client.xlen(QUEUE) == 0)


def test_a_stop_finishes_the_batch(start_writer, stand, engines):
    process = start_writer()
    one = stand.grab()
    told = press.press(one)
    process.terminate()

    assert process.wait(10) == 0
    assert outcome_of(stand, one).order_id == told.order_id
    assert engines.client.xpending(QUEUE, "writers")["pending"] == 0


def test_without_a_writer_the_door_orders_by_itself(stand, crowd):
    told = crowd([stand.grab() for _ in range(45)])

    assert sum(bool(one.order_id) for one in told) == 40


def test_negative_control_without_the_way_around_nobody_is_served(stand, no_way_around):
    with pytest.raises(AssertionError, match="around"):
        press.press(stand.grab())


def test_a_frozen_redis_costs_a_moment_and_nothing_else(start_writer, stand, engines, crowd, redis_rests):
    start_writer()
    press.press(stand.grab())
    began = time.monotonic()
    with frozen(engines.redis.child.pid):
        told = crowd([stand.grab() for _ in range(10)])
        seconds = time.monotonic() - began

    assert all(one.order_id for one in told)
    assert seconds < 5


def test_an_emptied_redis_goes_on_by_itself(start_writer, stand, engines):
    start_writer()
    press.press(stand.grab())
    engines.client.flushall()

    assert press.press(stand.grab()).order_id
    wait_for(lambda: press.look.now().is_manned)
    assert press.press(stand.grab()).order_id


def test_an_answer_that_got_lost_is_found_by_its_key(start_writer, stand, monkeypatch):
    start_writer()
    monkeypatch.setattr(press, "entry", lambda _, attempts: entry("flash:answers:somebody-else", attempts))
    monkeypatch.setattr(press, "ANSWER_SECONDS", 0.4)
    one = stand.grab()

    assert press.press(one) is None
    assert outcome_of(stand, one).order_id


def test_a_board_that_says_nothing_is_left_only_turns_away(db, monkeypatch):
    stand = FlashStand([5]).plan()
    served, late = stand.grab(phone=DEWI), stand.grab()
    made = press.directly(served)
    monkeypatch.setattr(press.look, "now", lambda: Board(True, {stand.item_id.hex.encode(): b"0 0"}))

    assert "habis" in str(press.press(late).refusal)
    assert outcome_of(stand, late) is None or outcome_of(stand, late).order_id is None
    assert press.press(served).order_id == made.order_id


def test_a_board_that_says_there_is_more_sells_nothing_that_is_not_there(start_writer, db, monkeypatch):
    stand = FlashStand([1]).plan(quota=1)
    start_writer()
    monkeypatch.setattr(press.look, "now", lambda: Board(True, {stand.item_id.hex.encode(): b"99 0"}))

    assert press.press(stand.grab()).order_id
    assert "habis" in str(press.press(stand.grab()).refusal)


def test_a_board_nobody_writes_any_more_turns_nobody_away(stand):
    board = Board(False, {stand.item_id.hex.encode(): b"0 0"})

    assert board.no(stand.item_id) is None
    assert Board(True, board.left).no(stand.item_id)


def test_units_in_other_peoples_orders_are_called_so(stand):
    held = Board(True, {stand.item_id.hex.encode(): b"0 3"})

    assert "keranjang orang" in str(held.no(stand.item_id))
    assert held.no(new_id()) is None
    assert held.no(None) is None


def test_the_way_around_is_narrow_and_says_so(stand, monkeypatch):
    monkeypatch.setattr(press, "SIDE_DOOR_SECONDS", 0.05)
    taken = [press._doors.acquire() for _ in range(press.SIDE_DOORS)]
    with pytest.raises(Busy):
        press.directly(stand.grab())
    for _ in taken:
        press._doors.release()


def test_whoever_gives_up_is_told_nothing_later_and_nothing_is_ordered(start_writer, stand, engines):
    one = stand.grab()
    key = (stand.vendor_id, one.key)
    stand.do(attempts.refuse, {key: press._too_many()})
    start_writer()

    assert press.press(one).refusal
    assert stand.count("orders") == 0


def test_giving_up_on_an_order_that_was_made_finds_the_order(stand):
    made = press.directly(one := stand.grab())

    key = (stand.vendor_id, one.key)
    assert stand.do(attempts.refuse, {key: press._too_many()})[key].order_id == made.order_id


def test_the_porter_carries_whatever_waits_in_one_go():
    bundles = []
    porter = Porter(lambda bundle: (time.sleep(0.05), bundles.append(bundle)))
    for n in range(20):
        porter.hand_over(n)
    wait_for(lambda: sum(map(len, bundles)) == 20)

    assert sorted(n for bundle in bundles for n in bundle) == list(range(20))
    assert len(bundles) < 6


def test_who_stopped_waiting_is_not_remembered(stand):
    key = (stand.vendor_id, new_id())
    ticket, is_sent = press.answers.wait_for(key)
    with pytest.raises(Empty):
        press.answers.collect(key, ticket, 0.01)

    assert not is_sent
    assert key not in press.answers.waiting
