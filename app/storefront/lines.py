"""Lines of the cart: put in, change, take out."""

from typing import Any
from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.catalog import variant as variants
from app.core.db import transaction
from app.core.refusal import NotFound, Refusal
from app.orders import cart as carts
from app.orders.cart import Cart
from app.web.errors import translated
from app.web.fragments import done, is_hx, swap

from . import basket


def create() -> Response:
    """Put pieces of a variant in; what cannot be is said on the product's page."""
    variant = variants.find(g.vendor.id, _variant_id())
    try:
        with transaction():
            carts.put(basket.opened(), variant, _quantity())
    except Refusal as refusal:
        return _refuse(
            refusal, url_for("storefront.products.show", product_slug=variant.product.slug, variant=variant.id)
        )
    if not is_hx() or "undo" in request.args:
        return basket.remember(_changed())
    contents = carts.contents(basket.current())
    line = contents.of(variant.id)
    return basket.remember(swap("storefront/lines/created.swap.html", line=line, cart_count=contents.pieces))


def update(variant_id: UUID) -> Response:
    """Wish for exactly so many; 0 takes the line out."""
    with transaction():
        carts.set_quantity(_cart(), variant_id, _quantity())
    return _changed()


def destroy(variant_id: UUID) -> Response:
    """Take a line out; a toast puts it back."""
    variant = variants.find(g.vendor.id, variant_id)
    undo = url_for("storefront.lines.create", variant_id=variant_id, quantity=_quantity(), undo=1)
    with transaction():
        carts.remove(_cart(), [variant_id])
    return _changed(_("%(name)s dikeluarkan.", name=variant.product.name), undo)


def _changed(said: str = "", undo: str = "") -> Response:
    """The cart again: as fragments for htmx, else by its address."""
    if not is_hx():
        return done(url_for("storefront.cart.index"), toast=said)
    contents = carts.contents(basket.current())
    now: dict[str, Any] = {"contents": contents, "cart_count": contents.pieces}
    return swap("storefront/lines/updated.swap.html", toast=said, undo=undo, focus=bool(undo), **now)


def _refuse(refusal: Refusal, back: str) -> Response:
    if is_hx():
        raise refusal
    flash(translated(refusal), "negative")
    return redirect(back, 303)


def _cart() -> Cart:
    cart = basket.current()
    if cart is None:
        raise NotFound("Keranjang ini sudah kosong.")
    return cart


def _variant_id() -> UUID:
    variant_id = request.values.get("variant_id", type=UUID)
    if variant_id is None:
        raise Refusal("Pilih dulu barangnya.", field="variant_id")
    return variant_id


def _quantity() -> int:
    return request.values.get("quantity", 1, type=int)
