"""Paying an order: begin, try again, or choose another way."""

from flask import Response, g, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.core.refusal import Refusal
from app.orders import order as orders
from app.payments import bill as bills
from app.web.errors import translated
from app.web.fragments import done

from . import page, paying, ways


def index(secret: str) -> AnyResponse:
    """Somebody reloads the address that a refused choice left in their browser."""
    return done(url_for("storefront.payments.new", secret=secret))


def new(secret: str) -> Response:
    """The ways there are, for another try."""
    return _form(secret)


def create(secret: str) -> AnyResponse:
    """Begin; pressing twice begins once."""
    order = orders.find_by_secret(g.vendor.id, secret)
    method = request.form.get("payment_method", "")
    try:
        if not method:
            raise Refusal("Pilih cara membayar.", field="payment_method")
        paying.start(order, method)
    except Refusal as refusal:
        return _form(secret, refusal)
    return done(url_for("storefront.orders.show", secret=secret))


def _form(secret: str, refusal: Refusal | None = None) -> Response:
    order = orders.find_by_secret(g.vendor.id, secret)
    bill = bills.of(order.vendor_id, "order", order.id)
    return page.show(
        "storefront/payments/new.html",
        status=refusal.status if refusal else 200,
        private=True,
        order=order,
        bill=bill,
        groups=ways.other(g.vendor, bill.owed_amount, order),
        sentence=translated(refusal) if refusal else "",
    )
