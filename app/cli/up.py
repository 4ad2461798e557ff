"""Start everything on this machine: PostgreSQL, Redis, the shop and its worker."""

from pathlib import Path

import click

from .engines import patience
from .engines.folder import DEFAULT, DataFolder
from .engines.house import House
from .engines.keeper import say
from .engines.trouble import from_os_error


@click.command()
@click.option("--data", type=click.Path(readable=False, path_type=Path), envvar="NUSACART_DATA", default=DEFAULT,
              help="Folder that keeps everything. [default: data, in the clone]")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets other devices on the network in.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535),
              help="Port for HTTP and websockets.")  # fmt: skip
@click.option("--empty", is_flag=True, help="Without the demo shop.")
def up(data: Path, host: str, port: int, empty: bool) -> None:
    """Start everything on this machine; Ctrl-C stops it.

    NUSACART_DATABASE_URL and NUSACART_REDIS_URL name engines of your own to use instead of the embedded ones.
    """
    patience.listen()
    say(f"NusaCart, data in {data}")
    try:
        house = House(DataFolder(data), host, port)
        try:
            house.bring_up(with_demo=not empty)
            tell(house)
            house.watch()
        finally:
            house.take_down()
    except patience.Stopped:
        say("Stopped; everything is saved.")
    except OSError as error:
        raise from_os_error(error) from error


def tell(house: House) -> None:
    """Where to go, and who may sign in."""
    if logins := house.demo.logins:
        say(f"\n{logins.rstrip()}\n")
    else:
        say(f"Open your shop at {house.address}signup")
    if house.is_local:
        say("Only this machine can reach it; for phones on the same network add: --host 0.0.0.0")
    else:
        tell_network(house)
    say("Ctrl-C stops it.")
    say(f"ready {house.address}")


def tell_network(house: House) -> None:
    """What a phone types, and what comes with opening the door."""
    for address in house.addresses_on_the_network():
        say(f"On phones in the same network: {address}")
    if house.demo.logins:
        say("The demo's passwords above are public knowledge: whoever reaches this machine can sign in with them.")
