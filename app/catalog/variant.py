"""Variants: the sellable things, each with its own price and SKU."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Integer, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from app.core import tenancy
from app.core.db import CURRENCY, db
from app.core.money import Money
from app.core.refusal import NotFound, Refusal

from .terms import Terms

if TYPE_CHECKING:
    from .product import Product


class Variant(tenancy.Owned, db.Model):
    """What is priced, counted and sold. Orders and movements point at it, so it goes inactive and is never deleted."""

    __tablename__ = "variant"
    __table_args__ = (tenancy.owned_key("product_id", "product", ondelete="CASCADE"),)

    product_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(default="")
    option_values: Mapped[list[str]] = mapped_column(default=list)
    position: Mapped[int] = mapped_column(Integer, default=0)
    sku: Mapped[str | None]
    barcode: Mapped[str | None]
    price_amount: Mapped[int]
    price_currency: Mapped[str] = mapped_column(CURRENCY, default="IDR")
    was_amount: Mapped[int | None]
    weight_grams: Mapped[int | None] = mapped_column(Integer)
    availability: Mapped[str] = mapped_column(default="counted")
    is_active: Mapped[bool] = mapped_column(default=True)

    product: Mapped["Product"] = relationship(back_populates="all_variants")

    @property
    def price(self) -> Money:
        """Today's price."""
        return Money(self.price_amount, self.price_currency)

    @property
    def was(self) -> Money | None:
        """The price before, to be struck through."""
        return None if self.was_amount is None else Money(self.was_amount, self.price_currency)

    @property
    def is_counted(self) -> bool:
        """Whether it can sell out: "ready" and "preorder" are sold without counting."""
        return self.availability == "counted"

    def agree(self, values: Sequence[str], terms: Terms) -> None:
        """Take over option values and terms that were checked."""
        for name, value in columns(values, terms).items():
            setattr(self, name, value)

    def terms(self) -> Terms:
        """On what terms it is sold now."""
        return Terms(
            self.price_amount,
            self.was_amount,
            self.sku,
            self.barcode,
            self.weight_grams,
            self.availability,
            self.is_active,
        )


def columns(values: Sequence[str], terms: Terms) -> dict[str, Any]:
    """Option values and terms as columns."""
    return {
        "name": " / ".join(values),
        "option_values": list(values),
        "price_amount": terms.price,
        "was_amount": terms.was,
        "sku": terms.sku,
        "barcode": terms.barcode,
        "weight_grams": terms.weight_grams,
        "availability": terms.availability,
        "is_active": terms.is_active,
    }


def find(vendor_id: UUID, variant_id: UUID) -> Variant:
    """One variant of a vendor with its product, active or not. Raises NotFound."""
    found = db.session.get(Variant, (vendor_id, variant_id), options=[joinedload(Variant.product)])
    if found is None:
        raise NotFound("Varian ini tidak ada.")
    return found


def find_many(vendor_id: UUID, variant_ids: Collection[UUID]) -> dict[UUID, Variant]:
    """Those of the variants that exist, with their products, by id."""
    query = select(Variant).where(Variant.vendor_id == vendor_id, Variant.id.in_(variant_ids))
    return {variant.id: variant for variant in db.session.scalars(query.options(joinedload(Variant.product)))}


def by_sku(vendor_id: UUID, skus: Iterable[str]) -> dict[str, Variant]:
    """Active variants with their products by SKU, exactly as written."""
    query = select(Variant).where(Variant.vendor_id == vendor_id, Variant.sku.in_(set(skus)), Variant.is_active)
    return {variant.sku or "": variant for variant in db.session.scalars(query.options(joinedload(Variant.product)))}


def refuse_taken_skus(vendor_id: UUID, product_id: UUID, wanted: Iterable[Terms]) -> None:
    """Raises Refusal when two variants of a product want one SKU, or another product has it. Under `naming.lock`."""
    holders: dict[str, Terms] = {}
    for terms in wanted:
        if terms.sku and terms.is_active and holders.setdefault(terms.sku, terms) is not terms:
            raise Refusal("Kode %(sku)s tertulis dua kali.", field=terms.key + "sku", sku=terms.sku)
    for sku, other in by_sku(vendor_id, holders).items() if holders else ():
        if other.product_id != product_id:
            raise sku_taken(holders[sku], other.product.name)


def sku_taken(terms: Terms, product_name: str) -> Refusal:
    """The refusal that names who holds a SKU."""
    return Refusal(
        "Kode %(sku)s sudah dipakai %(product)s.", field=terms.key + "sku", sku=terms.sku, product=product_name
    )
