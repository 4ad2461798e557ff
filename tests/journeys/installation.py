"""A whole installation as people meet it: `nusacart web` with two processes, and `nusacart worker`."""

import os
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from app.cli.engines.child import Child
from app.cli.engines.identity import Identity
from tests.cli.running import free_port

CODE = Path(__file__).resolve().parents[2]
OURS = Identity(os.geteuid(), os.getegid())
SECONDS_TO_STOP, PATIENCE = 20, 60


class Installation:
    """Both processes on engines that run already; they end with us, however we end."""

    def __init__(self, environ: dict[str, str]):
        self.port = free_port()
        self.environ = os.environ | environ | {"PYTHONPATH": str(CODE), "NUSACART_PUBLIC_URL": self.address}
        self.web = self._program("web", "--port", str(self.port), "--processes", "2")
        self.worker = self._program("worker")
        wait_for(self._is_ready, "the web server does not become ready")

    @property
    def address(self) -> str:
        """Where browsers find it."""
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """Both, in order."""
        self.worker.stop(SECONDS_TO_STOP)
        self.web.stop(SECONDS_TO_STOP)

    def _program(self, *words: str) -> Child:
        return Child([sys.executable, "-m", "app.cli", *words], OURS, environ=self.environ, cwd=CODE)

    def _is_ready(self) -> bool:
        assert self.web.is_alive(), "the web server ended by itself"
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False


def wait_for(happened: Callable[[], bool], otherwise: str) -> None:
    """Until something that another process does has happened, or fail with the sentence."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, otherwise
        time.sleep(0.1)
