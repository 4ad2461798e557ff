"""Carries presses from this process to the queue: whatever waits goes in one bundle."""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

T = TypeVar("T")

MOST_IN_A_BUNDLE = 32


class Porter(Generic[T]):
    """One for a process, begun by the first press. `carry` takes a bundle away; it must not raise."""

    def __init__(self, carry: Callable[[list[T]], None]):
        self.carry = carry
        self.desk: SimpleQueue[T] = SimpleQueue()
        self.lock = threading.Lock()
        self.is_working = False

    def hand_over(self, one: T) -> None:
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
            self.carry([self.desk.get(), *self._rest()])

    def _rest(self) -> list[T]:
        rest: list[T] = []
        try:
            while len(rest) < MOST_IN_A_BUNDLE - 1:
                rest.append(self.desk.get_nowait())
        except Empty:
            pass
        return rest
