"""Pictures of a product, in the order the shopper sees them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core import tenancy
from app.core.db import db

SIZES = (180, 360, 540, 1080)


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
