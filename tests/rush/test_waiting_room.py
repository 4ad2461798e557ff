from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from app.core.clock import now
from app.core.ids import new_id
from app.extensions import shortcut
from app.flash.left import Left
from app.rush import waiting_room
from app.rush.waiting_room import Room, Ticket, come, leave, waiting


def left(available=5, held=0, *, state="running", starts_in=-60, lasts=3600):
    moment = now()
    begin = moment + timedelta(seconds=starts_in)
    return Left(state, begin, begin + timedelta(seconds=lasts), moment, available, held)


@pytest.fixture
def room(db):
    """Two at once; five are left."""
    waiting_room._quiet_until.clear()
    return Room(new_id(), 2, False, left())


def with_left(room, *args, **more):
    return replace(room, left=left(*args, **more))


def soon(room):
    return with_left(room, 0, state="planned", starts_in=60)


def places(room, names):
    return [come(room, name).place for name in names]


def later(engines, room, **seconds):
    """Time passes in Redis: everything that it noted happened so much earlier."""
    ms = int(timedelta(**seconds).total_seconds() * 1000)
    _, inside, notes, seen = waiting_room._keys(room.item_id)
    for name in (inside, seen):
        for member, _ in engines.client.zrange(name, 0, -1, withscores=True):
            engines.client.zincrby(name, -ms, member)
    for field in (b"emptied", b"offer", b"filled"):
        if engines.client.hexists(notes, field):
            engines.client.hincrby(notes, field, -ms)


def test_below_the_threshold_nobody_waits(room):
    assert [come(room, name).may_press for name in ("dewi", "agus")] == [True, True]
    assert waiting(room.item_id) == 0


def test_above_it_everybody_else_has_a_place_in_the_order_they_came(room, monkeypatch):
    monkeypatch.setattr(waiting_room, "PER_SECOND", 0.001)
    for name in ("dewi", "agus"):
        come(room, name)

    assert places(room, ["hendra", "fitri", "yoga"]) == [1, 2, 3]
    assert places(room, ["yoga", "hendra"]) == [3, 1]
    assert waiting(room.item_id) == 3


def test_no_more_are_let_in_than_what_is_left_and_a_fifth(db):
    room = Room(new_id(), 0, False, left(5))

    inside = [name for name in range(20) if come(room, f"p{name}").may_press]

    assert len(inside) == 6


def test_whoever_has_bought_makes_room_for_the_next(db):
    room = Room(new_id(), 0, False, left(1))
    assert [come(room, name).may_press for name in ("dewi", "agus", "rina")] == [True, True, False]

    leave(room.item_id, "dewi")

    assert come(room, "rina").may_press


def test_no_more_are_let_in_a_second_than_the_rate(db, monkeypatch):
    monkeypatch.setattr(waiting_room, "PER_SECOND", 3)
    room = Room(new_id(), 0, False, left(1000))

    assert sum(come(room, f"p{n}").may_press for n in range(12)) in (3, 4, 5)


def test_the_turn_ends_if_nobody_presses(room, engines):
    room = Room(room.item_id, 0, False, left(1))
    for name in ("dewi", "agus", "rina"):
        come(room, name)
    later(engines, room, seconds=waiting_room.ADMITTED_SECONDS + 1)

    assert come(room, "rina").may_press


def test_who_is_away_keeps_the_place_but_is_passed_over(db, engines):
    room = Room(new_id(), 0, False, left(1))
    for name in ("dewi", "agus", "rina", "hendra"):
        come(room, name)
    later(engines, room, seconds=waiting_room.ADMITTED_SECONDS + 1)

    assert come(room, "hendra").may_press, "rina has closed the page"
    assert come(room, "rina").may_press, "and is next as soon as she is back"


def test_before_the_start_people_are_noted_and_few_are_let_in_at_once(room):
    assert [come(soon(room), name).may_press for name in ("dewi", "agus")] == [False, False]
    assert come(soon(room), "agus").place == 2

    assert [come(room, name).may_press for name in ("agus", "dewi")] == [True, True]


def test_many_before_the_start_stand_in_the_order_they_came(room, monkeypatch):
    monkeypatch.setattr(waiting_room, "PER_SECOND", 1)
    for name in ("dewi", "agus", "rina"):
        come(soon(room), name)

    assert come(room, "dewi").may_press
    assert places(room, ["rina", "agus"]) == [2, 1]


def test_a_draw_mixes_those_who_were_there_at_the_start_and_puts_the_others_behind(db, monkeypatch):
    monkeypatch.setattr(waiting_room, "PER_SECOND", 0.001)
    firsts = set()
    for _ in range(12):
        room = Room(new_id(), 0, True, left(100))
        names = [f"p{n}" for n in range(6)]
        assert places(soon(room), names) == [0] * 6, "nobody knows the order before the start"
        first, late = [come(room, name) for name in names], come(room, "late")
        order = {name: one.place for name, one in zip(names, first, strict=True) if not one.may_press}
        firsts.add(
            next((name for name, one in zip(names, first, strict=True) if one.may_press), min(order, key=order.get))
        )
        assert late.place > max(order.values())

    assert len(firsts) > 1


def test_without_a_draw_the_first_is_first(db, monkeypatch):
    monkeypatch.setattr(waiting_room, "PER_SECOND", 0.001)
    for _ in range(5):
        room = Room(new_id(), 0, False, left(100))
        assert places(soon(room), ["p0", "p1", "p2"]) == [1, 2, 3]


