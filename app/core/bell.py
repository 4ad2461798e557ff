"""The doorbell: tells listeners that a vendor's journal has grown. A hint only: it may neither fail nor delay."""

from collections.abc import Callable
from uuid import UUID

_ringers: list[Callable[[UUID, int], None]] = []


def on_ring(ringer: Callable[[UUID, int], None]) -> None:
    """Register who carries the bell (the Redis publisher, a test). It must not raise and must not block."""
    if ringer not in _ringers:
        _ringers.append(ringer)


def ring(vendor_id: UUID, seq: int) -> None:
    """The vendor's journal now reaches seq."""
    for ringer in _ringers:
        ringer(vendor_id, seq)
