"""What a press needs to know of a flash item, kept for two seconds so that a crowd is not a crowd of questions.

Nothing here decides anything but "not yet": price, limits and state are judged again when the order is written.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from app.accounts import vendor
from app.core.clock import now
from app.core.db import db
from app.core.refusal import NotFound, Refusal
from app.core.tenancy import acting_for

SECONDS, MOST = 2.0, 2_000

_ITEM = text("""
    SELECT i.sale_id, i.variant_id, s.starts_at FROM flash_item i
    JOIN flash_sale s ON s.vendor_id = i.vendor_id AND s.id = i.sale_id
    WHERE i.vendor_id = :vendor AND i.id = :item AND s.state <> 'cancelled'
""")


@dataclass(frozen=True)
class Offer:
    """Where a flash item belongs and when it starts."""

    vendor_id: UUID
    item_id: UUID
    sale_id: UUID
    variant_id: UUID
    starts_at: datetime

    def check(self) -> None:
        """Raises Refusal before the start. Whether it still runs is known when the order is written."""
        if now() < self.starts_at:
            raise Refusal("Flash sale belum mulai. Pesanan tidak dibuat.")


class Offers:
    """Offers by the shop's address and the item's id, in this process."""

    def __init__(self) -> None:
        self.kept: OrderedDict[tuple[str, UUID], tuple[float, Offer]] = OrderedDict()

    def find(self, slug: str, item_id: UUID) -> Offer:
        """The offer. Raises NotFound; while one person asks anew, others are told what was true until now."""
        until, offer = self.kept.get((slug, item_id), (0.0, None))
        if offer and until > time.monotonic():
            return offer
        if offer:
            self._keep(slug, offer)
        offer = _read(slug, item_id)
        self._keep(slug, offer)
        return offer

    def _keep(self, slug: str, offer: Offer) -> None:
        self.kept[slug, offer.item_id] = (time.monotonic() + SECONDS, offer)
        if len(self.kept) > MOST:
            self.kept.popitem(last=False)


def _read(slug: str, item_id: UUID) -> Offer:
    vendor_id = vendor.find_by_slug(slug).id
    with acting_for(vendor_id):
        row = db.session.execute(_ITEM, {"vendor": vendor_id, "item": item_id}).one_or_none()
        db.session.rollback()
    if row is None:
        raise NotFound("Barang flash sale itu tidak ada.")
    return Offer(vendor_id, item_id, row[0], row[1], row[2])


offers = Offers()
