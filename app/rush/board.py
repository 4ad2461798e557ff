"""A flash sale as its vendor watches it: what is left, held, sold and paid, how fast it goes, and who still waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from app.core.db import db

from . import waiting_room

BAR_SECONDS, BARS = 5, 60
NOW_SECONDS = 10
WATCHED = timedelta(days=2)
"""How long after its end orders of a sale still change its board: somebody may pay."""


@dataclass(frozen=True)
class Line:
    """One item in pieces; held are in orders that are not paid yet, sold are promised for good, paid among them."""

    item_id: UUID
    name: str
    price_amount: int
    quota: int
    per_buyer: int
    available: int
    held: int
    taken: int
    paid: int
    orders: int

    @property
    def sold(self) -> int:
        """Pieces that nobody else can get any more."""
        return self.taken - self.held


@dataclass(frozen=True)
class Tally:
    """Everything at one moment, by the database's clock."""

    read_at: datetime
    lines: Sequence[Line]
    bars: Sequence[int]
    until: datetime
    lately: int
    waiting: int

    def sum(self, name: str) -> int:
        """A figure over all items."""
        return sum(getattr(line, name) for line in self.lines)

    @property
    def amount(self) -> int:
        """What the pieces sold come to, in minor units, without shipping."""
        return sum(line.sold * line.price_amount for line in self.lines)

    @property
    def per_second(self) -> float:
        """Orders a second over the last ten."""
        return self.lately / NOW_SECONDS

    @property
    def peak(self) -> float:
        """The most orders a second in the picture."""
        return max(self.bars) / BAR_SECONDS

    @property
    def seconds_shown(self) -> int:
        """How much time the picture covers."""
        return BARS * BAR_SECONDS


_LINES = text("""
    SELECT i.id, trim(p.name || ' ' || v.name), i.price_amount, i.quota, i.per_buyer,
        coalesce(l.on_hand - l.held - l.allocated, 0), coalesce(l.held, 0),
        coalesce(o.taken, 0), coalesce(o.paid, 0), coalesce(o.orders, 0)
    FROM flash_item i
    JOIN variant v ON v.vendor_id = i.vendor_id AND v.id = i.variant_id
    JOIN product p ON p.vendor_id = v.vendor_id AND p.id = v.product_id
    LEFT JOIN stock_location s ON s.vendor_id = i.vendor_id AND s.flash_sale_id = i.sale_id
    LEFT JOIN stock_level l ON l.vendor_id = i.vendor_id AND l.location_id = s.id AND l.variant_id = i.variant_id
    LEFT JOIN LATERAL (
        SELECT sum(f.quantity)::bigint AS taken, count(*) AS orders,
            sum(f.quantity) FILTER (WHERE r.payment_state = 'paid')::bigint AS paid
        FROM flash_order f JOIN orders r ON r.vendor_id = f.vendor_id AND r.id = f.order_id
        WHERE f.vendor_id = i.vendor_id AND f.item_id = i.id AND NOT f.is_given_back
    ) o ON true
    WHERE i.vendor_id = :vendor AND i.sale_id = :sale
    ORDER BY i.id
""")
_PACE = text("""
    WITH placed AS (
        SELECT r.placed_at FROM flash_item i
        JOIN flash_order f ON f.vendor_id = i.vendor_id AND f.item_id = i.id
        JOIN orders r ON r.vendor_id = f.vendor_id AND r.id = f.order_id
        WHERE i.vendor_id = :vendor AND i.sale_id = :sale
    ), shown AS (
        SELECT clock_timestamp() AS at,
            CASE WHEN s.state = 'ended' THEN coalesce((SELECT max(placed_at) FROM placed), s.ends_at)
                ELSE clock_timestamp() END AS until
        FROM flash_sale s WHERE s.vendor_id = :vendor AND s.id = :sale
    ), counted AS (
        SELECT floor(extract(epoch FROM shown.until - placed_at) / :span)::int AS n, count(*) AS orders
        FROM placed, shown WHERE placed_at > shown.until - make_interval(secs => :span * :bars) GROUP BY 1
    )
    SELECT shown.at, shown.until, ARRAY(
        SELECT coalesce(counted.orders, 0) FROM generate_series(0, :bars - 1) AS bar (n) LEFT JOIN counted USING (n)
        ORDER BY n DESC
    ), (SELECT count(*) FROM placed WHERE placed_at > shown.at - make_interval(secs => :lately))
    FROM shown
""")
_WATCHED = text("""
    SELECT id FROM flash_sale
    WHERE vendor_id = :vendor AND (state = 'running' OR state = 'ended' AND ends_at > clock_timestamp() - :watched)
""")


def tally(vendor_id: UUID, sale_id: UUID) -> Tally:
    """The board of a sale, read now."""
    own: dict[str, Any] = {"vendor": vendor_id, "sale": sale_id}
    lines = [Line(*row) for row in db.session.execute(_LINES, own)]
    row = db.session.execute(_PACE, own | {"bars": BARS, "span": BAR_SECONDS, "lately": NOW_SECONDS}).one()
    waiting = sum(waiting_room.waiting(line.item_id) for line in lines)
    return Tally(row[0], lines, row[2], row[1], row[3], waiting)


def watched(vendor_id: UUID) -> set[UUID]:
    """The sales whose boards an order may change."""
    return set(db.session.scalars(_WATCHED, {"vendor": vendor_id, "watched": WATCHED}))
