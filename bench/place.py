"""Where a bench runs: a real installation in a folder of its own, and the baseline on the same server settings."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from app.cli.engines.folder import DataFolder
from app.cli.engines.house import House
from app.cli.engines.identity import CODE


@contextmanager
def installation() -> Iterator[tuple[House, Flask]]:
    """Everything that `up` starts, with an empty database; and the app, to put things into it."""
    with tempfile.TemporaryDirectory(prefix="nusacart-bench-") as folder:
        Path(folder).chmod(0o755)
        house = House(DataFolder(Path(folder) / "data"), "127.0.0.1", free_port())
        try:
            house.bring_up(with_demo=False)
            yield house, _app(house)
        finally:
            house.take_down()


def _app(house: House) -> Flask:
    from app import create_app
    from app.config import from_environment

    return create_app(from_environment(house.environ))


@contextmanager
def baseline(program: str = "bench.hello:app", more: Mapping[str, str] | None = None) -> Iterator[str]:
    """A program, a Flask hello-world page if none is named, on the same server with the same settings; its address."""
    port = free_port()
    environ = os.environ | {"NUSACART_BIND": f"127.0.0.1:{port}", "PYTHONPATH": str(CODE)} | dict(more or {})
    command = [sys.executable, "-m", "gunicorn", "-c", str(CODE / "gunicorn.conf.py"), program]
    process = subprocess.Popen(command, cwd=CODE, env=environ)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the baseline did not start")
