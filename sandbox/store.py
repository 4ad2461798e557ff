"""What a twin remembers, in one SQLite file: documents by kind and id, kept in memory and written through."""

import fcntl
import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Merchant:
    """An account: keys as the provider hands them out, and where its notices go."""

    id: str
    keys: dict[str, str]
    notify_url: str = ""
    settings: dict[str, str] = field(default_factory=dict)


@dataclass
class Payment:
    """One charge. Amounts are whole rupiah, times seconds since 1970 by the twin's clock.

    state: new (nothing chosen on a hosted page), taken (another page of its order was chosen on), pending, paid,
    denied, expired, cancelled, reversed or chargeback. `fields` are the provider's own.
    """

    id: str
    merchant: str
    reference: str
    method: str
    amount: int
    created: float
    expires: float
    state: str = "pending"
    paid: int = 0
    paid_at: float = 0.0
    refunds: list[dict[str, Any]] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)

    @property
    def refunded(self) -> int:
        """What went back and is confirmed."""
        return sum(int(one["amount"]) for one in self.refunds if one["state"] == "done")


@dataclass
class Outgoing:
    """A notice on its way: what it tells of, when it is due, how often and when it was tried, what was answered.

    state: waiting, sending, delivered or given up. `payment_then` is the payment as it stood when it happened, which
    is what every try tells. `forged` is "signature" or "status" when it is a thief's; `held` waits to be overtaken.
    """

    id: str
    payment: str
    event: str
    due: float
    tries: int = 0
    state: str = "waiting"
    answers: list[str] = field(default_factory=list)
    tried: list[float] = field(default_factory=list)
    forged: str = ""
    held: bool = False
    extra: dict[str, Any] = field(default_factory=dict)
    payment_then: dict[str, Any] = field(default_factory=dict)


KINDS: dict[str, type[Any]] = {"merchant": Merchant, "payment": Payment, "notice": Outgoing, "answer": dict}


class InUse(Exception):
    """Another process holds this file: two would each believe their own memory."""


class Store:
    """All documents of one twin. Hold `turn()` while reading and writing what belongs together. May raise InUse."""

    def __init__(self, path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self._guard = path.with_suffix(".lock").open("w")
        try:
            fcntl.flock(self._guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUse(f"another twin uses {path}") from None
        self._file = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = OFF")
        self._file.execute("CREATE TABLE IF NOT EXISTS thing (kind TEXT, id TEXT, data TEXT, PRIMARY KEY (kind, id))")
        self._lock = threading.RLock()
        self._things: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
        for kind, id_, data in self._file.execute("SELECT kind, id, data FROM thing"):
            self._things[kind][id_] = KINDS[kind](**json.loads(data))

    def close(self) -> None:
        """Let another have the file."""
        with self._lock:
            self._file.close()
            self._guard.close()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One at a time."""
        with self._lock:
            yield

    def save(self, kind: str, id_: str, thing: Any) -> None:
        """Keep it as it is now."""
        with self._lock:
            self._things[kind][id_] = thing
            data = json.dumps(thing if isinstance(thing, dict) else asdict(thing))
            self._file.execute("INSERT OR REPLACE INTO thing VALUES (?, ?, ?)", (kind, id_, data))

    def get(self, kind: str, id_: str) -> Any:
        """One by its id, or None."""
        return self._things[kind].get(id_)

    def all(self, kind: str) -> list[Any]:
        """All of a kind, the oldest first."""
        with self._lock:
            return list(self._things[kind].values())
