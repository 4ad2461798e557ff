"""Twenty people say "+1" in the same instant; a count and a delivery meet. Real threads, real PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.core.actor import Actor, system
from app.core.db import db as database
from app.core.db import transaction
from app.core.ids import new_id
from app.core.refusal import Changed
from app.core.tenancy import acting_for
from app.stock import allocation, change, level
from app.stock.count import count
from tests.orders.stand import Stand, run

PEOPLE = 20


@pytest.fixture
def stand(db):
    return Stand([10, 10])


def at_once(app, stand, deeds):
    """Each deed in a thread and a transaction of its own, all begun at one instant; what each answered or raised."""
    start = Barrier(len(deeds))

    def one(deed):
        with app.app_context(), acting_for(stand.vendor_id):
            try:
                start.wait()
                with transaction():
                    return deed()
            except Changed as refusal:
                return refusal
            finally:
                database.session.remove()

    with ThreadPoolExecutor(len(deeds)) as crowd:
        return list(crowd.map(one, deeds))


def who(stand, i=0):
    return Actor("staff", stand.vendor_id, new_id(), f"Orang {i}", "staff")


def test_twenty_times_plus_one_is_plus_twenty(app, stand):
    at_once(app, stand, [
        lambda i=i: change.add(who(stand, i), stand.variants[0], 1, key=new_id()) for i in range(PEOPLE)
    ])  # fmt: skip
    assert stand.level() == (10 + PEOPLE, 0, 0)


def test_negative_control_reading_first_and_writing_later_loses_some(app, stand):
    readers = database.engine.pool.size()
    together = Barrier(readers)

    def read_then_write():
        (read,) = run("SELECT on_hand FROM stock_level WHERE variant_id = :v", v=stand.variants[0]).one()
        together.wait(10)
        run("UPDATE stock_level SET on_hand = :n WHERE variant_id = :v", n=read + 1, v=stand.variants[0])

    at_once(app, stand, [read_then_write] * readers)
    assert stand.level()[0] < 10 + readers


def test_one_key_pressed_twenty_times_counts_once(app, stand):
    key = new_id()
    at_once(app, stand, [lambda: change.add(who(stand), stand.variants[0], 1, key=key)] * PEOPLE)
    assert stand.level() == (11, 0, 0)


def test_of_two_simultaneous_counts_one_is_told_of_the_other(app, stand):
    answers = at_once(app, stand, [
        lambda i=i: count(who(stand, i), stand.variants[0], 7 + i, based_on=10, key=new_id()) for i in range(2)
    ])  # fmt: skip
    (refused,) = [one for one in answers if isinstance(one, Changed)]
    (kept,) = [one for one in answers if not isinstance(one, Changed)]
    assert stand.level() == (kept, 0, 0)
    assert f"baru saja menghitung {kept}" in str(refused)


def test_keeping_and_letting_go_meet_and_one_of_them_wins(app, stand):
    orders = [stand.buy(1, 1, payment_method="transfer").order_id for _ in range(5)]
    deeds = [lambda id_=id_: bool(allocation.keep(stand.vendor_id, [id_])) for id_ in orders]
    deeds += [lambda id_=id_: bool(allocation.release(stand.vendor_id, id_)) for id_ in orders]
    answers = at_once(app, stand, deeds)
    on_hand, held, allocated = stand.level()
    with acting_for(stand.vendor_id):
        kept = run("SELECT count(*) FROM stock_allocation WHERE state = 'allocated'").scalar_one() // 2
    assert (on_hand, held, allocated) == (10, 0, kept)
    assert any(answers[5:])


def test_deeds_on_two_variants_in_opposite_order_never_deadlock(app, stand):
    orders = [stand.buy(1, 1).order_id for _ in range(8)]
    deeds = [lambda id_=id_: allocation.fulfil(system(stand.vendor_id), id_) for id_ in orders]
    pairs = [(variant_id, stand.location_id) for variant_id in stand.variants]
    deeds += [lambda turn=turn: level.lock(stand.vendor_id, pairs[::turn]) and None for turn in (1, -1) * 4]
    at_once(app, stand, deeds)
    assert stand.level(0) == stand.level(1) == (2, 0, 0)
