"""The writer decides each press once, whatever is handed out twice, breaks, or is held up."""

import time

import pytest

from app.core.ids import new_id
from app.orders import attempt as attempts
from app.rush import stream
from app.rush.line import Line
from app.rush.statistics import Statistics
from app.rush.stream import DEAD, QUEUE
from app.rush.writer import Writer
from tests.flash.stand import FlashStand
from tests.orders.stand import run

from .conftest import holding_the_stock, outcome_of


def turn(writer, until=lambda: False, times=1):
    for _ in range(times):
        writer.turn()
        if until():
            break


def answers_to(engines, who="flash:answers:test"):
    told = [fields[b"d"] for _, fields in engines.client.xrange(who)]
    return {key[1]: outcome for packed in told for key, outcome in stream.unpack_outcomes(packed)}


def test_what_waits_becomes_one_transaction_and_everybody_is_answered(writer, stand, send, engines, statements):
    presses = [stand.grab() for _ in range(30)]
    writer.turn()
    send(*presses[:15])
    send(*presses[15:])
    with statements() as seen:
        writer.turn()

    assert stand.count("orders") == 30
    assert sum("INSERT INTO orders" in one for one in seen) == 1
    assert {key: one.secret for key, one in answers_to(engines).items()} == {
        one.key: outcome_of(stand, one).secret for one in presses
    }
    assert engines.client.xlen(QUEUE) == 0


def test_an_entry_that_comes_twice_gets_its_first_outcome(writer, stand, send, engines):
    one = stand.grab()
    send(one)
    writer.turn()
    first = answers_to(engines)[one.key].secret
    engines.client.delete("flash:answers:test")
    send(one)
    writer.turn()

    assert answers_to(engines)[one.key].secret == first
    assert stand.count("orders") == 1


def test_negative_control_without_keys_it_is_ordered_twice(writer, stand, send, monkeypatch):
    monkeypatch.setattr(attempts, "claim", lambda keys: {key: new_id() for key in keys})
    one = stand.grab()
    send(one)
    writer.turn()
    send(one)
    writer.turn()

    assert stand.count("orders") == 2


def test_what_a_writer_left_unfinished_is_taken_over(writer, line, stand, send, engines, monkeypatch):
    one = stand.grab()
    send(one)
    Line(engines.redis.url, "dead").take(10)  # and dies
    writer.turn()
    assert outcome_of(stand, one) is None

    monkeypatch.setattr("app.rush.line.IDLE_MS", 0)
    writer.look_at = 0
    writer.turn()

    assert outcome_of(stand, one).order_id
    assert engines.client.xpending(QUEUE, stream.GROUP)["pending"] == 0


def test_negative_control_acknowledging_before_deciding_loses_the_press(writer, stand, send, engines, monkeypatch):
    one = stand.grab()
    send(one)
    hasty = Line(engines.redis.url, "hasty")
    hasty.answer({}, hasty.take(10))  # and dies
    monkeypatch.setattr("app.rush.line.IDLE_MS", 0)
    writer.turn()

    assert outcome_of(stand, one) is None


def test_one_press_that_breaks_the_batch_is_refused_and_the_others_are_served(writer, stand, send, engines):
    poison = stand.grab(address="Jl. \x00")
    others = [stand.grab() for _ in range(9)]
    send(*others[:4], poison, *others[4:])
    writer.turn()

    assert stand.count("orders") == 9
    assert "Pesanan tidak dibuat" in str(outcome_of(stand, poison).refusal)
    assert "Pesanan tidak dibuat" in str(answers_to(engines)[poison.key].refusal)
    assert engines.client.xlen(DEAD) == 1
    assert engines.client.xlen(QUEUE) == 0


def test_negative_control_without_halving_everybody_is_refused(writer, stand, send, monkeypatch):
    def all_at_once(self, parts):
        presses = {tag: one for part in parts for tag, one in part.items()}
        return {tag: self._give_up(tag, b"", "all")[tag] for tag in presses}, {}

    monkeypatch.setattr(Writer, "_each", all_at_once)
    send(stand.grab(address="\x00"), stand.grab())
    writer.turn()

    assert stand.count("orders") == 0


