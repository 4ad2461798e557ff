"""The one who writes the orders of a flash sale: whatever waits becomes one transaction.

Entries are handed out at least once, and an attempt's key makes that once: a press that was decided before is told
its first outcome. Nothing is taken off the queue before it is decided and committed.
"""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from redis import RedisError
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from app.core.db import db, transaction
from app.core.refusal import Busy, Refusal
from app.core.tenancy import everyone
from app.flash import timetable
from app.orders import attempt as attempts
from app.orders.attempt import Attempt, Outcome
from app.orders.place import place

from . import counter
from .line import Line, by_process
from .statistics import Statistics
from .stream import Bundle, key_of, pack, unpack

log = logging.getLogger(__name__)

READ_MS, LOOK_SECONDS, CHALK_SECONDS = 500, 1.0, 0.2
MOST_TIMES, MOST_PUT_OFF = 3, 1_000
CROWD, GATHER_SECONDS = 20, 0.008
"""A transaction costs much the same however many are in it: in a crowd the next one may gather for a moment."""
FIRST_REST, LONGEST_REST = 0.05, 2.0
PASSING = (Busy, OperationalError, InterfaceError, NoConnection)
"""What may be over in a moment: nothing was decided, or what was decided is found by its key."""

_IMPATIENT = text("""
    SELECT set_config('lock_timeout', '500ms', true), set_config('idle_in_transaction_session_timeout', '3s', true)
""")
"""A row that somebody holds on to holds up its own item for longer than this, and nobody else. And a writer that is
frozen with rows in its hands loses them: the side doors need them, and it finds out by the keys what became of it."""

Presses = dict[bytes, Attempt]
"""Attempts by tag."""


@dataclass
class PutOff:
    """Presses that could not be decided yet, with the bundles they came in."""

    bundles: list[Bundle]
    presses: Presses
    rest: float = FIRST_REST
    due: float = 0.0


