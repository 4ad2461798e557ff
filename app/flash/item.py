"""What a flash sale offers: a variant at a deal price, so many of it, so many to one buyer."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.catalog.variant import Variant
from app.core.db import Base
from app.core.refusal import Refusal
from app.core.tenancy import Owned, owned_key

MOST_PIECES = 1_000_000
MOST_PER_BUYER = 100


class FlashItem(Owned, Base):
    """Price in minor units of the vendor's currency; quota in pieces."""

    __tablename__ = "flash_item"
    __table_args__ = (
        owned_key("sale_id", "flash_sale", ondelete="CASCADE"),
        owned_key("variant_id", "variant", ondelete="CASCADE"),
    )

    sale_id: Mapped[UUID]
    variant_id: Mapped[UUID]
    price_amount: Mapped[int]
    quota: Mapped[int]
    per_buyer: Mapped[int] = mapped_column(Integer, default=1)

    variant: Mapped[Variant] = relationship(
        primaryjoin=lambda: (FlashItem.vendor_id == Variant.vendor_id) & (FlashItem.variant_id == Variant.id),
        foreign_keys=lambda: (FlashItem.vendor_id, FlashItem.variant_id),
        viewonly=True,
    )


@dataclass(frozen=True)
class ItemDraft:
    """One line of a flash sale as the vendor wrote it."""

    variant_id: UUID
    price: int
    quota: int
    per_buyer: int = 1

    def checked(self, variant: Variant | None) -> "ItemDraft":
        """The same. Raises Refusal on what a shopper could not be offered."""
        if variant is None or not variant.is_active:
            raise Refusal("Satu barang tidak dijual lagi. Hapus dari flash sale ini.")
        name = f"{variant.product.name} {variant.name}".strip()
        if not variant.is_counted:
            raise Refusal("%(name)s tidak dihitung stoknya, jadi tidak bisa diberi kuota.", name=name)
        if not 0 < self.price < variant.price_amount:
            raise Refusal(
                "Harga flash sale %(name)s harus lebih rendah dari harga biasa.",
                field=f"price-{self.variant_id}",
                name=name,
            )
        if not 1 <= self.quota <= MOST_PIECES:
            raise Refusal("Kuota %(name)s paling sedikit 1.", field=f"quota-{self.variant_id}", name=name)
        if not 1 <= self.per_buyer <= MOST_PER_BUYER:
            raise Refusal(
                "Batas per pembeli %(name)s antara 1 dan 100.", field=f"per_buyer-{self.variant_id}", name=name
            )
        return self
