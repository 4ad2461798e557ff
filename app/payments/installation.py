"""What the room has to know of the installation it stands in: its secret, its public address, its local twins."""

from dataclasses import dataclass


@dataclass
class Installation:
    """`secret` seals keys; `public_url` is where providers and payers reach us, without a slash at its end."""

    secret: str = ""
    public_url: str = ""


here = Installation()


def use(*, secret: str, public_url: str) -> None:
    """Settle in; done once when the app is made."""
    here.secret, here.public_url = secret, public_url.rstrip("/")