class Writer:
    """Takes, decides, tells. Two of them at once are as right as one, only slower."""

    def __init__(self, line: Line):
        self.line = line
        self.put_off: list[PutOff] = []
        self.look_at = self.chalk_at = 0.0
        self.statistics, self.written = Statistics(), 0

    def work(self, pause: Callable[[float], None]) -> None:
        """Until `pause` raises, which it is asked between batches only."""
        while True:
            pause(0)
            try:
                self.turn()
            except (RedisError, OSError) as error:
                log.warning("redis is out (%s): the doors place orders themselves", error)
                pause(0.2)
            except DBAPIError as error:
                log.warning("the database is out: %s", error)
                pause(0.2)

    def turn(self) -> None:
        """One look at the clock, the board and the queue."""
        self._keep_up(time.monotonic())
        for waiting in [one for one in self.put_off if one.due <= time.monotonic()]:
            self.put_off.remove(waiting)
            self._decide(waiting)
        if sum(len(one.presses) for one in self.put_off) < MOST_PUT_OFF:
            bundles = self.line.take(50 if self.put_off else READ_MS)
            self.handle(bundles)
            if sum(len(one.packed) for one in bundles) > CROWD:
                time.sleep(GATHER_SECONDS)

    def handle(self, bundles: Sequence[Bundle]) -> None:
        """Decide these bundles as one batch."""
        if not bundles:
            return
        presses: Presses = {}
        outcomes: dict[bytes, Outcome] = {}
        for tag, packed in (pair for one in bundles for pair in one.packed.items()):
            try:
                presses[tag] = unpack(tag, packed)
            except (ValueError, TypeError, AttributeError) as error:
                outcomes |= self._give_up(tag, packed, f"unreadable: {error!r}")
        self.line.answer(by_process(bundles, outcomes), ())
        self._decide(PutOff(list(bundles), presses))
        self.chalk_at = min(self.chalk_at, time.monotonic() + CHALK_SECONDS)

    def _decide(self, batch: PutOff) -> None:
        outcomes, later = self._outcomes(batch.presses)
        told = by_process(batch.bundles, outcomes)
        self.line.answer(told, () if later else batch.bundles)
        self.written += sum(1 for one in outcomes.values() if one.order_id)
        if later:
            rest = min(batch.rest * 2, LONGEST_REST)
            self.put_off.append(PutOff(batch.bundles, later, rest, time.monotonic() + batch.rest))

    def _outcomes(self, presses: Presses) -> tuple[dict[bytes, Outcome], Presses]:
        """What is decided, and what has to be tried again. What breaks a batch is found by halving it."""
        if not presses:
            return {}, {}
        try:
            with everyone(), transaction():
                db.session.execute(_IMPATIENT)
                decided = place(list(presses.values()))
            return dict(zip(presses, decided, strict=True)), {}
        except PASSING as error:
            log.warning("put off %s presses: %s", len(presses), error)
            parts = split_by_item(presses)
            return ({}, presses) if len(parts) == 1 or not isinstance(error, Busy) else self._each(parts)
        except Exception as error:
            if len(presses) > 1:
                return self._each(halves(presses))
            [(tag, one)] = presses.items()
            log.exception("nobody can decide %s", one.key)
            return self._give_up(tag, pack(one).encode(), repr(error)), {}
        finally:
            db.session.remove()

    def _each(self, parts: Iterable[Presses]) -> tuple[dict[bytes, Outcome], Presses]:
        outcomes: dict[bytes, Outcome] = {}
        later: Presses = {}
        for part in parts:
            decided, waiting = self._outcomes(part)
            outcomes |= decided
            later |= waiting
        return outcomes, later

    def _give_up(self, tag: bytes, packed: bytes, why: str) -> dict[bytes, Outcome]:
        """Nothing was ordered, and that is written down so that it stays so."""
        self.line.bury(tag, packed, why)
        no = Refusal(
            "Ada yang rusak di pihak kami. Pesanan tidak dibuat dan tidak ada yang perlu dibayar; silakan coba lagi."
        )
        try:
            key = key_of(tag)
            with everyone(), transaction():
                return {tag: attempts.refuse({key: no})[key]}
        except ValueError:
            return {}
        except DBAPIError:
            log.exception("not even the refusal could be written")
            return {tag: Outcome(key[1], refusal=no)}

    def _keep_up(self, now: float) -> None:
        self.statistics.keep_up_with(self.written)
        if now >= self.look_at:
            self.look_at = now + LOOK_SECONDS
            self._take_over()
        if now >= self.chalk_at:
            self.chalk_at = now + min(LOOK_SECONDS, self._begin_due())
            with everyone():
                figures = counter.left()
                db.session.remove()
            counter.chalk_up(self.line.speaker, figures)

    def _take_over(self) -> None:
        mine = {one.id for waiting in self.put_off for one in waiting.bundles}
        for bundle, times in self.line.take_over():
            if bundle.id in mine:
                continue
            if times <= MOST_TIMES:
                self.handle([bundle])
                continue
            outcomes: dict[bytes, Outcome] = {}
            for tag, packed in bundle.packed.items():
                outcomes |= self._give_up(tag, packed, f"handed out {times} times and never finished")
            self.line.answer(by_process([bundle], outcomes), [bundle])

    def _begin_due(self) -> float:
        """Begin sales on the second; returns how many seconds until the next begins."""
        seconds = timetable.until_next()
        if seconds <= 0:
            timetable.keep_time()
            return 0.05
        return seconds


def split_by_item(presses: Presses) -> list[Presses]:
    """One part for each item: somebody who holds up one must not hold up the others."""
    parts: dict[object, Presses] = {}
    for tag, one in presses.items():
        parts.setdefault((one.vendor_id, one.deal_id), {})[tag] = one
    return list(parts.values())


def halves(presses: Presses) -> list[Presses]:
    """Two parts of about the same size."""
    pairs = list(presses.items())
    middle = len(pairs) // 2
    return [dict(pairs[:middle]), dict(pairs[middle:])]
