"""What an engine says, kept in a file; and what it has said since it was last started."""

from pathlib import Path
from typing import BinaryIO

from .folder import DataFolder
from .trouble import DISK_FULL, DiskFull, Trouble

LARGE = 5 * 1024 * 1024


class Logbook:
    """The log of one engine."""

    def __init__(self, folder: DataFolder, name: str):
        self.folder = folder
        self.name = name
        self.begun_at = 0

    @property
    def path(self) -> Path:
        """Where a person may read it."""
        return self.folder.room("log") / f"{self.name.lower()}.log"

    def begin(self) -> BinaryIO:
        """Opened for an engine that starts now; a large one is put aside, and one such is kept."""
        path = self.path
        if path.exists() and path.stat().st_size > LARGE:
            path.replace(path.with_suffix(".log.1"))
        file = path.open("ab")
        self.folder.identity.own(path)
        self.begun_at = file.tell()
        return file

    def said(self, most: int = 16384) -> str:
        """The last of what it has said since then: what an earlier start complained of is no reason for today."""
        path = self.path
        if not path.exists():
            return ""
        with path.open("rb") as file:
            file.seek(max(self.begun_at, path.stat().st_size - most))
            return file.read().decode(errors="replace")

    def why_it_ended(self) -> Trouble:
        """One sentence from its last words."""
        said = self.said()
        if DISK_FULL in said:
            return DiskFull(self.folder.path)
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        fatal = next((line for line in reversed(lines) if "FATAL" in line or "PANIC" in line), None)
        reason = fatal or (lines[-1] if lines else "it said nothing")
        return Trouble(f"{self.name} stopped by itself ({reason}); its log is {self.path}.")
