"""Listens for doorbells in Redis. What it misses, the hub finds by looking: nothing is lost, it is only later."""

import logging
import threading
import time
from collections.abc import Callable
from uuid import UUID

from redis import Redis, RedisError

from app.extensions import BELL

log = logging.getLogger(__name__)

PATTERN = BELL.format(vendor_id="*")
REST_SECONDS = 1.0
PULSE_SECONDS = 5


class Ears:
    """A thread that calls back with the vendor of each bell, for as long as the process lives."""

    def __init__(self, url: str, heard: Callable[[UUID], None]):
        self.url, self.heard = url, heard
        self.is_deaf = False

    def start(self) -> None:
        """Begin to listen."""
        threading.Thread(target=self._listen_always, name="live-ears", daemon=True).start()

    def _listen_always(self) -> None:
        while True:
            try:
                self._listen()
            except (RedisError, OSError) as error:
                if not self.is_deaf:
                    log.warning("redis is out (%s): looking every second instead, nothing is lost", error)
                self.is_deaf = True
                time.sleep(REST_SECONDS)

    def _listen(self) -> None:
        client = Redis.from_url(self.url, socket_connect_timeout=1, health_check_interval=PULSE_SECONDS)
        with client.pubsub(ignore_subscribe_messages=True) as bells:
            bells.psubscribe(PATTERN)
            if self.is_deaf:
                log.warning("redis is back: hearing doorbells again")
            self.is_deaf = False
            while True:
                bell = bells.get_message(timeout=PULSE_SECONDS)
                if bell and bell["type"] == "pmessage":
                    self.heard(UUID(bell["channel"].decode().removeprefix(BELL.format(vendor_id=""))))
