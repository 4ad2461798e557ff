"""The group of commands."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from app.cli.engines.group import COMMANDS, nusacart

from .running import CODE

NAMES = nusacart.list_commands(click.Context(nusacart))


def test_help_names_every_command_without_loading_one():
    script = "import sys; from app.cli.engines.group import nusacart; nusacart(['--help'], standalone_mode=False); "
    script += "print([name for name in sys.modules if name.startswith('app.cli.') and 'engines' not in name])"
    said = subprocess.run([sys.executable, "-c", script], cwd=CODE, capture_output=True, text=True, check=True).stdout
    assert {"up", "web", "worker", "migrate"} <= set(said.split())
    assert said.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help_for_a_person(name: str):
    done = CliRunner().invoke(nusacart, [name, "--help"])
    assert done.exit_code == 0, done.output
    first = (import_module(f"app.cli.{name.replace('-', '_')}").__doc__ or "").partition("\n")[0]
    assert first.endswith(".")


def test_a_file_of_engines_is_no_command():
    assert "group" not in NAMES
    assert all((COMMANDS / f"{name.replace('-', '_')}.py").exists() for name in NAMES)


def test_a_command_without_anything_running_says_what_to_do(tmp_path: Path):
    environ = {"PATH": "/usr/bin:/bin", "NUSACART_DATA": str(tmp_path)}
    done = subprocess.run(
        [CODE / "bin" / "nusacart", "migrate"], env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == (
        f"nusacart: Nothing runs with the data in {tmp_path}: start `bin/up` first, or set NUSACART_DATABASE_URL.\n"
    )