def test_units_that_come_back_are_for_those_who_waited_first(room, engines):
    for name in ("dewi", "agus"):
        come(room, name)
    sold_out = with_left(room, 0, 1)
    assert come(sold_out, "dewi", queues=True).place == 1
    later(engines, room, seconds=5)
    back = with_left(room, 1)

    stranger = come(back, "rudi")
    assert not stranger.may_press
    assert not come(back, "agus").may_press, "he did not wait"
    assert come(back, "dewi").may_press


def test_after_a_minute_everybody_may_press_again(room, engines):
    come(with_left(room, 0, 1), "dewi", queues=True)
    later(engines, room, seconds=5)
    back = with_left(room, 1)
    assert not come(back, "rudi").may_press

    later(engines, room, seconds=waiting_room.OFFER_SECONDS + 1)

    assert come(back, "rudi").may_press


def test_nobody_waits_for_units_without_being_asked(room, engines):
    assert come(with_left(room, 0, 1), "dewi").place == 0
    later(engines, room, seconds=5)

    assert come(with_left(room, 1), "rudi").may_press


def test_processes_that_disagree_for_a_moment_take_nobodys_turn(room, engines):
    come(with_left(room, 0, 1), "dewi", queues=True)
    later(engines, room, seconds=5)
    assert come(with_left(room, 1), "dewi").may_press

    come(with_left(room, 0, 1), "agus")

    assert come(with_left(room, 1), "dewi").may_press


@pytest.mark.parametrize(
    ("available", "held", "more"), [(0, 0, {}), (5, 0, {"state": "ended"}), (5, 0, {"state": "cancelled"})]
)
def test_the_room_closes_when_it_is_gone(room, available, held, more):
    assert not come(with_left(room, available, held, **more), "dewi").may_press
    assert waiting(room.item_id) == 0


def test_the_estimate_is_given_only_where_it_depends_on_nobody(db, monkeypatch):
    monkeypatch.setattr(waiting_room, "PER_SECOND", 2)
    plenty, few = Room(new_id(), 0, False, left(1000)), Room(new_id(), 0, False, left(2))
    known = [come(plenty, f"p{n}") for n in range(8)][-1]
    unknown = [come(few, f"p{n}") for n in range(8)][-1]

    assert known.seconds
    assert known.seconds >= known.place // 2
    assert unknown.seconds is None


def test_a_list_that_was_lost_is_made_again_out_of_the_tickets(db, monkeypatch, engines):
    monkeypatch.setattr(waiting_room, "PER_SECOND", 0.001)
    room = Room(new_id(), 0, False, left(100))
    tickets = {name: come(room, name).ticket for name in ("p0", "p1", "p2", "p3")}
    engines.client.flushall()
    come(room, "new")

    order = [come(room, name, ticket=tickets[name]).place for name in ("p3", "p1", "p2")]

    assert order == [2, 2, 3]
    assert come(room, "p3").place == 4


def test_an_old_ticket_is_worth_nothing_while_the_list_stands(db, monkeypatch):
    monkeypatch.setattr(waiting_room, "PER_SECOND", 0.001)
    room = Room(new_id(), 0, False, left(100))
    ticket = [come(room, name).ticket for name in ("p0", "p1", "p2")][-1]

    assert come(room, "friend", ticket=Ticket(1, ticket.list_begun)).place == 4


def test_without_redis_everybody_may_press(room, monkeypatch):
    monkeypatch.setattr(shortcut, "client", None)

    assert [come(room, f"p{n}").may_press for n in range(5)] == [True] * 5
    assert waiting(room.item_id) == 0


def test_a_process_does_not_ask_again_while_there_is_room_for_many(db):
    waiting_room._quiet_until.clear()
    wide, narrow = Room(new_id(), 100, False, left()), Room(new_id(), 2, False, left())
    come(wide, "dewi")
    come(narrow, "dewi")

    assert waiting_room.is_quiet(wide.item_id)
    assert not waiting_room.is_quiet(narrow.item_id)


@pytest.mark.parametrize(("seconds_ago", "others_pass"), [(60, True), (120, False)])
def test_only_what_was_known_just_now_is_gone_by_while_one_asks(db, monkeypatch, seconds_ago, others_pass):
    monkeypatch.setattr(waiting_room, "QUIET_SECONDS", 50)
    room = Room(new_id(), 100, False, left())
    come(room, "dewi")
    waiting_room._quiet_until[room.item_id] -= seconds_ago

    assert not waiting_room.is_quiet(room.item_id)
    assert waiting_room.pass_quietly(room.item_id, "rudi") is others_pass


def test_a_room_that_offers_what_came_back_is_not_quiet_however_few_wait(db, engines):
    waiting_room._quiet_until.clear()
    room = Room(new_id(), 100, False, left())
    come(with_left(room, 0, 1), "dewi", queues=True)
    later(engines, room, seconds=5)

    assert come(with_left(room, 1), "dewi").may_press
    assert not waiting_room.pass_quietly(room.item_id, "rudi")


def crowd(app, room, people=24):
    start = Barrier(people)

    def arrive(n):
        with app.app_context():
            start.wait()
            return come(room, f"p{n}").may_press

    with ThreadPoolExecutor(people) as pool:
        return sum(pool.map(arrive, range(people)))


def test_a_crowd_at_once_is_let_in_by_the_same_rule(app, db):
    assert crowd(app, Room(new_id(), 0, False, left(5))) <= 6


def test_negative_control_counting_and_letting_in_apart_lets_in_more(app, db, monkeypatch):
    def looks_then_enters(room, device):
        key = room.item_id.hex
        is_free = shortcut.client.scard(key) < 6
        if is_free:
            shortcut.client.sadd(key, device)
        return waiting_room.Standing(is_free)

    monkeypatch.setitem(globals(), "come", looks_then_enters)

    assert crowd(app, Room(new_id(), 0, False, left(5))) > 6
