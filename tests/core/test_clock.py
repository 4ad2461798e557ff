"""Telling the time."""

from datetime import UTC, datetime, timedelta, timezone

from app.core import clock

THEN = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def test_now_is_now():
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_deeds_within_the_block_happen_then_and_after_it_now():
    with clock.at(THEN):
        assert clock.now() == THEN
        with clock.at(THEN + timedelta(days=1)):
            assert clock.now() == THEN + timedelta(days=1)
        assert clock.now() == THEN
    assert clock.now() > THEN


def test_another_zone_is_the_same_moment_in_utc():
    with clock.at(datetime(2026, 1, 2, 10, 4, tzinfo=timezone(timedelta(hours=7)))):
        assert clock.now() == THEN
        assert clock.now().tzinfo is UTC
