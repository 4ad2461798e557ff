"""Fixtures of the commands: `up` in a data folder of the test's own."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .running import Up, processes_of


@pytest.fixture(scope="session")
def made() -> Iterator[Path]:
    """A data folder as a first start and an orderly stop leave it."""
    with tempfile.TemporaryDirectory(prefix="nusacart-made-") as place:
        up = Up(Path(place) / "data")
        try:
            up.ready()
            assert up.stop() == 0
        finally:
            clear_away(up)
        yield up.data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    """A data folder that was used before."""
    subprocess.run(["cp", "-a", made, tmp_path / "data"], check=True)
    return tmp_path / "data"


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "fresh"


@pytest.fixture
def start(data: Path) -> Iterator[Callable[..., Up]]:
    """Starts `up`; whatever still runs when the test ends is ended."""
    started: list[Up] = []

    def start(*words: str, **options: Any) -> Up:
        started.append(Up(options.pop("data", data), *words, **options))
        return started[-1]

    yield start
    for one in started:
        clear_away(one)


@pytest.fixture(scope="module")
def running(made: Path) -> Iterator[Up]:
    """An `up` that the tests of a file share: they leave it running."""
    place = Path(tempfile.mkdtemp(prefix="nusacart-running-"))
    subprocess.run(["cp", "-a", made, place / "data"], check=True)
    up = Up(place / "data").ready()
    yield up
    clear_away(up)
    shutil.rmtree(place)


def clear_away(up: Up) -> None:
    """End an `up` and whatever it left, at once: a test that is about an orderly end has seen it by now."""
    up.process.kill()
    while left := processes_of(up.data):
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)
    up.process.wait()
    if up.process.stdout:
        up.process.stdout.close()
