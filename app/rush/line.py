"""The writer's end of the queue: take bundles, take over what another writer left, answer, put aside what is broken."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from redis import Redis, RedisError, ResponseError
from redis.backoff import NoBackoff
from redis.retry import Retry

from app.orders.attempt import Outcome

from .stream import DEAD, GROUP, MOST_DEAD, QUEUE, Bundle, bundle, pack_outcomes

log = logging.getLogger(__name__)

MOST_BUNDLES = 12
IDLE_MS = 5_000
SPEAK_SECONDS = 0.5
ANSWERS_KEPT, ANSWERS_MS = 1_000, 60_000


class Line:
    """One writer as a member of the group. Reading may wait; speaking may neither wait nor fail."""

    def __init__(self, url: str, name: str):
        patient: dict[str, Any] = {"socket_timeout": 3, "socket_connect_timeout": 1, "retry": Retry(NoBackoff(), 0)}
        self.reader = Redis.from_url(url, client_name=f"writer-{name}", **patient)
        self.speaker = Redis.from_url(url, **patient | {"socket_timeout": SPEAK_SECONDS})
        self.name = name

    def open(self) -> None:
        """Make the queue and its group where there is none: at the start, and when Redis was emptied."""
        with suppress(ResponseError):  # it is there
            self.reader.xgroup_create(QUEUE, GROUP, id="0", mkstream=True)

    def take(self, wait_ms: int) -> list[Bundle]:
        """Whatever waits, or what comes within that time. Raises RedisError."""
        try:
            got: Any = self.reader.xreadgroup(GROUP, self.name, {QUEUE: ">"}, count=MOST_BUNDLES, block=wait_ms)
        except ResponseError:
            self.open()
            return []
        return [bundle(id_, fields) for _, entries in got or () for id_, fields in entries if fields]

    def take_over(self) -> list[tuple[Bundle, int]]:
        """What a writer took and did not finish within five seconds, each with how often it was handed out."""
        try:
            got: Any = self.reader.xautoclaim(QUEUE, GROUP, self.name, IDLE_MS, count=MOST_BUNDLES)
        except ResponseError:
            self.open()
            return []
        taken = [bundle(id_, fields) for id_, fields in got[1] if id_ and fields]
        return [(one, self._times(one)) for one in taken]

    def _times(self, one: Bundle) -> int:
        rows: Any = self.reader.xpending_range(QUEUE, GROUP, one.id, one.id, 1)
        return rows[0]["times_delivered"] if rows else 1

    def answer(self, outcomes: Mapping[str, Mapping[str, Outcome]], done: Iterable[Bundle]) -> None:
        """Tell each process its outcomes (by tag) and take what is finished off the queue.

        What cannot be told is found in PostgreSQL by its key; what cannot be taken off comes again and is told again.
        """
        try:
            with self.speaker.pipeline(transaction=False) as pipe:
                for reply_to, told in outcomes.items():
                    pipe.xadd(reply_to, {"d": pack_outcomes(told)}, maxlen=ANSWERS_KEPT, approximate=True)
                    pipe.pexpire(reply_to, ANSWERS_MS)
                if ids := [one.id for one in done]:
                    pipe.xack(QUEUE, GROUP, *ids)
                    pipe.xdel(QUEUE, *ids)
                pipe.execute(raise_on_error=False)
        except (RedisError, OSError) as error:
            log.warning("redis is out (%s): answers are found by their keys", error)

    def bury(self, tag: bytes, packed: bytes, why: str) -> None:
        """Keep a press that nobody could decide, for people to look at."""
        log.error("a press was put aside: %s", why)
        with suppress(RedisError, OSError):
            self.speaker.xadd(DEAD, {"tag": tag, "press": packed, "why": why}, maxlen=MOST_DEAD, approximate=True)


def by_process(bundles: Iterable[Bundle], outcomes: Mapping[bytes, Outcome]) -> dict[str, dict[str, Outcome]]:
    """Which process is told what."""
    told: dict[str, dict[str, Outcome]] = defaultdict(dict)
    for one in bundles:
        for tag in one.packed:
            if tag in outcomes and one.reply_to:
                told[one.reply_to][tag.decode()] = outcomes[tag]
    return told
