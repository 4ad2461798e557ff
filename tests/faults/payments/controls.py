"""Each protection taken away: the judge must have something to say."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from unittest.mock import patch

from app.payments import attempt as attempts
from app.payments import reducer
from app.payments.gateways import adapter

from . import world

SEALED = ("doku", "snap")
"""Providers of whom an altered notice is refused before anybody could believe it."""
BETWEEN = 0.03
"""Seconds from reading to writing, without the lock."""


@contextmanager
def without_dedupe(_provider: str) -> Iterator[None]:
    """The same news twice is new money twice."""
    with patch.object(reducer, "new_money", lambda _attempt, seen: seen.received):
        yield


@contextmanager
def without_confirmation(provider: str) -> Iterator[None]:
    """A notice is believed as it stands; where its signature covers every byte, that has to be taken away as well."""
    is_open = patch.object(adapter(provider), "verify", lambda *_: None) if provider in SEALED else nullcontext()
    with patch.object(reducer, "CONFIRMED_BY", ("answer", "poll", "person", "notice")), is_open:
        yield


@contextmanager
def without_row_lock(_provider: str) -> Iterator[None]:
    """Two processes read an attempt at the same time and both act on what they read.

    Sweeps always run side by side, time flies, and most people pay late: what is laid on the desk twice is seen, what
    is written twice over the same figure is not.
    """
    from app.core.db import db
    from app.payments import bill as bills

    def unlocked(vendor_id: Any, attempt_id: Any) -> tuple[Any, Any]:
        attempt = attempts.find(vendor_id, attempt_id)
        db.session.refresh(attempt)
        bill = bills.find(vendor_id, attempt.bill_id)
        db.session.refresh(bill)
        time.sleep(BETWEEN)
        return bill, attempt

    crowded = {"CROWDED": 1.0, "ASKED_ABOUT": 8, "STEPS": (1_800,), "PAYERS": {"pay": 20, "pay_late": 60}}
    with patch.object(attempts, "lock", unlocked), patch.multiple(world, **crowded):
        yield


CONTROLS: dict[str, Callable[[str], Any]] = {
    "dedupe": without_dedupe,
    "status confirmation": without_confirmation,
    "row lock": without_row_lock,
}
