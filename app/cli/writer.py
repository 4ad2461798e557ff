"""Write the orders of flash sales: whatever waits in the queue becomes one transaction."""

import gc
import logging
import os
import socket

import click

from .engines import patience
from .engines.installation import opened_app


@click.command()
def writer() -> None:
    """Write the orders of flash sales: whatever waits becomes one transaction.

    `up` runs this. It finishes its batch when it is asked to end; a second one beside it does no harm.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s writer %(levelname)s %(name)s: %(message)s")
    patience.listen()
    with opened_app() as app:
        from app.rush.line import Line
        from app.rush.writer import Writer

        gc.collect()
        gc.freeze()  # the program itself is no garbage
        line = Line(app.config["REDIS_URL"], f"{socket.gethostname()}-{os.getpid()}")
        try:
            Writer(line).work(patience.pause)
        except patience.Stopped:
            return
