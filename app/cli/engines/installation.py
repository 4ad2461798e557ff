"""Where a command finds the engines: in the variables, or beside a running `up` through its data folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .folder import DEFAULT, DataFolder
from .postgres import Postgres
from .redis import Redis
from .trouble import Trouble

if TYPE_CHECKING:
    from flask import Flask

DATABASE, REDIS = "NUSACART_DATABASE_URL", "NUSACART_REDIS_URL"
SECRET_KEY, MEDIA, DATA = "NUSACART_SECRET_KEY", "NUSACART_MEDIA", "NUSACART_DATA"


def data_folder() -> DataFolder:
    """The folder named by NUSACART_DATA, or `data` in the clone."""
    return DataFolder(Path(os.environ.get(DATA) or DEFAULT))


def settings(folder: DataFolder) -> dict[str, str]:
    """Variables that processes of this installation need; what is set already stays as it is."""
    made = {
        DATA: str(folder.path),
        DATABASE: os.environ.get(DATABASE) or Postgres(folder).url,
        REDIS: os.environ.get(REDIS) or Redis(folder).url,
        SECRET_KEY: os.environ.get(SECRET_KEY) or folder.secret("session.key"),
        MEDIA: os.environ.get(MEDIA) or str(folder.room("media")),
    }
    return {**os.environ, **made}


def reach() -> None:
    """Set the variables for this process. Raises Trouble when nothing runs that could be reached."""
    needed = (DATABASE, REDIS, SECRET_KEY, MEDIA)
    if all(os.environ.get(name) for name in needed):
        return
    folder = data_folder()
    if not os.environ.get(DATABASE) and not (folder.sockets / ".s.PGSQL.5432").exists():
        raise Trouble(f"Nothing runs with the data in {folder.path}: start `bin/up` first, or set {DATABASE}.")
    os.environ.update(settings(folder))


@contextmanager
def opened_app() -> "Iterator[Flask]":
    """The app, reached and in its context: what most commands begin with."""
    from app import create_app

    reach()
    app = create_app()
    with app.app_context():
        yield app
