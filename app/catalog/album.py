"""The folder of product pictures: one folder a vendor, files named by what is in them."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from app.core.ids import new_id

from .darkroom import Print


class Album:
    """Where prints are kept. A file, once there, never changes: its name is the digest of the photo."""

    def __init__(self, folder: str | Path):
        self.folder = Path(folder)

    def of(self, vendor_id: UUID) -> Path:
        """The folder of one vendor."""
        return self.folder / str(vendor_id)

    def keep(self, vendor_id: UUID, print_: Print) -> None:
        """Keep every file of a print; again does nothing. A file appears whole or not at all."""
        home = self.of(vendor_id)
        home.mkdir(parents=True, exist_ok=True)
        for file in print_.folder.iterdir():
            target = home / f"{print_.digest}-{file.name}"
            if not target.exists():
                half = home / f".{new_id()}"
                shutil.copyfile(file, half)
                os.replace(half, target)

    def discard(self, vendor_id: UUID, digests: Iterable[str]) -> None:
        """Throw away the files of photos that nothing shows any more."""
        for digest in digests:
            for file in self.of(vendor_id).glob(f"{digest}-*"):
                file.unlink(missing_ok=True)
