"""Play the payment providers on this machine, with toy money."""

import os
import sys
from pathlib import Path

import click

from .engines import patience
from .engines.child import Child
from .engines.identity import CODE, Identity
from .engines.trouble import Trouble

PROVIDERS = ("midtrans", "xendit", "doku", "snap")
DEFAULT = CODE / "data-sandbox"
"""Not inside the data folder: `up` has twins of its own there, and refuses a folder that holds something else."""
SECONDS_TO_STOP = 5


def addresses(host: str, port: int) -> dict[str, str]:
    """Where each provider's twin is found when the sandbox has that port: the ports after it, in a fixed order."""
    return {provider: f"http://{host}:{port + place}" for place, provider in enumerate(PROVIDERS, 1)}


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=DEFAULT,
              help="Folder for what the twins remember. [default: data-sandbox, in the clone]")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets phones open their pages.")
@click.option("--address", default="", help="The name or IP by which phones reach this machine.")
@click.option("--port", default=9100, show_default=True, type=click.IntRange(1, 65531),
              help="Each twin has a port after it.")  # fmt: skip
@click.option("--notify", default="http://127.0.0.1:8000", show_default=True, help="Where the shop is, for notices.")
@click.option("--speed", default=1.0, show_default=True, type=click.FloatRange(0.01, 100_000),
              help="How many seconds pass in a real one.")  # fmt: skip
def sandbox(data: Path, host: str, address: str, port: int, notify: str, speed: float) -> None:
    """Play the payment providers on this machine, with toy money: Midtrans, Xendit, DOKU and SNAP.

    Each is a process of its own that speaks the provider's wire format. Its first page lists what waits to be paid;
    there a person plays the payer. Ctrl-C ends all of them.
    """
    patience.listen()
    seen = address or ("127.0.0.1" if host == "0.0.0.0" else host)  # noqa: S104
    words = ("--host", host, "--data", str(data.absolute()), "--notify", notify, "--speed", str(speed))
    twins = {provider: begin(provider, url, words) for provider, url in addresses(seen, port).items()}
    try:
        watch(twins)
    except patience.Stopped:
        return
    finally:
        for twin in twins.values():
            twin.stop(SECONDS_TO_STOP)


def begin(provider: str, url: str, words: tuple[str, ...]) -> Child:
    """Start one; it prints its address where we print, and the kernel ends it when we are killed."""
    command = [sys.executable, "-m", "sandbox.program", provider, "--port", url.rpartition(":")[2], "--address", url]
    ourselves = Identity(os.geteuid(), os.getegid())
    return Child([*command, *words], ourselves, environ={**os.environ, "PYTHONPATH": str(CODE)}, cwd=CODE)


def watch(twins: dict[str, Child]) -> None:
    """Until we are asked to stop. Raises Trouble when one ends by itself."""
    while True:
        for provider, twin in twins.items():
            if not twin.is_alive():
                raise Trouble(f"The twin of {provider} ended by itself; what it said stands above.")
        patience.pause(0.2)
