"""Somebody pressed Buy: through the queue to the writer, and straight to PostgreSQL when there is no queue."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import Empty
from threading import BoundedSemaphore
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from app.core.db import db, transaction
from app.core.refusal import Busy, Refusal
from app.core.tenancy import acting_for, everyone
from app.extensions import aside, queue
from app.orders import attempt as attempts
from app.orders.attempt import Attempt, Key, Outcome
from app.orders.place import place

from . import bucket
from .answers import Answers
from .counter import look
from .porter import Porter
from .stream import QUEUE, entry

log = logging.getLogger(__name__)

ANSWER_SECONDS, AGAIN_SECONDS = 4.5, 0.5
SIDE_DOORS, SIDE_DOOR_SECONDS = 4, 4.0
RESTS = (0.2, 1.0, 0.0)
"""Seconds until the database is asked again after it went away in the middle."""


class TooOften(Refusal):
    """More presses than a person makes. Says nothing about those that were sent before."""

    status = 429


@dataclass(frozen=True)
class Said:
    """A press, and the address that it came from."""

    attempt: Attempt
    address: str

    @property
    def key(self) -> Key:
        """Whose it is, and its own."""
        return self.attempt.vendor_id, self.attempt.key

    @property
    def who(self) -> dict[str, str]:
        """Who presses, for the limits."""
        device = next((buyer for buyer in self.attempt.buyers if buyer.startswith("device:")), "")
        return {"phone": self.attempt.shopper_phone, "device": device, "address": self.address}


class NoQueue(Exception):
    """Redis is out, or no writer is at work."""


def press(one: Attempt, address: str = "") -> Outcome | None:
    """What became of it, within five seconds; None while that is still unknown: its key finds it later.

    Pressing again with the same key is always safe, whichever way either of them went. Raises Busy when there is
    no queue and PostgreSQL has too much to do, and TooOften: neither decides anything, so the next press must carry
    the same key. A refusal in the outcome is for good.
    """
    said = Said(one, address)
    db.session.remove()  # nobody waits with a connection in hand
    if no := look.now().no(one.deal_id):
        return turn_away(one, no)
    try:
        return queue_up(said)
    except NoQueue:
        if not bucket.allow(**said.who):
            raise _too_often() from None
        return directly(one)


def queue_up(said: Said) -> Outcome | None:
    """Through the queue alone, without touching the database. Raises NoQueue, and TooOften.

    Whoever got no answer is sent once more: the queue may have been lost with everything in it, and the key makes
    two of them one.
    """
    if not look.now().is_manned:
        raise NoQueue
    for seconds in (ANSWER_SECONDS, AGAIN_SECONDS):
        with suppress(Empty):
            return _sent(said, seconds)
    return None


def _sent(said: Said, seconds: float) -> Outcome:
    ticket, is_sent = answers.wait_for(said.key)
    if not is_sent:
        porter.hand_over(said)
    answer = answers.collect(said.key, ticket, seconds)
    if answer is None:
        raise NoQueue
    if isinstance(answer.refusal, TooOften):
        raise answer.refusal
    return answer


def directly(one: Attempt) -> Outcome:
    """Without the queue: slower, and as right. Raises Busy."""
    return _by_the_side(one.vendor_id, lambda: place([one])[0])


def turn_away(one: Attempt, no: Refusal) -> Outcome | None:
    """Nothing is left; but whoever has an order already is shown that. None while that is unknown. Raises Busy.

    It is written down: the same press may wait in the queue, and units may come back before its turn. A crowd is
    written down together, so that those who came too late are told so as fast as the others got their orders.
    """
    key = (one.vendor_id, one.key)
    ticket, is_waiting = answers.wait_for(key)
    if not is_waiting:
        turned_away.hand_over((key, no))
    try:
        outcome = answers.collect(key, ticket, ANSWER_SECONDS)
    except Empty:
        return None
    if outcome is None:
        raise _too_many()
    return outcome


def _by_the_side(vendor_id: UUID, decide: Callable[[], Outcome]) -> Outcome:
    """Through a few side doors, so that PostgreSQL is not run over.

    When the connection is lost on the way nobody knows what came of it; asking again tells, or decides. Raises Busy.
    """
    with _side_door(), acting_for(vendor_id):
        for rest in RESTS:
            try:
                with transaction():
                    return decide()
            except (Busy, NoConnection) as error:
                raise _too_many() from error
            except DBAPIError as error:
                log.warning("a press at the side door ended unknown: %s", error)
                time.sleep(rest)
    raise _too_many()


def _too_many() -> Busy:
    return Busy("Sedang ramai sekali dan belum ada jawaban. Tekan sekali lagi: pesanan Anda tetap satu.")


@contextmanager
def _side_door() -> Iterator[None]:
    if not _doors.acquire(timeout=SIDE_DOOR_SECONDS):
        raise _too_many()
    try:
        yield
    finally:
        _doors.release()


def _too_often() -> TooOften:
    return TooOften("Terlalu sering menekan. Tunggu beberapa detik, lalu tekan lagi: pesanan Anda tetap satu.")


def _carry(bundle: list[Said]) -> None:
    """To the queue, but for those who press too often. What does not get there is told so."""
    allowed: list[Attempt] = []
    for said, may in zip(bundle, bucket.allow_each([said.who for said in bundle], queue), strict=True):
        if may:
            allowed.append(said.attempt)
        else:
            answers.tell(said.key, Outcome(said.attempt.key, refusal=_too_often()))
    if allowed and queue.call("XADD", QUEUE, "*", *entry(answers.stream, allowed)) is None:
        for one in allowed:
            answers.tell((one.vendor_id, one.key), None)


def _write_down(bundle: list[tuple[Key, Refusal]]) -> None:
    """That nothing comes of these presses. Where that could not be written, nobody is told that it is so."""
    noes = dict(bundle)
    outcomes: dict[Key, Outcome] = {}
    with aside(), everyone():
        try:
            with transaction():
                outcomes = attempts.refuse(noes)
        except Exception as error:  # whatever it is: who waits is told, and the thread goes on with the next
            log.warning("%s presses could not be turned away: %r", len(noes), error)
    for key in noes:
        answers.tell(key, outcomes.get(key))


_doors = BoundedSemaphore(SIDE_DOORS)
answers = Answers(lambda: queue.url)
porter, turned_away = Porter(_carry), Porter(_write_down)
