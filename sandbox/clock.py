"""The twin's own time: it may run fast, and be put forward, so that a day of retries takes a moment."""

import time


class Clock:
    """Seconds since 1970; `speed` is how many of them pass in a real one."""

    def __init__(self, speed: float = 1.0):
        self.speed = speed
        started = time.time()
        self._told = started, started  # one tuple, so that no thread sees half of a change

    def now(self) -> float:
        """The present moment."""
        moment, since = self._told
        return moment + (time.time() - since) * self.speed

    def advance(self, seconds: float) -> None:
        """Put it forward."""
        self._told = self.now() + seconds, time.time()

    def set(self, moment: float) -> None:
        """Put it to a moment."""
        self._told = moment, time.time()
