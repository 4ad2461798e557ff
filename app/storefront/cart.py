"""The cart as a page."""

from flask import Response

from app.orders import cart as carts

from . import basket, page


def index() -> Response:
    """Every line with what changed since it was put in, the sum, and the way on."""
    return page.show(
        "storefront/cart/index.html",
        private=True,
        contents=carts.contents(basket.current()),
        last_order=basket.last_order(),
    )
