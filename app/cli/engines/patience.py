"""Waiting that a person can end: Ctrl-C and SIGTERM are noted, and every wait looks at the note."""

import signal
import time

_asked: list[int] = []


class Stopped(Exception):
    """The person asked us to stop while we were waiting."""

    def __init__(self, number: int):
        super().__init__(signal.Signals(number).name)
        self.number = number


def listen() -> None:
    """Note the signals that mean stop, instead of dying in the middle of something."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: _asked.append(number))


def pause(seconds: float) -> None:
    """Sleep. Raises Stopped if we were asked to end."""
    if not _asked:
        time.sleep(seconds)
    if _asked:
        raise Stopped(_asked[0])
