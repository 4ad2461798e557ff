"""The part of an order's page that follows the vendor's deeds: it asks again by itself."""

from flask import g, render_template
from werkzeug.wrappers import Response

from app.orders import order as orders

from . import page, stage


def show(secret: str) -> Response:
    """Where the order stands now; 304 while nothing happened."""
    order = orders.find_by_secret(g.vendor.id, secret)
    answer = page.unless_known(render_template("storefront/orders/_progress.html", **stage.of(order)))
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
