"""What the room has to know of the installation it stands in: its secret, its public address, its local twins."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Installation:
    """`secret` seals keys; `public_url` is where providers and payers reach us, without a slash at its end; `twins`
    are the addresses of the providers that are played on this machine."""

    secret: str = ""
    public_url: str = ""
    twins: Mapping[str, str] = field(default_factory=dict)


here = Installation()


def use(*, secret: str, public_url: str, twins: str = "") -> None:
    """Settle in; done once when the app is made. `twins` is "midtrans=http://…,xendit=http://…"."""
    here.secret, here.public_url = secret, public_url.rstrip("/")
    here.twins = dict(pair.split("=", 1) for pair in twins.split(",") if pair)
