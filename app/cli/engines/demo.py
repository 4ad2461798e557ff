"""The demo's story in a data folder: told once, told whole, and its logins shown at every start."""

import psycopg

from .folder import DataFolder
from .keeper import say
from .postgres import Postgres
from .program import Program
from .trouble import Trouble


class Demo:
    """Told before the doors open for the first time, so whatever a cut-off telling left is nobody's work."""

    def __init__(self, folder: DataFolder):
        self.begun = folder.path / "demo.begun"
        self.told = folder.path / "demo.txt"

    @property
    def logins(self) -> str:
        """What the story said about who may sign in; empty without a demo."""
        return self.told.read_text() if self.told.exists() else ""

    def forget_half(self, postgres: Postgres) -> None:
        """Begin with an empty database again when the telling was cut off."""
        if self.begun.exists():
            postgres.empty()
            self.begun.unlink()

    def tell(self, seed: Program, database_url: str) -> None:
        """Tell it, if there is no shop yet. Raises Trouble when it cannot be told."""
        if not _is_empty(database_url):
            return
        say("Telling the demo's story (once; up to a minute) ...")
        self.begun.touch()
        said = seed.output()
        if said is None:
            raise Trouble("The demo's story could not be told (why stands above): start with --empty to go without it.")
        self.told.touch(0o600)
        self.told.write_text(said)
        self.begun.unlink()


def _is_empty(database_url: str) -> bool:
    with psycopg.connect(database_url.replace("+psycopg", "")) as connection:
        return connection.execute("SELECT 1 FROM vendor LIMIT 1").fetchone() is None
