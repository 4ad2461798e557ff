"""What bin/up does before anything of ours can run. Nothing is downloaded here."""

import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .running import CODE


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone as it comes, without .venv."""
    for name in ("bin", "requirements"):
        shutil.copytree(CODE / name, tmp_path / name)
    return tmp_path


def run(*command: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=os.environ | environ, capture_output=True, text=True, check=False)


def test_a_python_that_is_too_old_gets_one_sentence(clone: Path):
    old = clone / "python-old"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
    old.chmod(0o755)
    done = run(clone / "bin" / "up", NUSACART_PYTHON=str(old))
    assert done.returncode == 1
    assert (
        done.stderr
        == "nusacart: this needs Python 3.11 or newer, and this machine has Python 3.9.2: install a newer one.\n"
    )


def test_what_is_installed_is_not_installed_again(clone: Path):
    (clone / ".venv").symlink_to(CODE / ".venv")
    stamp = CODE / ".venv" / "installed"
    if not stamp.exists():
        pytest.skip("this .venv was not made by bin/test")
    done = run(sys.executable, clone / "bin" / "_prepare.py", "base")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_progress_counts_only_what_is_installed_here(capsys: pytest.CaptureFixture[str]):
    said = [
        "Ignoring tzdata: markers 'sys_platform == \"win32\"' don't match your environment\n",
        "Collecting alembic==1.20.1 (from -r base.lock (line 1))\n",
        "Collecting zope-event==6.2 (from -r base.lock (line 9))\n",
    ]
    prepare = runpy.run_path(str(CODE / "bin" / "_prepare.py"))
    assert prepare["show_progress"](said, 3) == said
    assert capsys.readouterr().out == "nusacart:   1 of 2: alembic 1.20.1\nnusacart:   2 of 2: zope-event 6.2\n"


def test_the_lock_files_name_no_registry_and_hash_every_file():
    for name in ("base", "dev"):
        text = (CODE / "requirements" / f"{name}.lock").read_text()
        assert "://" not in text
        assert "--index" not in text
        pins = [block for block in text.split("\n") if "==" in block and not block.startswith((" ", "#"))]
        assert len(pins) > 40
        assert all(pin.rstrip().endswith("\\") for pin in pins)


def test_both_locks_agree():
    base, dev = (pins(CODE / "requirements" / f"{name}.lock") for name in ("base", "dev"))
    assert {name: dev.get(name) for name in base} == base


def pins(lock: Path) -> dict[str, str]:
    found = (
        line.split()[0].split("==") for line in lock.read_text().splitlines() if "==" in line and line[0].isalpha()
    )
    return dict(found)
