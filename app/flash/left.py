"""What is left of a flash item, and in which of its states it is: what everybody asks, all the time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from app.core.db import db

ROUNDED_BELOW = 10


@dataclass(frozen=True)
class Left:
    """Pieces of one item that can be bought now, and those in other people's unpaid orders; by the database's clock."""

    state: str
    starts_at: datetime
    ends_at: datetime
    read_at: datetime
    available: int
    held: int

    @property
    def stage(self) -> str:
        """soon, starting, on, held (all of it in other people's orders), gone, over or cancelled."""
        if self.state == "cancelled":
            return "cancelled"
        if self.state == "ended" or self.read_at >= self.ends_at:
            return "over"
        if self.read_at < self.starts_at:
            return "soon"
        if self.state == "planned":
            return "starting"
        return "on" if self.available > 0 else "held" if self.held > 0 else "gone"

    @property
    def is_few(self) -> bool:
        """Whether the exact figure is kept back: it would be wrong before it is read."""
        return 0 < self.available < ROUNDED_BELOW

    @property
    def seconds_to_start(self) -> float:
        """Until the start; negative after it."""
        return (self.starts_at - self.read_at).total_seconds()


_LEFT = text("""
    SELECT i.id, s.state, s.starts_at, s.ends_at, clock_timestamp(),
        coalesce(l.on_hand - l.held - l.allocated, 0), coalesce(l.held, 0)
    FROM flash_sale s
    JOIN flash_item i ON i.vendor_id = s.vendor_id AND i.sale_id = s.id
    LEFT JOIN stock_location p ON p.vendor_id = s.vendor_id AND p.flash_sale_id = s.id
    LEFT JOIN stock_level l ON l.vendor_id = s.vendor_id AND l.variant_id = i.variant_id AND l.location_id = p.id
    WHERE s.vendor_id = :vendor AND s.id = :sale
""")


def left(vendor_id: UUID, sale_id: UUID) -> Mapping[UUID, Left]:
    """What is left of each item of a sale, read now; nothing for a sale that is not there."""
    rows = db.session.execute(_LEFT, {"vendor": vendor_id, "sale": sale_id})
    return {row[0]: Left(*row[1:]) for row in rows}
