"""What is left of some variants while a batch of orders is decided: locked once, counted down, written once."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import text

from app.core.db import db

ORDINARY = UUID(int=0)

Ware = tuple[UUID, UUID, UUID]
"""A vendor id, a variant id, and the flash sale it is sold in, or ORDINARY."""

LOCK = """
    SELECT l.vendor_id, l.variant_id, w.sale_id, l.location_id, p.position,
        l.on_hand - l.held - l.allocated AS available
    FROM stock_level l
    JOIN unnest(CAST(:vendors AS uuid[]), CAST(:variants AS uuid[]), CAST(:sales AS uuid[]))
        AS w (vendor_id, variant_id, sale_id) USING (vendor_id, variant_id)
    JOIN stock_location p ON p.vendor_id = l.vendor_id AND p.id = l.location_id
        AND (p.flash_sale_id = w.sale_id OR p.flash_sale_id IS NULL AND p.sells_online AND w.sale_id = :ordinary)
    ORDER BY l.vendor_id, l.variant_id, l.location_id
    FOR NO KEY UPDATE OF l
"""

WRITE = text("""
    UPDATE stock_level l SET held = l.held + t.held, allocated = l.allocated + t.allocated
    FROM unnest(CAST(:vendors AS uuid[]), CAST(:variants AS uuid[]), CAST(:locations AS uuid[]),
        CAST(:held AS bigint[]), CAST(:allocated AS bigint[]))
        AS t (vendor_id, variant_id, location_id, held, allocated)
    WHERE l.vendor_id = t.vendor_id AND l.variant_id = t.variant_id AND l.location_id = t.location_id
""")


@dataclass
class Spot:
    """One location's remainder of one variant, and what this batch has taken from it."""

    location_id: UUID
    available: int
    taken: Counter[str] = field(default_factory=Counter)

    def take(self, wanted: int, state: str) -> int:
        """Take up to `wanted` pieces; returns how many."""
        pieces = min(wanted, self.available)
        self.available -= pieces
        self.taken[state] += pieces
        return pieces


class Shelf:
    """The remainder of each ware, under row locks until the transaction ends."""

    def __init__(self, spots: Mapping[Ware, list[Spot]]):
        self.spots = spots

    @classmethod
    def lock(cls, wares: Iterable[Ware]) -> "Shelf":
        """Lock the levels of these wares in the one order everybody uses.

        Ordinary wares lie in the locations that sell online, those of a flash sale in the sale's own.
        """
        vendors, variants, sales = map(list, zip(*sorted(set(wares)), strict=True))
        values = {"vendors": vendors, "variants": variants, "sales": sales, "ordinary": ORDINARY}
        rows = db.session.execute(text(LOCK), values).all()
        spots: dict[Ware, list[Spot]] = {}
        for row in sorted(rows, key=lambda row: row.position):
            spots.setdefault((row.vendor_id, row.variant_id, row.sale_id), []).append(
                Spot(row.location_id, row.available)
            )
        return cls(spots)

    def available(self, ware: Ware) -> int:
        """Pieces left for the next in line, over all locations."""
        return sum(spot.available for spot in self.spots.get(ware, ()))

    def take(self, ware: Ware, quantity: int, state: str) -> list[tuple[UUID, int]]:
        """Set pieces aside ("held" or "allocated"), first location first; returns (location id, pieces).

        The caller has seen that enough is available.
        """
        pieces = []
        for spot in self.spots.get(ware, ()):
            if got := spot.take(quantity, state):
                pieces.append((spot.location_id, got))
                quantity -= got
        assert quantity == 0, "taken without looking"
        return pieces

    def write(self) -> None:
        """Add what was taken to the level rows in one statement."""
        taken = [(ware, spot) for ware, spots in self.spots.items() for spot in spots if spot.taken]
        if not taken:
            return
        db.session.execute(WRITE, {
            "vendors": [vendor_id for (vendor_id, _, _), _ in taken],
            "variants": [variant_id for (_, variant_id, _), _ in taken],
            "locations": [spot.location_id for _, spot in taken],
            "held": [spot.taken["held"] for _, spot in taken],
            "allocated": [spot.taken["allocated"] for _, spot in taken],
        })  # fmt: skip
