"""A real installation of this run's own: PostgreSQL, Redis, web, writer and worker, on loopback and unix sockets."""

import os
import shutil
import signal
import time
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import quote

from flask import Flask
from redis import Redis as Client

from app import config, create_app
from app.check import examine
from app.cli.engines.folder import DataFolder
from app.cli.engines.postgres import APP, Postgres
from app.cli.engines.redis import Redis
from app.core import schema
from app.core.db import db
from app.rush.counter import BOARD
from app.rush.stream import GROUP, QUEUE
from tests.cli.running import free_port

from .program import CODE, Program, Sabotaged
from .wire import Wire

WEB_PROCESSES = 2
PATIENCE = 60


class House:
    """Everything, with what is done to it. Started once; schedules bring sales of their own."""

    def __init__(self, place: Path):
        self.folder = DataFolder(place / "data")
        self.place = place
        self.postgres, self.redis = Postgres(self.folder), Redis(self.folder)
        self.old: list[Program] = []
        self.without = ""

    def bring_up(self) -> None:
        """Engines, schema, programs."""
        self.folder.prepare()
        self.postgres.start()
        self.redis.start()
        self.app = self._app()
        with self.app.app_context():
            schema.upgrade(db.engine)
        self.wires = {name: Wire(self.place / name, self.folder.sockets) for name in ("web", "writer")}
        self.web, self.writer, self.worker = (self.make(name).start() for name in ("web", "writer", "worker"))
        self.wait_for_web()
        self.wait_for_writer()

    def replace(self, names: Sequence[str], without: str = "") -> None:
        """New ones of these programs, with a protection taken away if told."""
        self.without = without
        for name in names:
            getattr(self, name).kill()
            setattr(self, name, self.make(name).start())
        self.wait_for_web()
        self.wait_for_writer()

    def stop_programs(self) -> None:
        """All three, and whatever a deploy left; nobody waits for an answer any more."""
        for one in (*self.old, self.web, self.writer, self.worker):
            one.thaw()
            one.kill()
        self.old.clear()

    def take_down(self) -> None:
        """Everything, in order."""
        self.thaw_redis()
        if hasattr(self, "web"):
            self.stop_programs()
        self.drop_redis()
        self.drop_postgres(signal.SIGQUIT)
        self.folder.clear_sockets()

    def make(self, name: str) -> Program:
        """One more of a kind, not started yet; a web server gets a port of its own."""
        environ = os.environ | self._environ(name) | {"PYTHONPATH": str(CODE)}
        words = [name, *(["--port", str(free_port()), "--processes", str(WEB_PROCESSES)] if name == "web" else [])]
        log = self.place / f"{name}.log"
        return Sabotaged(environ, log, *words, without=self.without) if self.without else Program(environ, log, *words)

    @property
    def port(self) -> int:
        """Where buyers go now."""
        return int(self.web.words[2])

    def wait_for_web(self, web: Program | None = None) -> None:
        """Until it can serve; one that ended (a port still taken) is started again, as `up` does.

        It has the port when it has workers: before that a worker of a killed one may answer, and be gone at once.
        """
        web = web or self.web
        wait_for(lambda: web.start().workers() and is_ready(int(web.words[2])), "the web server does not become ready")

    def wait_for_writer(self) -> None:
        """Until one is at the board: what an earlier one wrote there does not count."""
        with Client.from_url(self.redis.url) as client:
            client.delete(BOARD)
            wait_for(lambda: client.exists(BOARD), "the writer does not come to work")

    def is_writing(self) -> bool:
        """Whether this very writer has taken presses that it has not finished."""
        pid = self.writer.child.pid if self.writer.child else 0
        with Client.from_url(self.redis.url) as client:
            held = client.xpending(QUEUE, GROUP)["consumers"]
        return any(one["name"].endswith(b"-%d" % pid) for one in held)

    def all_back(self) -> None:
        """Whatever was done, undo it: afterwards everything runs and answers."""
        for wire in self.wires.values():
            wire.calm()
        self.thaw_redis()
        self.raise_redis()
        self.raise_postgres()
        for one in (self.web, self.writer, self.worker):
            one.thaw()
            one.start()
        self.wait_for_web()

    def raise_postgres(self) -> None:
        """Start it unless it runs."""
        if not self.postgres.is_alive():
            self.postgres.start()

    def drop_postgres(self, number: int) -> None:
        """SIGINT is a fast stop, SIGQUIT an immediate one, SIGKILL the end of the postmaster alone."""
        if self.postgres.child and self.postgres.is_alive():
            self.postgres.child.process.send_signal(number)
            self.postgres.child.process.wait(PATIENCE)

    def raise_redis(self, *, empty: bool = False) -> None:
        """Start it unless it runs, with or without what it knew."""
        if self.redis.is_alive():
            return
        if empty:
            shutil.rmtree(self.redis.home, ignore_errors=True)
        self.redis.start()

    def drop_redis(self) -> None:
        """Kill it."""
        if self.redis.child and self.redis.is_alive():
            self.redis.child.process.kill()
            self.redis.child.process.wait(PATIENCE)

    def freeze_redis(self) -> None:
        """It accepts and does not answer."""
        self._signal_redis(signal.SIGSTOP)

    def thaw_redis(self) -> None:
        """It does now what it was asked meanwhile."""
        self._signal_redis(signal.SIGCONT)

    def violations(self, slug: str = "") -> list[str]:
        """What `nusacart check` says, of one shop if told."""
        with self.app.app_context():
            found = examine(db.engine)
        return [one.sentence for one in found if not slug or one.row.get("vendor") == slug]

    def _signal_redis(self, number: int) -> None:
        if self.redis.child and self.redis.is_alive():
            self.redis.child.process.send_signal(number)

    def _environ(self, name: str) -> dict[str, str]:
        sockets = self.place / name if name in ("web", "writer") else self.folder.sockets
        password = quote(self.folder.secret("database.password"))
        return {
            "NUSACART_DATABASE_URL": f"postgresql://{APP}:{password}@/{APP}?host={quote(str(sockets), safe='')}",
            "NUSACART_REDIS_URL": self.redis.url,
            "NUSACART_SECRET_KEY": "a secret of the tests, and of nothing else",
            "NUSACART_MEDIA": str(self.folder.room("media")),
        }

    def _app(self) -> Flask:
        return create_app(config.from_environment(self._environ("office")))


def is_ready(port: int) -> bool:
    """Whether a web server can serve."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def wait_for(happened: Callable[[], object], otherwise: str) -> None:
    """Until something has happened, or fail with the sentence."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, otherwise
        time.sleep(0.1)
