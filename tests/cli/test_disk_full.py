"""A full disk: one sentence, nothing lost, and it goes on once there is room."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from .running import Up
from .test_up import app_role, one_sentence, superuser


@pytest.fixture
def disk(tmp_path: Path, made: Path) -> Iterator[Path]:
    """A small disk with a data folder on it."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", place]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount the small disk that this test fills")
    subprocess.run(["cp", "-a", made, place / "data"], check=True)
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def fill(disk: Path) -> Path:
    """To the last byte, also what was freed since it was filled before."""
    append = ["oflag=append", "conv=notrunc"]
    subprocess.run(["dd", "if=/dev/zero", f"of={disk}/film", "bs=64K", *append], capture_output=True, check=False)
    return disk / "film"


def use_up_the_log_space(data: Path) -> None:
    with superuser(data) as connection:
        for _ in range(8):
            connection.execute("SELECT pg_logical_emit_message(false, 'a', 'b'), pg_switch_wal()")


def test_a_full_disk_is_named_at_the_start(disk: Path, start: Callable[..., Up]):
    fill(disk)
    assert "is full: everything saved so far is safe" in one_sentence(start(data=disk / "data"))


def test_a_disk_that_fills_up_stops_it_with_a_sentence_and_loses_nothing(disk: Path, start: Callable[..., Up]):
    up = start(data=disk / "data").ready()
    with app_role(up.data) as connection:
        connection.execute(
            "INSERT INTO vendor (id, slug, name) VALUES (gen_random_uuid(), 'warung-sari', 'Warung Sari')"
        )
    film = fill(disk)
    assert up.says("almost full")
    until = time.monotonic() + 40
    while up.process.poll() is None and time.monotonic() < until:  # an error alone does not end PostgreSQL
        fill(disk)
        with suppress(psycopg.Error):
            use_up_the_log_space(up.data)
        time.sleep(0.2)
    assert up.end() == 1
    assert "is full: everything saved so far is safe" in up.said.splitlines()[-1]
    assert up.leftovers(0) == []

    film.unlink()
    again = start(data=up.data).ready()
    with app_role(again.data) as connection:
        assert connection.execute("SELECT name FROM vendor").fetchall() == [("Warung Sari",)]