def test_a_press_that_nobody_can_read_is_refused_by_its_tag(writer, stand, send, engines):
    broken, whole = stand.grab(), stand.grab()
    tag = stream.tag((stand.vendor_id, broken.key))
    fields = {"to": "flash:answers:test", tag: "nonsense", stream.tag((stand.vendor_id, whole.key)): stream.pack(whole)}
    engines.client.xadd(QUEUE, fields)
    writer.turn()

    assert outcome_of(stand, broken).refusal
    assert outcome_of(stand, whole).order_id
    [(_, dead)] = engines.client.xrange(DEAD)
    assert (dead[b"tag"], dead[b"press"]) == (tag.encode(), b"nonsense")


def test_what_kills_every_writer_is_given_up_after_three_times(writer, stand, send, engines, monkeypatch):
    one = stand.grab()
    id_ = send(one)
    monkeypatch.setattr("app.rush.line.IDLE_MS", 0)
    engines.client.xreadgroup(stream.GROUP, "dead", {QUEUE: ">"})
    for _ in range(3):
        engines.client.xclaim(QUEUE, stream.GROUP, "dead", 0, [id_])
    writer.turn()

    assert outcome_of(stand, one).refusal
    assert stand.count("orders") == 0


def test_a_locked_item_holds_up_nobody_elses(writer, stand, send, engines):
    other = FlashStand([10]).plan(quota=10)
    here, there = stand.grab(), other.grab()
    with holding_the_stock(engines, stand):
        send(here, there)
        turn(writer, times=3)
        assert outcome_of(other, there).order_id
        assert outcome_of(stand, here) is None
        assert engines.client.xlen(QUEUE) == 1
    end = time.monotonic() + 10
    turn(writer, until=lambda: outcome_of(stand, here) or time.monotonic() > end, times=200)

    assert outcome_of(stand, here).order_id
    assert engines.client.xlen(QUEUE) == 0


def test_neither_telling_nor_taking_off_can_fail_or_keep_the_writer(writer, stand, send, engines, monkeypatch):
    one = stand.grab()
    send(one)
    bundles = writer.line.take(10)
    for name in ("speaker", "reader"):
        monkeypatch.setattr(writer.line, name, Line("redis://127.0.0.1:1", "deaf").speaker)
    began = time.monotonic()
    writer.handle(bundles)

    assert time.monotonic() - began < 2
    assert outcome_of(stand, one).order_id


def test_a_queue_that_was_emptied_is_made_again(writer, stand, send, engines):
    writer.turn()
    engines.client.flushall()
    one = stand.grab()
    send(one)
    turn(writer, until=lambda: outcome_of(stand, one), times=3)

    assert outcome_of(stand, one).order_id


def test_a_sale_begins_on_the_second_without_the_worker(writer, db, send):
    late = FlashStand([5]).plan(begins_in=-1, begun=False)
    writer.turn()
    one = late.grab()
    send(one)
    writer.turn()

    assert outcome_of(late, one).order_id


def test_the_board_says_what_is_left_and_goes_with_its_writer(writer, stand, send, engines):
    send(*(stand.grab() for _ in range(38)))
    writer.turn()
    writer.chalk_at = 0
    writer.turn()

    assert engines.client.hgetall("flash:board")[stand.item_id.hex.encode()] == b"2 0"
    assert 0 < engines.client.pttl("flash:board") <= 2_500


def test_statistics_are_renewed_while_a_first_sale_outruns_them(db):
    kept = Statistics()

    assert [kept.keep_up_with(n) for n in (99, 100, 101, 499, 500, 100_000)] == [False, True, False, False, True, False]
    looked = (
        "SELECT count(*) FROM pg_stat_user_tables WHERE relname = 'orders' AND last_analyze > now() - interval '1 m'"
    )
    assert run(looked).scalar_one() == 1


@pytest.mark.parametrize("many", [1, 41])
def test_nothing_is_sold_that_is_not_there(writer, db, send, many):
    stand = FlashStand([1]).plan(quota=1)
    send(*(stand.grab() for _ in range(many)))
    writer.turn()

    assert (stand.count("orders"), stand.flash_level()) == (1, (1, 0, 1))
