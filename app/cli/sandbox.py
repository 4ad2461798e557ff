"""Play the payment providers on this machine, with toy money."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import click

from .engines import patience
from .engines.folder import DEFAULT
from .engines.identity import CODE

PROVIDERS = ("midtrans", "xendit", "doku", "snap")


def addresses(host: str, port: int) -> dict[str, str]:
    """Where each provider's twin is found when the sandbox has that port: the ports after it, in a fixed order."""
    return {provider: f"http://{host}:{port + place}" for place, provider in enumerate(PROVIDERS, 1)}


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=None, help="Folder for what the twins remember.")
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets phones open their pages.")
@click.option("--address", default="", help="The name or IP by which phones reach this machine.")
@click.option(
    "--port", default=9100, show_default=True, type=click.IntRange(1, 65531), help="Each twin has a port after it."
)
@click.option("--notify", default="http://127.0.0.1:8000", show_default=True, help="Where the shop is, for notices.")
@click.option("--speed", default=1.0, show_default=True, help="How many seconds pass in a real one.")
def sandbox(data: Path | None, host: str, address: str, port: int, notify: str, speed: float) -> None:
    """Play the payment providers on this machine, with toy money: Midtrans, Xendit, DOKU and SNAP.

    Each is a process of its own that speaks the provider's wire format. Its first page lists what waits to be paid;
    there a person plays the payer. Ctrl-C ends all of them.
    """
    patience.listen()
    folder = data or DEFAULT / "sandbox"
    seen = address or ("127.0.0.1" if host == "0.0.0.0" else host)  # noqa: S104
    twins = [_start(provider, folder, host, url, notify, speed) for provider, url in addresses(seen, port).items()]
    try:
        while all(twin.poll() is None for twin in twins):
            patience.pause(0.3)
        raise click.ClickException("One of the twins ended by itself: is one of the ports after --port taken?")
    except patience.Stopped:
        return
    finally:
        for twin in twins:
            twin.send_signal(signal.SIGTERM)
        for twin in twins:
            twin.wait(10)


def _start(provider: str, folder: Path, host: str, url: str, notify: str, speed: float) -> "subprocess.Popen[bytes]":
    port = url.rpartition(":")[2]
    command = [sys.executable, "-m", "sandbox.program", provider, "--host", host, "--port", port]
    command += ["--address", url, "--data", str(folder), "--notify", notify, "--speed", str(speed)]
    return subprocess.Popen(command, cwd=CODE, env={**os.environ, "PYTHONPATH": str(CODE)})
