"""Bring the database up to this version's schema."""

import click

from .engines.installation import reach
from .engines.trouble import Trouble


@click.command()
def migrate() -> None:
    """Bring the database up to this version's schema.

    Refuses, and changes nothing, when a newer version has written it.
    """
    from sqlalchemy import create_engine

    from app import config
    from app.core import schema

    reach()
    url = config.from_environment()["SQLALCHEMY_DATABASE_URI"]
    # A migration may rewrite every vendor's rows and may take its time, but not a running shop's locks.
    options = "-c lock_timeout=10s -c timezone=UTC -c nusacart.vendor=everyone"
    engine = create_engine(url, connect_args={"options": options, "connect_timeout": 10})
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
    engine.dispose()
