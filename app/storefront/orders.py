"""The shopper's own page of an order, behind a link that cannot be guessed."""

from flask import Response, g, url_for

from app.orders import order as orders
from app.orders.order import Order

from . import page, stage, whatsapp


def show(secret: str) -> Response:
    """Where the order stands, what to do next, and what it holds."""
    order = orders.find_by_secret(g.vendor.id, secret)
    return page.show("storefront/orders/show.html", private=True, message=_message(order), **stage.of(order))


def _message(order: Order) -> str:
    link = url_for("storefront.orders.show", secret=order.secret, _external=True)
    return whatsapp.about(order, g.vendor, link)
