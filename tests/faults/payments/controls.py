"""Each protection taken away: the judge must have something to say."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from app.payments import attempt as attempts
from app.payments import reducer

from . import world


@contextmanager
def without_dedupe() -> Iterator[None]:
    """The same news twice is new money twice."""
    with patch.object(reducer, "new_money", lambda _attempt, seen: seen.received):
        yield


@contextmanager
def without_confirmation() -> Iterator[None]:
    """A notice is believed as it stands."""
    with patch.object(reducer, "CONFIRMED_BY", ("answer", "poll", "person", "notice")):
        yield


@contextmanager
def without_row_lock() -> Iterator[None]:
    """Two processes read an attempt at the same time and both act on what they read."""
    from app.core.db import db
    from app.payments import bill as bills

    def unlocked(vendor_id: Any, attempt_id: Any) -> tuple[Any, Any]:
        attempt = attempts.find(vendor_id, attempt_id)
        db.session.refresh(attempt)
        bill = bills.find(vendor_id, attempt.bill_id)
        db.session.refresh(bill)
        time.sleep(0.03)
        return bill, attempt

    with patch.object(attempts, "lock", unlocked), patch.object(world, "CROWDED", 1.0):
        yield


CONTROLS: dict[str, Callable[[], Any]] = {
    "dedupe": without_dedupe,
    "status confirmation": without_confirmation,
    "row lock": without_row_lock,
}
