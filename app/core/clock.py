"""The only place that reads the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _told.get() or datetime.now(UTC)


def today() -> date:
    """The day it is in Jakarta, where prices, limits and fees change at midnight."""
    return now().astimezone(JAKARTA).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let deeds within the block happen at another moment: how the demo tells what happened last week, and tests wait.

    Only for this task, and only for the clock: PostgreSQL and the number in a UUIDv7 keep the real time.
    """
    before = _told.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _told.reset(before)
