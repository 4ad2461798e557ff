"""The real PostgreSQL and Redis that tests run on, and how they are emptied between tests."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.errors import DeadlockDetected
from redis import Redis as RedisClient

from app import config
from app.cli.engines.folder import DataFolder
from app.cli.engines.postgres import Postgres
from app.cli.engines.redis import Redis


class Engines:
    """A PostgreSQL and a Redis of this test run."""

    def __init__(self, folder: DataFolder):
        self.folder = folder
        self.postgres = Postgres(folder, {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"})
        self.redis = Redis(folder)
        self.kept: set[str] = set()
        self.connections = ExitStack()

    def start(self) -> None:
        """Both, and the connections that empty them."""
        self.folder.prepare()
        self.postgres.start()
        self.redis.start()
        self.above = self.connections.enter_context(psycopg.connect(self.postgres.superuser_url, autocommit=True))
        # Past foreign keys and append-only triggers; a test that left a lock open is named instead of waited for.
        self.above.execute("SET session_replication_role = replica; SET lock_timeout = '5s'")
        self.client = self.connections.enter_context(RedisClient.from_url(self.redis.url))

    def stop(self) -> None:
        """Both, in order."""
        self.connections.close()
        self.redis.stop()
        self.postgres.stop()

    def environ(self) -> dict[str, str]:
        """What a process needs to reach them."""
        return {
            "NUSACART_DATABASE_URL": self.postgres.url,
            "NUSACART_REDIS_URL": self.redis.url,
            "NUSACART_SECRET_KEY": "a secret of the tests, and of nothing else",
            "NUSACART_MEDIA": str(self.folder.room("media")),
        }

    def settings(self) -> dict[str, Any]:
        """Settings for create_app()."""
        return config.from_environment(self.environ()) | {"TESTING": True}

    def keep_what_is_there(self) -> None:
        """Rows that migrations wrote belong to the schema: they stay."""
        self.kept = {"alembic_version", *self._tables_with_rows()}

    def empty(self) -> None:
        """Every table that a test wrote to, and Redis. A worker that is at work meanwhile may be in the way once."""
        try:
            self._delete()
        except DeadlockDetected:
            self._delete()
        self.client.flushall()

    def _delete(self) -> None:
        written = [name for name in self._tables_with_rows() if name not in self.kept]
        if written:
            delete = sql.SQL("DELETE FROM {};")
            self.above.execute(sql.SQL("").join(delete.format(sql.Identifier(name)) for name in written))

    def remember(self) -> dict[str, bytes]:
        """Every row that a test wrote, by table: of a beginning that takes long to make."""
        written = [name for name in self._tables_with_rows() if name not in self.kept]
        return {name: self._read(name) for name in written}

    def recall(self, rows: dict[str, bytes]) -> None:
        """Those rows again, and no others."""
        self.empty()
        for name, text in rows.items():
            with self.above.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))) as copy:
                copy.write(text)

    def _read(self, name: str) -> bytes:
        with self.above.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(name))) as copy:
            return b"".join(bytes(part) for part in copy)

    def _tables_with_rows(self) -> list[str]:
        names = [name for (name,) in self.above.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        if not names:
            return []
        ask = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
        asks = [ask.format(sql.Literal(name), sql.Identifier(name)) for name in names]
        return [name for (name,) in self.above.execute(sql.SQL(" UNION ALL ").join(asks))]


@contextmanager
def running_engines() -> Iterator[Engines]:
    """Engines in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="nusacart-tests-") as place:
        engines = Engines(DataFolder(Path(place) / "data"))
        try:
            engines.start()
            yield engines
        finally:
            engines.stop()
