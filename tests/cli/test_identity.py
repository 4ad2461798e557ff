"""Under root, what we start becomes an ordinary user that still reaches a clone and data beneath a closed folder."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.cli.engines.child import Child
from app.cli.engines.identity import DAC_READ_SEARCH, Identity, identity_for
from app.cli.engines.postgres import binaries

from .running import CODE, Up

under_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become someone else")
NOBODY = 65534


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A folder that nobody but its owner enters."""
    path = tmp_path / "closed"
    path.mkdir(mode=0o700)
    return path


def read(path: Path, identity: Identity) -> str:
    child = Child(["cat", path], identity, output=subprocess.PIPE)
    said, _ = child.process.communicate()
    return said.decode()


@under_root
def test_the_one_capability_reaches_a_closed_folder_and_without_it_nothing_does(closed: Path):
    (closed / "page").write_text("hello")
    assert read(closed / "page", Identity(NOBODY, NOBODY, DAC_READ_SEARCH)) == "hello"
    assert read(closed / "page", Identity(NOBODY, NOBODY)) == ""


@under_root
def test_a_child_keeps_no_other_power(closed: Path):
    said = read(Path("/proc/self/status"), Identity(NOBODY, NOBODY, DAC_READ_SEARCH))
    powers = dict(line.split(":\t") for line in said.splitlines() if line.startswith(("Uid", "Gid", "Groups", "Cap")))
    assert {powers["CapEff"], powers["CapPrm"], powers["CapInh"], powers["CapAmb"]} == {"0000000000000004"}
    assert set(powers["Uid"].split()) == set(powers["Gid"].split()) == {"65534"}
    assert powers["Groups"].strip() == ""


@pytest.fixture
def newcomer() -> Iterator[str]:
    """A name that no account has; afterwards it is free again."""
    name = f"nusacart-{os.getpid()}"
    yield name
    subprocess.run(["userdel", name], capture_output=True, check=False)


@under_root
def test_starts_at_once_on_a_new_machine_agree_on_one_account(newcomer: str):
    make = f"from app.cli.engines.identity import _make_account; input(); print(_make_account({newcomer!r}))"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    starts = [subprocess.Popen([sys.executable, "-c", make], cwd=CODE, **pipes) for _ in range(4)]
    time.sleep(1)  # until all of them are loaded
    for start in starts:
        start.stdin.write(b"now\n")
        start.stdin.flush()
    said = {start.communicate()[0] for start in starts}
    assert len(said) == 1
    assert said != {b"None\n"}


@under_root
def test_no_capability_is_given_where_none_is_needed():
    identity = identity_for(Path("/tmp/nusacart-anywhere"))
    reachable = all(folder.stat().st_mode & 0o001 for folder in (CODE, *CODE.parents, binaries()))
    if reachable and Path(os.path.realpath("/proc/self/exe")).parts[1] != "root":
        assert identity.capability is None
    else:
        assert identity.capability == DAC_READ_SEARCH


@under_root
def test_everything_works_beneath_a_closed_folder(closed: Path, fresh: Path, start: Callable[..., Up]):
    for name in ("app", "migrations", "bin", "templates", "static", "translations"):
        if (CODE / name).exists():
            shutil.copytree(CODE / name, closed / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("wsgi.py", "gunicorn.conf.py"):
        shutil.copy(CODE / name, closed / name)
    wheel = binaries().parents[1]
    for name in (wheel.name, f"{wheel.name}.libs"):
        if (wheel.parent / name).exists():
            shutil.copytree(wheel.parent / name, closed / name, ignore=shutil.ignore_patterns("pginstall", "include"))
    up = start(data=closed / "data", code=closed).ready()
    assert up.get()[0] == 200
    assert str(closed) in Path(f"/proc/{up.child('bin/postgres')}/cmdline").read_text()
    assert closed.stat().st_mode & 0o077 == 0
    assert up.stop() == 0
