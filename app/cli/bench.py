"""Measure, each figure beside a baseline from the same run."""

import sys
from importlib import import_module

import click

from .engines.identity import CODE

BENCHES = ("pages", "live", "imports", "flash", "hooks")


class FilePerBench(click.Group):
    """Each bench is a file of the folder `bench`, read only when it runs."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """What can be measured."""
        return list(BENCHES)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """The bench of that name."""
        sys.path.insert(0, str(CODE))
        return getattr(import_module(f"bench.{name}"), name) if name in BENCHES else None


@click.group(cls=FilePerBench)
def bench() -> None:
    """Measure, each figure beside a baseline from the same run.

    A bench starts an installation of its own in a temporary folder and leaves nothing behind.
    """
