"""The twin's own time: it may run fast, and be put forward, so that a day of retries takes a moment."""

import time


class Clock:
    """Seconds since 1970; `speed` is how many of them pass in a real one."""

    def __init__(self, speed: float = 1.0):
        self.speed = speed
        self._from = self._since = time.time()

    def now(self) -> float:
        """The present moment."""
        return self._from + (time.time() - self._since) * self.speed

    def advance(self, seconds: float) -> None:
        """Put it forward."""
        self._from, self._since = self.now() + seconds, time.time()

    def set(self, moment: float) -> None:
        """Put it to a moment."""
        self._from, self._since = moment, time.time()
