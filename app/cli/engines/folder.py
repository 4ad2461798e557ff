"""The data folder: everything one installation keeps, and the guard that only one `up` uses it."""

import fcntl
import hashlib
import os
import secrets
import shutil
import stat
from pathlib import Path

from .identity import CODE, Identity, identity_for
from .patience import pause
from .trouble import DiskFull, Trouble

DEFAULT = CODE / "data"
LONGEST_SOCKET_PATH = 107
LONGEST_SOCKET_NAME = "/.s.PGSQL.5432.lock"
ROOM_TO_BEGIN, ROOM_TO_GO_ON = 250 * 1024 * 1024, 64 * 1024 * 1024
SECONDS_FOR_LEFTOVERS = 40


class DataFolder:
    """Paths and secrets of one installation."""

    def __init__(self, path: Path):
        self.path = path.absolute()
        self.identity: Identity = identity_for(self.path)
        self.held: list[int] = []

    def prepare(self) -> None:
        """Make the folder if it is not there. Raises Trouble when it is another's or the disk is full."""
        made = not self.path.exists()
        if not made and self._holds_other_things():
            raise Trouble(f"The folder {self.path} holds other things: name an empty or a new one with --data.")
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        if made:
            self.identity.own(self.path)
        if not os.access(self.path, os.R_OK | os.W_OK | os.X_OK):
            raise Trouble(f"The data folder {self.path} belongs to someone else: start as its owner, or name another.")
        if self.space_left() < (ROOM_TO_GO_ON if (self.path / "postgres").exists() else ROOM_TO_BEGIN):
            raise DiskFull(self.path)

    def _holds_other_things(self) -> bool:
        """Whether somebody else's files lie here: we would scatter ours between them."""
        there = {entry.name for entry in self.path.iterdir()} if os.access(self.path, os.R_OK) else set()
        return bool(there - {"lost+found"}) and not there & {"up.lock", "postgres", "postgres.new"}

    def space_left(self) -> int:
        """Free bytes on its disk."""
        return shutil.disk_usage(self.path).free

    def lock(self) -> None:
        """Be the only `up` here. Leftovers of a killed one are waited for: they are busy ending."""
        if not self._take("up.lock"):
            raise Trouble(f"Another `up` already uses {self.path}: stop it first, or name another folder with --data.")
        for _ in range(SECONDS_FOR_LEFTOVERS * 10):
            if self._take("children.lock"):
                return
            pause(0.1)
        raise Trouble(f"Processes of an earlier start still use {self.path} and do not end: try again in a minute.")

    @property
    def children_lock(self) -> int:
        """The open lock that children inherit: it is free again when the last of them has ended."""
        return self.held[1]

    def _take(self, name: str) -> bool:
        number = os.open(self.path / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(number)
            return False
        self.held.append(number)
        return True

    def release(self) -> None:
        """Let another `up` begin here."""
        while self.held:
            os.close(self.held.pop())

    def room(self, name: str) -> Path:
        """A subfolder that the children's user owns and nobody else reads."""
        path = self.path / name
        path.mkdir(exist_ok=True, mode=0o700)
        self.identity.own(path)
        return path

    def secret(self, name: str) -> str:
        """A random secret that is made once and kept where only we read it."""
        folder = self.path / "secrets"
        folder.mkdir(exist_ok=True, mode=0o700)
        path = folder / name
        if not path.exists() or not path.stat().st_size:
            fresh = path.with_suffix(".new")
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(32))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        return path.read_text()

    @property
    def sockets(self) -> Path:
        """Where the engines' sockets lie: inside the folder, or in a short one when that path is too long for them."""
        inside = self.path / "run"
        if len(str(inside)) + len(LONGEST_SOCKET_NAME) <= LONGEST_SOCKET_PATH:
            return inside
        name = hashlib.sha256(str(self.path).encode()).hexdigest()[:12]
        return Path("/tmp") / f"nusacart-{self.identity.uid}-{name}"  # noqa: S108 (0700, and its owner is checked)

    def make_sockets(self) -> Path:
        """The socket folder, made. Raises Trouble when someone else has put something in its place."""
        path = self.sockets
        if path.parent == self.path:
            return self.room(path.name)
        path.mkdir(exist_ok=True, mode=0o700)
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), self.identity.uid):
            raise Trouble(f"{path} is in the way and belongs to someone else: name a shorter data folder with --data.")
        path.chmod(0o700)
        self.identity.own(path)
        return path

    def clear_sockets(self) -> None:
        """Take away a socket folder that we made outside the data folder."""
        if self.sockets.parent != self.path:
            shutil.rmtree(self.sockets, ignore_errors=True)
