"""Guessing gets slower."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask

from app.accounts import throttle
from app.accounts.throttle import Throttle, TooSoon
from app.core import clock
from app.core.db import transaction

FREE = throttle.FREE["account"]


@pytest.fixture
def hands_of_the_clock(monkeypatch):
    """Moves the throttle's clock on."""
    moved = [timedelta()]
    monkeypatch.setattr(throttle, "now", lambda: clock.now() + moved[0])

    def move(**by):
        moved[0] += timedelta(**by)

    return move


def waits(tries, move):
    """Seconds that each try after the free ones has to wait for."""
    told = []
    for _ in range(tries):
        with pytest.raises(TooSoon) as refused:
            throttle.knock("account", "sari")
        values = refused.value.values
        told.append(values.get("seconds") or values["minutes"] * 60)
        move(seconds=told[-1] + 1)
        throttle.knock("account", "sari")
    return told


def test_the_first_tries_are_free_then_each_wait_doubles_up_to_a_quarter_of_an_hour(db, hands_of_the_clock):
    for _ in range(FREE):
        throttle.knock("account", "sari")
    assert waits(8, hands_of_the_clock) == [15, 30, 60, 120, 240, 480, 900, 900]


def test_a_try_during_a_wait_makes_it_no_longer(db):
    for _ in range(FREE):
        throttle.knock("account", "sari")
    for _ in range(20):
        with pytest.raises(TooSoon, match=r"1[45] detik"):
            throttle.knock("account", "sari")


def test_one_account_does_not_slow_another(db):
    for _ in range(FREE):
        throttle.knock("account", "sari")
    throttle.knock("account", "rudi")
    throttle.knock("address", "sari")


def test_the_right_password_wipes_the_slate(db):
    for _ in range(FREE):
        throttle.knock("account", "sari")
    throttle.forgive("account", "sari")
    throttle.knock("account", "sari")


def test_an_hour_later_it_is_forgotten(db, hands_of_the_clock):
    for _ in range(FREE):
        throttle.knock("account", "sari")
    hands_of_the_clock(hours=1, seconds=16)
    for _ in range(FREE - 1):
        throttle.knock("account", "sari")
    throttle.forget_old()
    assert db.session.query(Throttle).count() == 1
    hands_of_the_clock(hours=1, seconds=1)
    throttle.forget_old()
    assert db.session.query(Throttle).count() == 0


def test_a_whole_village_may_sign_in_from_one_address(db):
    for _ in range(3 * throttle.FREE["address"]):
        throttle.knock("address", "10.0.0.1")
        throttle.take_back("address", "10.0.0.1")


def test_a_good_try_frees_nobody_from_the_waits_of_bad_ones(db):
    for _ in range(throttle.FREE["address"]):
        throttle.knock("address", "10.0.0.1")
    throttle.take_back("address", "10.0.0.1")
    with pytest.raises(TooSoon):
        throttle.knock("address", "10.0.0.1")


def test_neither_numbers_nor_addresses_are_kept(db):
    throttle.knock("account", "+6281234567890")
    assert "6281234567890" not in db.session.query(Throttle).one().key


def knock(app: Flask) -> bool:
    with app.app_context():
        try:
            with transaction():
                throttle.knock("account", "sari")
        except TooSoon:
            return False
    return True


def test_thirty_tries_at_once_are_thirty_tries(app):
    with ThreadPoolExecutor(6) as hands:
        let_through = sum(hands.map(lambda _: knock(app), range(30)))
    assert let_through == FREE
