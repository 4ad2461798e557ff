"""A shopper changes their mind."""

from flask import g, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.actor import shopper
from app.core.db import transaction
from app.orders import order as orders
from app.orders.cancellation import cancel
from app.web.fragments import done


def create(secret: str) -> Response:
    """Cancel an order that nobody paid or packed. Raises Refusal when it is too late."""
    order = orders.find_by_secret(g.vendor.id, secret)
    reason = " ".join(request.form.get("reason", "").split())[:200]
    with transaction():
        cancel(shopper(g.vendor.id, order.shopper_name.split(" ")[0]), order.id, reason)
    return done(
        url_for("storefront.orders.show", secret=secret), toast=_("Pesanan dibatalkan. Tidak ada yang perlu dibayar.")
    )
