"""One of our programs as a real process, which may be killed, frozen and started again."""

import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from app.cli.engines.child import Child
from app.cli.engines.identity import Identity

CODE = Path(__file__).resolve().parents[3]
OURS = Identity(os.geteuid(), os.getegid())
SECONDS_TO_STOP = 15


class Program:
    """`nusacart <words>`, or with a protection taken away the same through `sabotaged`."""

    def __init__(self, environ: Mapping[str, str], log: Path, *words: str):
        self.environ, self.log, self.words = environ, log, words
        self.died_by_itself = 0
        self.child: Child | None = None

    def start(self) -> "Program":
        """Begin, unless it runs."""
        if self.is_alive():
            return self
        if self.child and self.child.process.returncode not in (-signal.SIGKILL, None):
            self.died_by_itself += 1
        with self.log.open("ab") as log:
            self.child = Child([sys.executable, *self.command()], OURS, environ=self.environ, output=log, cwd=CODE)
        return self

    def command(self) -> list[str]:
        """What follows the interpreter."""
        return ["-m", "app.cli", *self.words]

    def is_alive(self) -> bool:
        """Whether it runs, frozen or not."""
        return self.child is not None and self.child.is_alive()

    def kill(self) -> None:
        """As a lack of memory does."""
        if self.child and self.is_alive():
            self.child.process.kill()
            self.child.process.wait()

    def freeze(self) -> None:
        """It holds on to all it has and does nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on as if nothing had happened."""
        self._signal(signal.SIGCONT)

    def ask_to_end(self) -> None:
        """It may finish what it does."""
        self.thaw()
        self._signal(signal.SIGTERM)

    def stop(self) -> None:
        """Ask it to end, and wait."""
        self.thaw()
        if self.child:
            self.child.stop(SECONDS_TO_STOP)
            self.child = None

    def workers(self) -> list[int]:
        """Its own children."""
        if not self.child or not self.is_alive():
            return []
        with suppress(OSError):
            pids = Path(f"/proc/{self.child.pid}/task/{self.child.pid}/children").read_text().split()
            return [int(pid) for pid in pids]
        return []

    def _signal(self, number: int) -> None:
        if self.is_alive():
            assert self.child
            self.child.process.send_signal(number)


class Sabotaged(Program):
    """The same with one protection taken away."""

    def __init__(self, environ: Mapping[str, str], log: Path, *words: str, without: str):
        super().__init__({**environ, "FAULTS_WITHOUT": without}, log, *words)

    def command(self) -> list[str]:
        """The same program, by another entrance."""
        if self.words[0] != "web":
            return ["-m", "tests.faults.flash.sabotaged", *self.words]
        return ["-m", "gunicorn", "-c", str(CODE / "gunicorn.conf.py"), "-b", f"127.0.0.1:{self.words[2]}",
                "-w", self.words[4], "tests.faults.flash.sabotaged:web()"]  # fmt: skip
