"""What the app holds on to beside the database: Redis, its queue, its bell. Made here, bound in create_app()."""

import logging
import time
from contextlib import AbstractContextManager
from uuid import UUID

from flask import Flask
from flask_sock import Sock
from huey import RedisHuey
from huey.serializer import SignedSerializer
from redis import BlockingConnectionPool, Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from app.core import bell

log = logging.getLogger(__name__)

BELL = "bell:{vendor_id}"
WAIT_SECONDS, QUEUE_WAIT_SECONDS = 0.2, 2.0
REST_SECONDS = 2.0
TURN_SECONDS = 1.0
"""How long one waits for a connection that others use: a crowd is no sign that Redis is out."""


class Breaker:
    """Stops asking a service that just failed, for a rest; then one call tries again."""

    def __init__(self, rest_seconds: float):
        self.rest_seconds = rest_seconds
        self.closed_at = 0.0

    def is_open(self) -> bool:
        """Whether callers should do without for now."""
        return time.monotonic() < self.closed_at

    def trip(self) -> None:
        """Begin a rest."""
        self.closed_at = time.monotonic() + self.rest_seconds


class Shortcut:
    """Redis on the path of a waiting person: short time-outs, no retries, a breaker. All in it can be lost."""

    def __init__(self, wait_seconds: float = WAIT_SECONDS) -> None:
        self.wait_seconds = wait_seconds
        self.breaker = Breaker(REST_SECONDS)
        self.client: Redis | None = None
        self.url = ""

    def init_app(self, app: Flask) -> None:
        """Bind to the server named by REDIS_URL; nothing is sent yet."""
        self.url = app.config["REDIS_URL"]
        pool = BlockingConnectionPool.from_url(
            self.url,
            socket_timeout=self.wait_seconds,
            socket_connect_timeout=self.wait_seconds,
            retry=Retry(NoBackoff(), 0),
            max_connections=64,
            timeout=TURN_SECONDS,
        )
        self.client = Redis(connection_pool=pool)

    def call(self, name: str, *args: object) -> object | None:
        """One Redis command, or None when Redis is out: the caller goes on without it."""
        if self.client is None or self.breaker.is_open():
            return None
        try:
            return self.client.execute_command(name, *args)
        except RedisError as error:
            self.breaker.trip()
            log.warning("redis is out for %s s: %s", self.breaker.rest_seconds, error)
            return None


def ring(vendor_id: UUID, seq: int) -> None:
    """Carry the doorbell to every process that listens."""
    shortcut.call("PUBLISH", BELL.format(vendor_id=vendor_id), str(seq))


class Aside:
    """Work that no request does: a thread of ours that a process begins by itself needs the app all the same."""

    app: Flask | None = None

    def __call__(self) -> AbstractContextManager[object]:
        """Within the app that was made last."""
        if self.app is None:
            raise RuntimeError("no app was made in this process")
        return self.app.app_context()


aside = Aside()
shortcut = Shortcut()
queue = Shortcut(QUEUE_WAIT_SECONDS)  # of flash sales: a press may wait a little longer than anything else
sock = Sock()


def init_app(app: Flask) -> None:
    """Bind Redis, the websocket routes and the doorbell to the app."""
    aside.app = app
    shortcut.init_app(app)
    queue.init_app(app)
    app.config["SOCK_SERVER_OPTIONS"] = {"max_message_size": 4096}
    sock.init_app(app)
    bell.on_ring(ring)
    app.extensions["huey"] = make_huey(app)


def make_huey(app: Flask) -> RedisHuey:
    """The waker of jobs. Signed, because whoever can write a pickle into Redis could otherwise run code here."""
    serializer = SignedSerializer(secret=app.config["SECRET_KEY"], salt="huey")
    return RedisHuey("nusacart", url=app.config["REDIS_URL"], serializer=serializer, results=False)
