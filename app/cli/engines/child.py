"""A process that we started: it ends in order when we stop, and by the kernel's hand when we are killed."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from .identity import Identity, die_with_parent


class Child:
    """One child in a session of its own, so that Ctrl-C in the terminal reaches only us and we stop in order."""

    def __init__(
        self,
        command: Sequence[str | Path],
        identity: Identity,
        *,
        farewell: int = signal.SIGTERM,
        environ: Mapping[str, str] | None = None,
        output: IO[bytes] | int | None = None,
        keep: Sequence[int] = (),
        cwd: Path | str = "/",
    ):
        self.farewell = farewell
        parent = os.getpid()

        def prepare() -> None:
            identity.become()
            die_with_parent(parent, farewell)

        self.process = subprocess.Popen(
            [str(word) for word in command],
            cwd=cwd,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output is not None and output != subprocess.PIPE else None,
            start_new_session=True,
            preexec_fn=prepare,
            pass_fds=tuple(keep),
        )

    @property
    def pid(self) -> int:
        """Its process id, which is also its group's."""
        return self.process.pid

    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def stop(self, patience: float, harder: int = signal.SIGKILL) -> bool:
        """Ask it to end, wait so many seconds, then insist. Returns whether asking was enough."""
        if not self.is_alive():
            return True
        self.process.send_signal(self.farewell)
        if self._ended_within(patience):
            return True
        self.process.send_signal(harder)
        if not self._ended_within(5):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            self.process.wait()
        return False

    def _ended_within(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while self.is_alive() and time.monotonic() < end:
            time.sleep(0.02)
        return not self.is_alive()
