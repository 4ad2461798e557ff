"""Two processes hear of the same money at the same moment; and what happens when nobody holds the door."""

import time
from contextlib import nullcontext
from contextvars import copy_context
from threading import Barrier, Thread
from unittest.mock import patch

import pytest

from app.core import tenancy
from app.core.db import db, transaction
from app.payments import attempt as attempts
from app.payments import bill as bills
from app.payments import reducer, surplus, words
from app.payments.state import State

AT_ONCE = 6


def unlocked(vendor_id, attempt_id):
    """What `attempts.lock` does, without the lock: what was read is acted on a moment later."""
    attempt = attempts.find(vendor_id, attempt_id)
    bill = bills.find(vendor_id, attempt.bill_id)
    time.sleep(0.2)
    return bill, attempt


def all_at_once(counter, attempt, effects):
    """So many threads that all say that it is paid."""
    seen = words.Observation(attempt.reference, "tx-1", State.PAID, 30_000)
    together = Barrier(AT_ONCE)

    def say():
        with counter.app.app_context(), tenancy.acting_for(counter.sari.vendor_id):
            together.wait()
            try:
                with transaction():
                    effects.append(reducer.reduce(counter.sari.vendor_id, attempt.id, seen, "poll"))
            except Exception as error:
                effects.append(type(error).__name__)

    threads = [Thread(target=copy_context().run, args=(say,)) for _ in range(AT_ONCE)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


@pytest.mark.parametrize("lock", ["locked", "unlocked"])
def test_money_that_is_told_six_times_at_once_is_counted_once_and_only_because_of_the_lock(counter, lock):
    attempt, effects = counter.attempt(), []
    with patch.object(attempts, "lock", unlocked) if lock == "unlocked" else nullcontext():
        all_at_once(counter, attempt, effects)

    if lock == "locked":
        assert sorted(effects) == ["moved", *["noted"] * (AT_ONCE - 1)]
        assert (counter.bill.paid_amount, counter.order.payment_state) == (30_000, "paid")
    else:
        assert effects.count("moved") + effects.count("Changed") + effects.count("StaleDataError") > 1, effects


def test_a_notice_that_was_altered_pays_an_order_only_without_the_confirmation(counter):
    first, second = counter.attempt(), counter.attempt(state=State.EXPIRED)
    assert counter.seen(first, State.PAID, 30_000, source="notice") == "asked"
    assert counter.order.payment_state == "unpaid"

    with patch.object(reducer, "CONFIRMED_BY", ("notice",)):
        assert counter.seen(second, State.PAID, 30_000, source="notice") == "moved"
    assert counter.order.payment_state == "paid", "the control: nobody was asked, and nobody paid"


def test_the_same_news_twice_is_new_money_only_without_the_dedupe(counter):
    one = counter.attempt()
    counter.seen(one, State.PAID, 30_000)
    counter.seen(one, State.PAID, 30_000)
    assert surplus.waiting(counter.sari.vendor_id) == []

    with patch.object(reducer, "new_money", lambda _attempt, seen: seen.received):
        counter.seen(one, State.PAID, 30_000)
    db.session.rollback()
    assert [laid.amount for laid in surplus.waiting(counter.sari.vendor_id)] == [30_000], "the control"
