"""Pictures of a product, in the order the shopper sees them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, Integer, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from app.core import tenancy
from app.core.db import db
from app.core.refusal import NotFound

MOST = 12
LONGEST_ALT = 200


class Picture(tenancy.Owned, db.Model):
    """One photo, kept as files named by `digest` in every size and format. Taken away, it can be put back."""

    __tablename__ = "picture"
    __table_args__ = (tenancy.owned_key("product_id", "product", ondelete="CASCADE"),)

    product_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(Integer, default=0)
    alt: Mapped[str] = mapped_column(default="")
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str]
    formats: Mapped[list[str]] = mapped_column(ARRAY(Text))
    removed_at: Mapped[datetime | None]


def find(vendor_id: UUID, picture_id: UUID) -> Picture:
    """One picture of a vendor, taken away or not. Raises NotFound."""
    found = db.session.get(Picture, (vendor_id, picture_id))
    if found is None:
        raise NotFound("Foto ini tidak ada.")
    return found


def of_product(vendor_id: UUID, product_id: UUID) -> Sequence[Picture]:
    """All pictures of a product in their order, those taken away too, read afresh."""
    query = select(Picture).where(Picture.vendor_id == vendor_id, Picture.product_id == product_id)
    ordered = query.order_by(Picture.position, Picture.id).execution_options(populate_existing=True)
    return db.session.scalars(ordered).all()
