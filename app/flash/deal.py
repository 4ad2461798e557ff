"""A flash item as an order sees it: whether it runs now, at what price, and how much one buyer may still take."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from app.core.arrays import literal
from app.core.db import db
from app.core.refusal import Refusal

Item = tuple[UUID, UUID]
"""A vendor id and a flash item id."""
Purse = tuple[UUID, UUID, str]
"""A vendor id, a flash item id and a buyer key (a phone number, an account, a device)."""


@dataclass(frozen=True)
class Deal:
    """Read once for a batch, by the database's clock; the price is in minor units."""

    sale_id: UUID
    variant_id: UUID
    price_amount: int
    per_buyer: int
    hold_minutes: int
    state: str
    starts_at: datetime
    read_at: datetime
    ends_at: datetime

    def check(self) -> None:
        """Raises Refusal before the start and after the end."""
        if self.state == "planned" or self.read_at < self.starts_at:
            raise Refusal("Flash sale belum mulai. Pesanan tidak dibuat.")
        if self.state != "running" or self.read_at >= self.ends_at:
            raise Refusal("Flash sale sudah selesai. Pesanan tidak dibuat dan tidak ada yang perlu dibayar.")


_DEALS = text("""
    SELECT i.vendor_id, i.id, i.sale_id, i.variant_id, i.price_amount, i.per_buyer, s.hold_minutes, s.state,
        s.starts_at, clock_timestamp(), s.ends_at
    FROM flash_item i
    JOIN unnest(CAST(:vendors AS uuid[]), CAST(:items AS uuid[])) AS w (vendor_id, id) USING (vendor_id, id)
    JOIN flash_sale s ON s.vendor_id = i.vendor_id AND s.id = i.sale_id
""")
_TAKEN = text("""
    SELECT b.vendor_id, b.item_id, b.buyer, b.quantity FROM flash_buyer b
    JOIN unnest(CAST(:vendors AS uuid[]), CAST(:items AS uuid[]), CAST(:buyers AS text[]))
        AS w (vendor_id, item_id, buyer) USING (vendor_id, item_id, buyer)
""")
_TAKE = text("""
    INSERT INTO flash_buyer (vendor_id, item_id, buyer, quantity)
    SELECT * FROM unnest(CAST(:vendors AS uuid[]), CAST(:items AS uuid[]), CAST(:buyers AS text[]),
        CAST(:quantities AS bigint[]))
    ON CONFLICT (vendor_id, item_id, buyer) DO UPDATE SET quantity = flash_buyer.quantity + excluded.quantity
""")
_GIVE_BACK = text("""
    WITH given AS (
        UPDATE flash_order SET is_given_back = true
        WHERE vendor_id = :vendor AND order_id = ANY (CAST(:orders AS uuid[])) AND NOT is_given_back
        RETURNING item_id, buyers, quantity
    ), summed AS (
        SELECT item_id, buyer, sum(quantity)::bigint AS quantity FROM given, unnest(buyers) AS buyer GROUP BY 1, 2
    )
    UPDATE flash_buyer b SET quantity = b.quantity - summed.quantity FROM summed
    WHERE b.vendor_id = :vendor AND b.item_id = summed.item_id AND b.buyer = summed.buyer
""")
_SALE_OF = text("""
    SELECT i.sale_id FROM flash_order o JOIN flash_item i ON i.vendor_id = o.vendor_id AND i.id = o.item_id
    WHERE o.vendor_id = :vendor AND o.order_id = :order
""")
_TAKE_AGAIN = text("""
    WITH taken AS (
        UPDATE flash_order SET is_given_back = false
        WHERE vendor_id = :vendor AND order_id = :order AND is_given_back
        RETURNING item_id, buyers, quantity
    )
    UPDATE flash_buyer b SET quantity = b.quantity + taken.quantity FROM taken
    WHERE b.vendor_id = :vendor AND b.item_id = taken.item_id AND b.buyer = ANY (taken.buyers)
""")


def deals(items: Iterable[Item]) -> dict[Item, Deal]:
    """The deals behind these items; what does not exist is absent."""
    vendors, ids = zip(*sorted(set(items)), strict=True)
    rows = db.session.execute(_DEALS, {"vendors": list(vendors), "items": list(ids)})
    return {(row[0], row[1]): Deal(*row[2:]) for row in rows}


class Purses:
    """How much each buyer has taken of each item, under the lock of the item's stock row, and what this batch adds."""

    def __init__(self, taken: Mapping[Purse, int]):
        self.taken: Counter[Purse] = Counter(taken)
        self.added: Counter[Purse] = Counter()

    @classmethod
    def read(cls, purses: Iterable[Purse]) -> "Purses":
        """What was taken until now. The items' stock rows are locked, so nobody adds meanwhile."""
        wanted = sorted(set(purses))
        columns = _columns(wanted)
        rows = db.session.execute(_TAKEN, columns) if wanted else ()
        return cls({(row[0], row[1], row[2]): row[3] for row in rows})

    def check(self, item: Item, buyers: Sequence[str], quantity: int, most: int) -> None:
        """Raises Refusal when any of the buyer's keys would go over the limit."""
        had = max(self.taken[(*item, buyer)] for buyer in buyers)
        if had + quantity > most and had:
            raise Refusal("Anda sudah mengambil %(had)s; batasnya %(most)s per pembeli.", had=had, most=most)
        if quantity > most:
            raise Refusal("Batasnya %(most)s per pembeli. Pesanan tidak dibuat; ubah jumlahnya.", most=most)

    def take(self, item: Item, buyers: Sequence[str], quantity: int) -> None:
        """Note that the buyer takes so many."""
        for buyer in buyers:
            self.taken[(*item, buyer)] += quantity
            self.added[(*item, buyer)] += quantity

    def write(self) -> None:
        """Add this batch in one statement, always in the same order."""
        if self.added:
            purses = sorted(self.added)
            quantities = literal(self.added[purse] for purse in purses)
            db.session.execute(_TAKE, _columns(purses) | {"quantities": quantities})


def give_back(vendor_id: UUID, order_ids: Sequence[UUID]) -> None:
    """These orders will not be: their buyers may take as much again. Done before, it does nothing."""
    db.session.execute(_GIVE_BACK, {"vendor": vendor_id, "orders": list(order_ids)})


def sale_of(vendor_id: UUID, order_id: UUID) -> UUID | None:
    """The flash sale an order was placed in."""
    return db.session.scalar(_SALE_OF, {"vendor": vendor_id, "order": order_id})


def take_again(vendor_id: UUID, order_id: UUID) -> None:
    """An order came back to life: its buyer has taken its pieces after all."""
    db.session.execute(_TAKE_AGAIN, {"vendor": vendor_id, "order": order_id})


def _columns(purses: Sequence[Purse]) -> dict[str, str]:
    return {
        "vendors": literal(vendor_id for vendor_id, _, _ in purses),
        "items": literal(item_id for _, item_id, _ in purses),
        "buyers": literal(buyer for _, _, buyer in purses),
    }
