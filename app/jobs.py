"""What happens by itself: sweeps that look for work every few seconds.

The truth of every job is a row; a sweep finds the rows that are due, so a job that was lost on the way is found again.
huey only wakes things sooner. A sweep may run in two processes at once, so it takes rows with `FOR UPDATE SKIP LOCKED`
or by a conditional update, and opens its own transaction, as a door does.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from flask import Flask

log = logging.getLogger(__name__)

AT_ONCE = 4


@dataclass
class Sweep:
    """One look for work, and when it is due again."""

    look: Callable[[], object]
    every: float
    due: float = 0.0
    running: "Future[None] | None" = field(default=None, repr=False)

    def is_due(self, now: float) -> bool:
        """Whether to start it: its time has come and the last one has ended."""
        return now >= self.due and (self.running is None or self.running.done())


sweeps: list[Sweep] = []


def sweep(every: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Have a function called every so many seconds by the worker, within the app."""

    def register(look: Callable[[], object]) -> Callable[[], object]:
        sweeps.append(Sweep(look, every))
        return look

    return register


def run_one(app: Flask, one: Sweep) -> None:
    """One sweep in an app context of its own. What it raises is logged and stops nothing."""
    try:
        with app.app_context():
            one.look()
    except Exception:
        log.exception("sweep %s failed; it is tried again in %s s", one.look.__name__, one.every)


def run_due(app: Flask, pool: ThreadPoolExecutor, now: float) -> None:
    """Start every sweep whose time has come; a slow one holds up nobody but itself."""
    for one in sweeps:
        if one.is_due(now):
            one.due = now + one.every
            one.running = pool.submit(run_one, app, one)


def keep_sweeping(app: Flask, pause: Callable[[float], None]) -> None:
    """Until `pause` raises. Sweeps that run are finished first."""
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="sweep") as pool:
        while True:
            run_due(app, pool, time.monotonic())
            pause(0.2)
