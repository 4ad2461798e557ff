"""Do what happens by itself: sweeps, and jobs that huey wakes."""

import logging
from importlib import import_module
from typing import Any

import click
from huey.api import Huey
from huey.consumer import Consumer

from .engines import patience
from .engines.installation import opened_app

THREADS, SECONDS_TO_FINISH = 2, 10


class Waker(Consumer):
    """huey's consumer as threads of this process, which keeps its own signals."""

    def _set_signal_handlers(self) -> None:
        """Signals are ours."""


@click.command()
def worker() -> None:
    """Do what happens by itself: sweeps, and jobs that huey wakes.

    `up` runs this. It finishes what it has begun when it is asked to end.
    """
    from app.jobs import keep_sweeping

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s worker %(levelname)s %(name)s: %(message)s")
    patience.listen()
    import_module("app.sweeps")  # which registers them
    with opened_app() as app:
        waker = start_waker(app.extensions["huey"])

    def pause(seconds: float) -> None:
        waker.check_worker_health()
        patience.pause(seconds)

    try:
        keep_sweeping(app, pause)
    except patience.Stopped:
        waker.stop(graceful=True)


def start_waker(huey: Huey, **options: Any) -> Waker:
    """Threads that run what was put into the queue. It is at most once: the sweeps find what it loses."""
    waker = Waker(huey, workers=THREADS, worker_type="thread", shutdown_timeout=SECONDS_TO_FINISH, **options)
    waker.start()
    return waker
