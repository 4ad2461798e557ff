"""Carries presses from this process to the queue: whatever waits goes in one bundle."""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue

from app.orders.attempt import Attempt

MOST_IN_A_BUNDLE = 32


class Porter:
    """One for a process, begun by the first press. `carry` takes a bundle and says whether it arrived."""

    def __init__(self, carry: Callable[[list[Attempt]], bool], lost: Callable[[Attempt], None]):
        self.carry, self.lost = carry, lost
        self.desk: SimpleQueue[Attempt] = SimpleQueue()
        self.lock = threading.Lock()
        self.is_working = False

    def hand_over(self, one: Attempt) -> None:
        """Leave a press at the desk."""
        self.desk.put(one)
        if not self.is_working:
            self._begin()

    def _begin(self) -> None:
        with self.lock:
            if not self.is_working:
                threading.Thread(target=self._work, name="flash-porter", daemon=True).start()
                self.is_working = True

    def _work(self) -> None:
        while True:
            load = [self.desk.get(), *self._rest()]
            if not self.carry(load):
                for one in load:
                    self.lost(one)

    def _rest(self) -> list[Attempt]:
        rest: list[Attempt] = []
        try:
            while len(rest) < MOST_IN_A_BUNDLE - 1:
                rest.append(self.desk.get_nowait())
        except Empty:
            pass
        return rest
