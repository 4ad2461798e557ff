"""One installation on one machine: engines, schema, demo, doors, worker and writer, brought up in this order."""

import compileall
import errno
import http.client
import os
import socket
import time

import click

from ..sandbox import PROVIDERS, addresses
from .demo import Demo
from .folder import ROOM_TO_GO_ON, DataFolder
from .identity import CODE
from .installation import DATABASE, REDIS, settings
from .keeper import Keeper, say
from .patience import pause
from .postgres import Postgres
from .program import Program
from .redis import Redis
from .translations import compile_translations
from .trouble import Trouble

ENGINE_TRIES, SANDBOX_TRIES = 3, 3
SANDBOX_AFTER = 10
"""The sandbox's ports come so far after the shop's."""
SECONDS_TO_BE_READY = 90
SECONDS_BETWEEN_WARNINGS = 600.0


class House:
    """What `up` brings up and takes down."""

    def __init__(self, folder: DataFolder, host: str, port: int):
        self.folder = folder
        self.host, self.port = host, port
        self.keeper = Keeper()
        self.demo = Demo(folder)
        self.environ: dict[str, str] = {}

    def bring_up(self, with_demo: bool) -> None:
        """Everything, until the doors answer. Raises Trouble with the one sentence why not."""
        self.folder.prepare()
        self.folder.lock()
        refuse_taken_port(self.host, self.port)
        self._start_engines()
        self._migrate()
        if with_demo or self.demo.logins:
            self._start_sandbox()
        if with_demo:
            self.demo.tell(self._program("seed"), self.environ[DATABASE])
        self._open_doors()

    def watch(self) -> None:
        """Until we are asked to stop (raises Stopped) or something cannot come back (raises Trouble)."""
        warned_at = -SECONDS_BETWEEN_WARNINGS
        while True:
            pause(0.2)
            now = time.monotonic()
            self.keeper.look(now)
            if self.folder.space_left() < ROOM_TO_GO_ON and now - warned_at > SECONDS_BETWEEN_WARNINGS:
                warned_at = now
                say(f"The disk holding {self.folder.path} is almost full: make room before nothing can be saved.")

    def take_down(self) -> None:
        """Everything, in order; then another `up` may begin."""
        self.keeper.stop()
        self.folder.clear_sockets()
        self.folder.release()

    @property
    def address(self) -> str:
        """Where a browser on this machine finds it."""
        return f"http://{self._local_host}:{self.port}/"

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host in ("127.0.0.1", "localhost", "::1")

    def addresses_on_the_network(self) -> list[str]:
        """Where other devices find it: the addresses this machine's name has, but for loopback."""
        try:
            found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        except OSError:
            return []
        return [f"http://{ip}:{self.port}/" for ip in sorted({str(one[4][0]) for one in found}) if ip[:4] != "127."]

    @property
    def _local_host(self) -> str:
        return "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host  # noqa: S104

    def _start_engines(self) -> None:
        if not os.environ.get(DATABASE):
            say("Starting PostgreSQL ...")
            postgres = Postgres(self.folder)
            self.keeper.start("PostgreSQL", postgres, ENGINE_TRIES)
            self.demo.forget_half(postgres)
        if not os.environ.get(REDIS):
            say("Starting Redis ...")
            self.keeper.start("Redis", Redis(self.folder), ENGINE_TRIES)
        self.environ = {"NUSACART_PUBLIC_URL": self.address, **settings(self.folder)}

    def _migrate(self) -> None:
        compile_translations()
        for name in ("app", "migrations"):
            compileall.compile_dir(CODE / name, quiet=2)
        if self._program("migrate").run():
            raise click.exceptions.Exit(1)

    def _start_sandbox(self) -> None:
        """The providers that the demo's shops are paid through; without room for them the shops take cash."""
        port = self.port + SANDBOX_AFTER
        try:
            for place in range(1, len(PROVIDERS) + 1):
                refuse_taken_port(self.host, port + place)
        except (Trouble, OverflowError):
            say(f"The payment sandbox is left out: a port from {port + 1} to {port + len(PROVIDERS)} is taken.")
            return
        found = self.addresses_on_the_network()
        seen = self._local_host if self.is_local or not found else found[0].split("/")[2].partition(":")[0]
        twins = addresses(self._local_host, port)
        self.environ["NUSACART_TWINS"] = ",".join(f"{name}={url}" for name, url in twins.items())
        words = ("--host", self.host, "--address", seen, "--port", str(port), "--notify", self.address.rstrip("/"))
        data = self.folder.room("sandbox")
        self.keeper.start("The payment sandbox", self._program("sandbox", *words, "--data", str(data)), SANDBOX_TRIES)

    def _open_doors(self) -> None:
        say("Opening the doors ...")
        web = self._program("web", "--host", self.host, "--port", str(self.port))
        self.keeper.start("The worker", self._program("worker"))
        self.keeper.start("The writer", self._program("writer"))
        self.keeper.start("The web server", web)
        end = time.monotonic() + SECONDS_TO_BE_READY
        while (answer := self._ask_ready()) != "ready":
            if not web.is_alive():
                raise web.why_it_died()
            if time.monotonic() > end:
                raise Trouble(f"The web server is not ready after {SECONDS_TO_BE_READY} s; it says: {answer}")
            pause(0.05)

    def _program(self, *words: str) -> Program:
        return Program(self.folder, self.environ, *words)

    def _ask_ready(self) -> str:
        connection = http.client.HTTPConnection(self._local_host, self.port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            answer = connection.getresponse()
            return "ready" if answer.status == 200 else answer.read(300).decode(errors="replace")
        except OSError as error:
            return str(error)
        finally:
            connection.close()


def refuse_taken_port(host: str, port: int) -> None:
    """Raises Trouble when nobody could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Trouble(f"Port {port} is taken by another program: name another with --port.") from error
            raise Trouble(f"Nothing can listen on {host} port {port} ({error.strerror}): name others.") from error
