"""Serve HTTP and websockets on one port."""

import os
import sys

import click

from .engines.identity import CODE
from .engines.installation import reach


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for everyone.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--processes", envvar="NUSACART_WEB_PROCESSES", default=2, show_default=True,
              help="How many; each carries thousands of sockets.")  # fmt: skip
def web(host: str, port: int, processes: int) -> None:
    """Serve HTTP and websockets on one port.

    `up` runs this; in a larger installation run it by itself, with NUSACART_DATABASE_URL and NUSACART_REDIS_URL set.
    """
    reach()
    os.environ |= {"NUSACART_BIND": f"{host}:{port}", "NUSACART_WEB_PROCESSES": str(processes)}
    os.chdir(CODE)
    # A fresh interpreter: gevent must patch the sockets before anything of the app is loaded.
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", str(CODE / "gunicorn.conf.py")])  # noqa: S606
