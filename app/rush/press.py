"""Somebody pressed Buy: through the queue to the writer, and straight to PostgreSQL when there is no queue."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty
from threading import BoundedSemaphore

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from app.core.db import transaction
from app.core.refusal import Busy, Refusal
from app.core.tenancy import acting_for
from app.extensions import shortcut
from app.orders import attempt as attempts
from app.orders.attempt import Attempt, Outcome
from app.orders.place import place

from .answers import Answers
from .counter import look
from .porter import Porter
from .stream import QUEUE, entry

log = logging.getLogger(__name__)

ANSWER_SECONDS = 5.0
SIDE_DOORS, SIDE_DOOR_SECONDS = 4, 4.0


def press(one: Attempt) -> Outcome | None:
    """What became of it, within five seconds; None while that is still unknown: its key finds it later.

    Pressing again with the same key is always safe, whichever way either of them went. Raises Busy when there is
    no queue and PostgreSQL has too much to do: then nothing was decided.
    """
    board = look.now()
    if not board.is_manned:
        return directly(one)
    if no := board.no(one.deal_id):
        return _turned_away(one, no)
    key = (one.vendor_id, one.key)
    ticket, is_sent = answers.wait_for(key)
    if not is_sent:
        porter.hand_over(one)
    try:
        answer = answers.collect(key, ticket, ANSWER_SECONDS)
    except Empty:
        return None
    return answer or directly(one)


def directly(one: Attempt) -> Outcome | None:
    """Without the queue: slower, through a few side doors so that PostgreSQL is not run over, and as right."""
    with _side_door(), acting_for(one.vendor_id):
        try:
            with transaction():
                return place([one])[0]
        except NoConnection as error:
            raise _too_many() from error
        except DBAPIError:
            log.exception("placing directly ended unknown")
            return None


def _turned_away(one: Attempt, no: Refusal) -> Outcome:
    """Nothing is left; but whoever has an order already is shown that."""
    key = (one.vendor_id, one.key)
    with _side_door(), acting_for(one.vendor_id):
        return attempts.recall([key]).get(key) or Outcome(one.key, refusal=no)


def _too_many() -> Busy:
    return Busy("Sedang ramai sekali. Pesanan belum dibuat dan tidak ada yang perlu dibayar; silakan coba lagi.")


@contextmanager
def _side_door() -> Iterator[None]:
    if not _doors.acquire(timeout=SIDE_DOOR_SECONDS):
        raise _too_many()
    try:
        yield
    finally:
        _doors.release()


def _carry(bundle: list[Attempt]) -> bool:
    return shortcut.call("XADD", QUEUE, "*", *entry(answers.stream, bundle)) is not None


def _lost(one: Attempt) -> None:
    answers.tell((one.vendor_id, one.key), None)


_doors = BoundedSemaphore(SIDE_DOORS)
answers = Answers(lambda: shortcut.url)
porter = Porter(_carry, _lost)
