"""Fixtures of the commands: `up` in a data folder of the test's own."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .running import Up, processes_of


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def start(data: Path) -> Iterator[Callable[..., Up]]:
    """Starts `up`; whatever still runs when the test ends is ended."""
    started: list[Up] = []

    def start(*words: str, **options: Any) -> Up:
        started.append(Up(options.pop("data", data), *words, **options))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.stop()
        for pid in processes_of(one.data):
            os.kill(pid, signal.SIGKILL)
