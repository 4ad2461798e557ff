"""Bring the database up to this version's schema."""

import click
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import OperationalError

from app import config
from app.core import schema

from .engines.installation import reach
from .engines.trouble import DISK_FULL, DiskFull, Trouble

# A migration may rewrite every vendor's rows and take its time over it, but not wait long on a running shop's locks.
OPTIONS = "-c lock_timeout=10s -c timezone=UTC -c nusacart.vendor=everyone"


@click.command()
def migrate() -> None:
    """Bring the database up to this version's schema.

    Refuses, and changes nothing, when a newer version has written it.
    """
    reach()
    url = config.from_environment()["SQLALCHEMY_DATABASE_URI"]
    engine = create_engine(url, connect_args={"options": OPTIONS, "connect_timeout": 10})
    try:
        bring_up(engine)
    except OperationalError as error:
        if DISK_FULL in str(error.orig):
            raise DiskFull("the database") from error
        raise Trouble(f"PostgreSQL refused: {' '.join(str(error.orig).split())}") from error
    finally:
        engine.dispose()


def bring_up(engine: Engine) -> None:
    """From where the database stands to the newest schema this version knows. Raises Trouble for a newer one."""
    with engine.connect() as connection:
        found = schema.current(connection)
    if found and not schema.known(found):
        raise Trouble(
            f"This data was written by a newer version of NusaCart (its schema is {found}, this version knows up to "
            f"{schema.head()}): start that version; nothing was changed."
        )
    if found != schema.head():
        click.echo(f"Schema: {found or 'empty'} -> {schema.head()}")
        schema.upgrade(engine)
