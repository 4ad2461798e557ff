"""A memory of one second, so that a thousand phones that ask the same are one question to the database."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from app.extensions import shortcut

SECONDS = 1.0
MOST = 512


class ShortMemory:
    """Answers by key: in this process, then in Redis, then made anew. Without Redis each process asks for itself."""

    def __init__(self, seconds: float = SECONDS):
        self.seconds = seconds
        self.kept: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self.lock = Lock()

    def recall(self, key: str, make: Callable[[], str]) -> bytes:
        """The answer for a key, at most two seconds old. While one thread makes it anew, others get the last one."""
        with self.lock:
            until, body = self.kept.get(key, (0.0, b""))
            if until > time.monotonic():
                return body
            if body:
                self._keep(key, body)
        body = self._from_redis(key) or self._make(key, make)
        with self.lock:
            self._keep(key, body)
        return body

    def forget(self) -> None:
        """Everything that this process knows."""
        with self.lock:
            self.kept.clear()

    def _from_redis(self, key: str) -> bytes:
        found = shortcut.call("GET", key)
        return found if isinstance(found, bytes) else b""

    def _make(self, key: str, make: Callable[[], str]) -> bytes:
        body = make().encode()
        shortcut.call("SET", key, body, "PX", int(self.seconds * 1000))
        return body

    def _keep(self, key: str, body: bytes) -> None:
        self.kept[key] = (time.monotonic() + self.seconds, body)
        self.kept.move_to_end(key)
        while len(self.kept) > MOST:
            self.kept.popitem(last=False)


short_memory = ShortMemory()
