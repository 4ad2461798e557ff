"""A command of ours that `up` runs as a child: one that stays (web, worker) or one that ends (migrate, seed)."""

import sys
from collections.abc import Mapping
from subprocess import PIPE

from .child import Child
from .folder import DataFolder
from .identity import CODE
from .patience import pause
from .trouble import Trouble

SECONDS_TO_STOP = 15


class Program:
    """`nusacart <command>` as the user of the data folder."""

    def __init__(self, folder: DataFolder, environ: Mapping[str, str], *words: str):
        self.name = words[0]
        self.words = words
        self.folder = folder
        self.environ = environ
        self.child: Child | None = None

    def start(self) -> None:
        """Begin; it prints where we print."""
        self.child = self._spawn()

    def stop(self) -> bool:
        """Ask it to finish what it does. Returns whether it did so in time."""
        return self.child.stop(SECONDS_TO_STOP) if self.child else True

    def is_alive(self) -> bool:
        """Whether it runs."""
        return self.child is not None and self.child.is_alive()

    def why_it_died(self) -> Trouble:
        """The sentence for one that ended by itself."""
        code = self.child.process.returncode if self.child else None
        return Trouble(f"The {self.name} process ended by itself (code {code}); what it said stands above.")

    def run(self) -> int:
        """To its end. Returns its exit code."""
        self.start()
        return self._wait()

    def output(self) -> str | None:
        """To its end. Returns what it printed (no more than a page), None when it failed."""
        self.child = self._spawn(output=PIPE)
        code = self._wait()
        said = self.child.process.stdout.read().decode() if self.child.process.stdout else ""
        return None if code else said

    def _wait(self) -> int:
        try:
            while self.is_alive():
                pause(0.03)
        finally:
            self.stop()
        return self.child.process.returncode if self.child else 1

    def _spawn(self, output: int | None = None) -> Child:
        return Child(
            [sys.executable, "-m", "app.cli", *self.words],
            self.folder.identity,
            environ=self.environ,
            output=output,
            keep=self.folder.held[1:],
            cwd=CODE,
        )
