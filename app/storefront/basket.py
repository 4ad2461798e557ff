"""What this browser holds for one shop: its cart and its last order, each by a secret."""

from flask import current_app, g, request
from werkzeug.wrappers import Response

from app.core.refusal import NotFound
from app.orders import cart as carts
from app.orders import order as orders
from app.orders.cart import Cart
from app.orders.order import Order

CART, ORDER = "cart", "order"
DAYS = 24 * 3600
KEPT = {CART: 90 * DAYS, ORDER: 30 * DAYS}


def current() -> Cart | None:
    """The cart of this browser in this shop; looked up once a request."""
    if "cart" not in g:
        g.cart = carts.find(g.vendor.id, request.cookies.get(CART, ""))
    return g.cart


def opened() -> Cart:
    """The same, made now when there is none; its secret goes out with the answer (see `remember`)."""
    if current() is None:
        g.cart, g.cart_secret = carts.begin(g.vendor.id)
    return g.cart


def last_order() -> Order | None:
    """The newest order of this browser in this shop, so that nothing is asked twice."""
    secret = request.cookies.get(ORDER)
    try:
        return orders.find_by_secret(g.vendor.id, secret) if secret else None
    except NotFound:
        return None


def remember(answer: Response) -> Response:
    """Hand a new cart's secret to the browser."""
    secret = g.pop("cart_secret", None)
    return keep(answer, CART, secret) if secret else answer


def keep(answer: Response, name: str, secret: str) -> Response:
    """Write one of the two secrets: for this shop only, unreadable to scripts."""
    answer.set_cookie(
        name,
        secret,
        max_age=KEPT[name],
        path=f"/@{g.vendor.slug}",
        secure=bool(current_app.config.get("SECURE_COOKIES")),
        httponly=True,
        samesite="Lax",
    )
    return answer
