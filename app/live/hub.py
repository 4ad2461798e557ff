"""The hub of this process: hears doorbells, looks into the journal, fills the mailboxes of open tabs."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from flask import Flask
from sqlalchemy import text

from app.core.db import db

from .ears import Ears
from .mailbox import Mailbox
from .room import Room
from .topics import Seat

log = logging.getLogger(__name__)

COALESCE_SECONDS = 0.1
LOOK_EVERY_SECONDS = 1.0
CHECK_EVERY_SECONDS = 5.0
MOST_TABS = 8_000


class Full(Exception):
    """This process carries as many tabs as it may; the tab polls instead."""


class Hub:
    """One thread does all reading for all tabs. A bell makes it look at once; without Redis it looks every second."""

    def __init__(self, app: Flask):
        self.app = app
        self.rooms: dict[UUID, Room] = {}
        self.rung: set[UUID] = set()
        self.event = threading.Event()
        self._lock = threading.Lock()
        self._is_awake = False
        self._looked_at = self._checked_at = 0.0

    def join(self, seat: Seat) -> tuple[Room, Mailbox]:
        """A tab begins to listen from now on. Raises Full."""
        if sum(len(room.tabs) for room in self.rooms.values()) >= MOST_TABS:
            raise Full
        seq = self._counters([seat.vendor_id]).get(seat.vendor_id, 0)
        with self._lock:
            room = self.rooms.setdefault(seat.vendor_id, Room(seat.vendor_id, seq))
            mailbox = Mailbox()
            room.tabs[mailbox] = seat
            self._wake()
        return room, mailbox

    def leave(self, room: Room, mailbox: Mailbox) -> None:
        """The tab is closed; an empty room is forgotten."""
        with self._lock:
            room.tabs.pop(mailbox, None)
            if not room.tabs:
                self.rooms.pop(room.vendor_id, None)

    def ring(self, vendor_id: UUID) -> None:
        """This vendor's journal has grown, or one of its tabs asks."""
        if vendor_id in self.rooms:
            self.rung.add(vendor_id)
            self.event.set()

    def _wake(self) -> None:
        """Threads begin with the first tab: after a server has forked, and only where tabs are."""
        if not self._is_awake:
            self._is_awake = True
            threading.Thread(target=self._work, name="live-hub", daemon=True).start()
            Ears(self.app.config["REDIS_URL"], self.ring).start()

    def _work(self) -> None:
        with self.app.app_context():
            while True:
                self.event.wait(LOOK_EVERY_SECONDS)
                self.event.clear()
                time.sleep(COALESCE_SECONDS)
                with _surviving():
                    self._look()
                    self._check()
                    self._catch_up()

    def _catch_up(self) -> None:
        while self.rung:
            room = self.rooms.get(self.rung.pop())
            if room:
                with _surviving():
                    room.catch_up()

    def _look(self) -> None:
        """Ask PostgreSQL itself: a bell may be lost, the journal may not."""
        if time.monotonic() - self._looked_at >= LOOK_EVERY_SECONDS:
            self._looked_at = time.monotonic()
            rooms = dict(self.rooms)
            for vendor_id, seq in self._counters(list(rooms)).items():
                if seq > rooms[vendor_id].seq:
                    self.rung.add(vendor_id)

    def _check(self) -> None:
        """Someone may have signed out, which no journal says."""
        if time.monotonic() - self._checked_at >= CHECK_EVERY_SECONDS:
            self._checked_at = time.monotonic()
            for room in list(self.rooms.values()):
                room.check(list(room.tabs))

    def _counters(self, vendor_ids: list[UUID]) -> dict[UUID, int]:
        if not vendor_ids:
            return {}
        query = text("SELECT vendor_id, journal FROM vendor_counter WHERE vendor_id = ANY(:vendors)")
        return {row[0]: row[1] for row in db.session.execute(query, {"vendors": vendor_ids})}


@contextmanager
def _surviving() -> Iterator[None]:
    """A database that is away for a moment must not end the hub: the next look finds what was missed."""
    try:
        yield
    except Exception:
        log.exception("a live room was not told; trying again in a second")
    finally:
        db.session.remove()
