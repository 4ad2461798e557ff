"""How much there is of a variant at a location, and the one way to lock it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select, text, tuple_
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import db
from app.core.tenancy import owned_key

from .location import Location

Pair = tuple[UUID, UUID]
"""(variant_id, location_id): what a level is of."""


class Level(db.Model):
    """The stored balance of a variant's movements at a location, and what of it is promised.

    Held waits for a payment, allocated waits to be packed; the database refuses an available below zero.
    """

    __tablename__ = "stock_level"
    __table_args__ = (
        owned_key("variant_id", "variant", ondelete="CASCADE"),
        owned_key("location_id", "stock_location", ondelete="CASCADE"),
    )

    vendor_id: Mapped[UUID] = mapped_column(primary_key=True)
    variant_id: Mapped[UUID] = mapped_column(primary_key=True)
    location_id: Mapped[UUID] = mapped_column(primary_key=True)
    on_hand: Mapped[int] = mapped_column(default=0)
    held: Mapped[int] = mapped_column(default=0)
    allocated: Mapped[int] = mapped_column(default=0)

    @property
    def promised(self) -> int:
        """What is set aside for orders, paid or not."""
        return self.held + self.allocated

    @property
    def available(self) -> int:
        """What can still be sold."""
        return self.on_hand - self.promised


LOW = 5
"""From this many on a variant runs low."""


@dataclass(frozen=True)
class Figures:
    """A variant's stock in pieces, all locations together; shelves is what is on hand at each."""

    on_hand: int = 0
    held: int = 0
    allocated: int = 0
    shelves: Mapping[UUID, int] = field(default_factory=dict)

    @property
    def promised(self) -> int:
        """What is set aside for orders, paid or not."""
        return self.held + self.allocated

    @property
    def available(self) -> int:
        """What can still be sold."""
        return self.on_hand - self.promised

    @property
    def low(self) -> int:
        """From how many on it runs low."""
        return LOW

    def __add__(self, row: Any) -> "Figures":
        shelves = {**self.shelves, row.location_id: row.on_hand}
        return Figures(self.on_hand + row.on_hand, self.held + row.held, self.allocated + row.allocated, shelves)


def figures(vendor_id: UUID, variant_ids: Collection[UUID], *, online: bool = False) -> dict[UUID, Figures]:
    """Each variant's figures, read now; zeros where nothing was ever counted.

    With online, only the locations from which the storefront sells.
    """
    found = dict.fromkeys(variant_ids, Figures())
    columns = (Level.variant_id, Level.location_id, Level.on_hand, Level.held, Level.allocated)
    query = select(*columns).where(Level.vendor_id == vendor_id, Level.variant_id.in_(variant_ids))
    if online:
        here = (Location.vendor_id == Level.vendor_id) & (Location.id == Level.location_id)
        query = query.join(Location, here).where(Location.sells_online)
    for row in db.session.execute(query) if found else ():
        found[row.variant_id] += row
    return found


def lock(vendor_id: UUID, pairs: Iterable[Pair]) -> Mapping[Pair, Level]:
    """Lock these levels until the transaction ends, always in the order (variant, location), and read them afresh.

    A pair that has no level is left out. The only place that locks stock: whoever locks elsewhere can deadlock.
    Waiting is limited by the connection's lock_timeout, which `transaction()` turns into a sentence.
    """
    wanted = sorted(set(pairs))
    query = (
        select(Level)
        .where(Level.vendor_id == vendor_id, tuple_(Level.variant_id, Level.location_id).in_(wanted))
        .order_by(Level.variant_id, Level.location_id)
        # NO KEY: an allocation's foreign key may still look at the row.
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    rows = db.session.scalars(query) if wanted else ()
    return {(row.variant_id, row.location_id): row for row in rows}


def lock_or_make(vendor_id: UUID, pairs: Iterable[Pair]) -> Mapping[Pair, Level]:
    """Lock these levels, making an empty one for each variant of the vendor that never had any."""
    wanted = sorted(set(pairs))
    ids = {"vendor": vendor_id, "variants": [v for v, _ in wanted], "locations": [at for _, at in wanted]}
    db.session.execute(_MAKE, ids)
    return lock(vendor_id, wanted)


_MAKE = text("""
    INSERT INTO stock_level (vendor_id, variant_id, location_id)
    SELECT variant.vendor_id, wanted.variant_id, wanted.location_id
    FROM unnest(CAST(:variants AS uuid[]), CAST(:locations AS uuid[])) AS wanted (variant_id, location_id)
    JOIN variant ON variant.vendor_id = :vendor AND variant.id = wanted.variant_id
    ORDER BY 2, 3
    ON CONFLICT DO NOTHING
""")
