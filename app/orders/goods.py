"""The goods of a batch of attempts as the shops offer them at this moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from app.core.db import db

Pair = tuple[UUID, UUID]
"""A vendor id and a variant id."""


@dataclass(frozen=True)
class Good:
    """A variant as the shop offers it now; the price is in minor units of the vendor's currency."""

    variant_id: UUID
    product_name: str
    variant_name: str
    sku: str | None
    price_amount: int
    availability: str
    is_for_sale: bool

    @property
    def name(self) -> str:
        """Product and variant, as the shopper knows it."""
        return f"{self.product_name} {self.variant_name}".strip()

    @property
    def is_counted(self) -> bool:
        """Whether it is sold by stock; "ready" and "preorder" goods are made or fetched as needed."""
        return self.availability == "counted"


_GOODS = text("""
    SELECT v.vendor_id, v.id, p.name, v.name, v.sku, v.price_amount, v.availability,
        v.is_active AND p.state = 'published'
    FROM variant v
    JOIN unnest(CAST(:vendors AS uuid[]), CAST(:variants AS uuid[])) AS w (vendor_id, id) USING (vendor_id, id)
    JOIN product p ON p.vendor_id = v.vendor_id AND p.id = v.product_id
""")


def goods(pairs: Iterable[Pair]) -> dict[Pair, Good]:
    """The goods behind these pairs; what does not exist is absent."""
    vendors, variants = zip(*sorted(set(pairs)), strict=True)
    rows = db.session.execute(_GOODS, {"vendors": list(vendors), "variants": list(variants)})
    return {(row[0], row[1]): Good(*row[1:]) for row in rows}
