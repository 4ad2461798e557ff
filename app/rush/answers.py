"""Who waits in this process for which answer, and the one listener that wakes them."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any
from uuid import uuid4

from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from app.orders.attempt import Key, Outcome

from .stream import ANSWERS, unpack_outcomes

log = logging.getLogger(__name__)

LOOK_MS, REST_SECONDS = 1000, 0.2
MOST_AT_ONCE = 200

Answer = Outcome | None
"""None: the question never reached the queue."""
Ticket = SimpleQueue[Answer]


class Answers:
    """The answers of one process. The listener is begun by the first who waits, in whichever process that is.

    Threads and queues here are greenlets under gevent, so a person who waits costs next to nothing.
    """

    def __init__(self, url: Callable[[], str]):
        self.url = url
        self.stream = ANSWERS.format(process=uuid4().hex)
        self.waiting: dict[Key, list[Ticket]] = {}
        self.lock = threading.Lock()
        self.is_listening = False

    def wait_for(self, key: Key) -> tuple[Ticket, bool]:
        """A ticket, and whether the same press waits here already: then it need not be sent again."""
        self._listen_from_now_on()
        ticket: Ticket = SimpleQueue()
        with self.lock:
            others = self.waiting.setdefault(key, [])
            others.append(ticket)
            return ticket, len(others) > 1

    def tell(self, key: Key, answer: Answer) -> None:
        """Wake everybody who waits for it."""
        with self.lock:
            tickets = self.waiting.pop(key, ())
        for ticket in tickets:
            ticket.put(answer)

    def collect(self, key: Key, ticket: Ticket, seconds: float) -> Answer:
        """The answer. Raises Empty when it did not come in time."""
        try:
            return ticket.get(timeout=seconds)
        except Empty:
            with self.lock, suppress(KeyError, ValueError):
                self.waiting[key].remove(ticket)
                if not self.waiting[key]:
                    del self.waiting[key]
            raise

    def _listen_from_now_on(self) -> None:
        if self.is_listening:
            return
        with self.lock:
            if not self.is_listening:
                threading.Thread(target=self._listen_always, name="flash-answers", daemon=True).start()
                self.is_listening = True

    def _listen_always(self) -> None:
        last, is_deaf = b"0", False
        while True:
            try:
                with Redis.from_url(self.url(), socket_timeout=3, retry=Retry(NoBackoff(), 0)) as client:
                    while True:
                        last = self._hear(client, last)
                        is_deaf = False
            except (RedisError, OSError) as error:
                if not is_deaf:
                    log.warning("no answers from the writer: redis is out (%s)", error)
                is_deaf = True
                time.sleep(REST_SECONDS)

    def _hear(self, client: Redis, last: bytes) -> bytes:
        heard: Any = client.xread({self.stream: last}, count=MOST_AT_ONCE, block=LOOK_MS)
        for _stream, entries in heard or ():
            for id_, fields in entries:
                last = id_
                for packed in fields.values():
                    for key, outcome in unpack_outcomes(packed):
                        self.tell(key, outcome)
        return last
