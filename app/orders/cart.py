"""A cart: what a shopper wants, known by a secret in their browser only. It sets no stock aside."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, joinedload, mapped_column

from app.catalog.product import Product
from app.catalog.variant import Variant
from app.core.clock import now
from app.core.db import db, transaction
from app.core.ids import digest, new_secret
from app.core.refusal import NotFound, Refusal
from app.core.tenancy import Owned, everyone

from .cart_line import CartLine, Line
from .contents import Contents
from .offer import MOST, offers

MOST_LINES = 50
KEPT = timedelta(days=90)


class Cart(Owned, db.Model):
    """The cart's secret is stored as a digest: who reads the table cannot open anybody's cart."""

    __tablename__ = "cart"

    vendor_id: Mapped[UUID] = mapped_column(ForeignKey("vendor.id", ondelete="CASCADE"), primary_key=True)
    secret_digest: Mapped[bytes]
    made_at: Mapped[datetime]
    used_at: Mapped[datetime]


def find(vendor_id: UUID, secret: str) -> Cart | None:
    """The cart that a browser names, None when it is not known (any more)."""
    if not secret:
        return None
    query = select(Cart).where(Cart.vendor_id == vendor_id, Cart.secret_digest == digest(secret))
    return db.session.scalar(query)


def begin(vendor_id: UUID) -> tuple[Cart, str]:
    """An empty cart and its secret, which is known at this moment only."""
    secret = new_secret()
    cart = Cart(vendor_id=vendor_id, secret_digest=digest(secret), made_at=now(), used_at=now())
    db.session.add(cart)
    db.session.flush()
    return cart, secret


def put(cart: Cart, variant: Variant, quantity: int) -> None:
    """Add so many to what is wished already, at today's price or the lower one promised before.

    More than there are may be wished: the contents count what can be had and say so. Raises Refusal when the cart has
    no room for a further line or nothing is left, NotFound for a variant that the shop does not sell.
    """
    _refuse_what_cannot_be(cart, variant)
    fresh = insert(CartLine).values(
        vendor_id=cart.vendor_id,
        cart_id=cart.id,
        variant_id=variant.id,
        quantity=_within_reason(quantity),
        price_amount=variant.price_amount,
        price_currency=variant.price_currency,
        added_at=now(),
    )
    more = func.least(CartLine.quantity + fresh.excluded.quantity, MOST)
    lowest = func.least(CartLine.price_amount, fresh.excluded.price_amount)
    db.session.execute(
        fresh.on_conflict_do_update(
            index_elements=["vendor_id", "cart_id", "variant_id"], set_={"quantity": more, "price_amount": lowest}
        )
    )
    cart.used_at = now()


def set_quantity(cart: Cart, variant_id: UUID, quantity: int) -> None:
    """Wish for exactly so many; 0 removes the line. Raises NotFound for a line that is not there."""
    if quantity <= 0:
        return remove(cart, [variant_id])
    wish = update(CartLine).where(*_of(cart), CartLine.variant_id == variant_id).returning(CartLine.variant_id)
    if db.session.execute(wish.values(quantity=_within_reason(quantity))).first() is None:
        raise NotFound("Barang ini sudah tidak ada di keranjang.")
    cart.used_at = now()
    return None


def remove(cart: Cart, variant_ids: Collection[UUID]) -> None:
    """Take these lines out; those already out stay out."""
    db.session.execute(delete(CartLine).where(*_of(cart), CartLine.variant_id.in_(variant_ids)))
    cart.used_at = now()


def contents(cart: Cart | None) -> Contents:
    """Every line as it stands at this moment, in the order they were put in; empty without a cart."""
    return _contents(cart, _whole().selectinload(Product.pictures))


def pieces(cart: Cart | None) -> int:
    """How many pieces would be ordered now, as the contents count them: the figure beside the basket."""
    return _contents(cart, _whole()).pieces


def _whole() -> Any:
    return joinedload(CartLine.variant).joinedload(Variant.product)


def _contents(cart: Cart | None, whole: Any) -> Contents:
    if cart is None:
        return Contents(())
    query = select(CartLine).where(*_of(cart)).order_by(CartLine.added_at, CartLine.variant_id).options(whole)
    wishes = db.session.scalars(query.execution_options(populate_existing=True)).all()
    today = offers(cart.vendor_id, [wish.variant for wish in wishes])
    return Contents(tuple(Line(wish, today[wish.variant_id]) for wish in wishes))


def forget_unused() -> int:
    """Delete every shop's carts that nobody touched for ninety days, in a transaction of its own; answers how many."""
    with everyone(), transaction():
        gone = db.session.scalars(delete(Cart).where(Cart.used_at < now() - KEPT).returning(Cart.id))
        return len(gone.all())


def _refuse_what_cannot_be(cart: Cart, variant: Variant) -> None:
    offer = offers(cart.vendor_id, [variant])[variant.id]
    if offer.is_hidden:
        raise NotFound("Barang ini sudah tidak dijual.")
    if offer.is_sold_out:
        raise Refusal("%(name)s sudah habis.", name=variant.product.name)
    held = db.session.scalars(select(CartLine.variant_id).where(*_of(cart))).all()
    if variant.id not in held and len(held) >= MOST_LINES:
        raise Refusal("Keranjang muat paling banyak %(most)s macam barang. Pesan dulu yang ada.", most=MOST_LINES)


def _of(cart: Cart):  # type: ignore[no-untyped-def]
    return CartLine.vendor_id == cart.vendor_id, CartLine.cart_id == cart.id


def _within_reason(quantity: int) -> int:
    return max(1, min(quantity, MOST))
