"""What goes wrong at a start, told to a person in one sentence."""

import errno
import os
from pathlib import Path
from typing import IO, Any

import click

DISK_FULL = "No space left on device"


class Trouble(click.ClickException):
    """Ends the command with its one sentence and exit code 1."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence; a terminal that went away is no further trouble."""
        try:
            click.echo(f"nusacart: {self.format_message()}", file=file, err=file is None)
        except OSError:
            return


class DiskFull(Trouble):
    """Nothing can be written where the data lives."""

    def __init__(self, where: Path | str):
        super().__init__(
            f"The disk holding {where} is full: everything saved so far is safe, nothing new can be saved; "
            "make room and start again."
        )


def from_os_error(error: OSError) -> Trouble:
    """The sentence for a file or socket that refused."""
    where = error.filename or "the data folder"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(where)
    return Trouble(f"{os.strerror(error.errno) if error.errno else error}: {where}.")
