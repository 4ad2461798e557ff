"""What shoppers see of a shop, under /@<slug>: every page works as plain links and forms."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from app.web import errors, guards

from . import (
    availability,
    cancellations,
    cart,
    checkout,
    flash,
    flash_attempts,
    flash_items,
    flash_left,
    flash_orders,
    flash_shop,
    flash_words,
    home,
    lines,
    orders,
    payments,
    previews,
    products,
    progress,
    sitemap,
    va_steps,
    waiting_places,
    waiting_turns,
)

log = logging.getLogger(__name__)

shop = Blueprint("storefront", __name__, url_prefix="/@<slug>")
shop.before_request(guards.enter_shop)
rush = Blueprint("flash", __name__, url_prefix="/@<slug>/flash/<uuid:sale_id>")
rush.before_request(flash_shop.enter)

Rules = Sequence[tuple[str, str, Callable[..., Any]]]

RULES: Rules = (
    ("", "GET", home.index),
    ("/products/<product_slug>", "GET", products.show),
    ("/products/<product_slug>/preview.png", "GET", previews.show),
    ("/preview.png", "GET", previews.index),
    ("/availability", "GET", availability.index),
    ("/cart", "GET", cart.index),
    ("/cart/lines", "POST", lines.create),
    ("/cart/lines/<uuid:variant_id>", "PUT", lines.update),
    ("/cart/lines/<uuid:variant_id>", "DELETE", lines.destroy),
    ("/checkout", "GET", checkout.new),
    ("/checkout", "POST", checkout.create),
    ("/orders/<secret>", "GET", orders.show),
    ("/orders/<secret>/progress", "GET", progress.show),
    ("/orders/<secret>/payments/new", "GET", payments.new),
    ("/orders/<secret>/payments", "GET", payments.index),
    ("/orders/<secret>/payments", "POST", payments.create),
    ("/orders/<secret>/cancellation", "POST", cancellations.create),
    ("/sitemap.xml", "GET", sitemap.show),
)
FLASH_RULES: Rules = (
    ("", "GET", flash.show),
    ("/items/<uuid:item_id>", "GET", flash_items.show),
    ("/items/<uuid:item_id>/left", "GET", flash_left.show),
    ("/items/<uuid:item_id>/place", "GET", waiting_places.show),
    ("/items/<uuid:item_id>/place", "POST", waiting_places.create),
    ("/items/<uuid:item_id>/turn", "GET", waiting_turns.show),
    ("/items/<uuid:item_id>/orders", "POST", flash_orders.create),
    ("/items/<uuid:item_id>/attempts/<uuid:key>", "GET", flash_attempts.show),
    ("/items/<uuid:item_id>/attempts/<uuid:key>", "DELETE", flash_attempts.destroy),
)


def _open(house: Blueprint, rules: Rules) -> None:
    """One door for each noun."""
    doors: dict[str, Blueprint] = {}
    for rule, method, view in rules:
        noun = view.__module__.rpartition(".")[2]
        door = doors.setdefault(noun, Blueprint(noun, __name__))
        door.add_url_rule(rule, view.__name__, view, methods=[method])
    for door in doors.values():
        house.register_blueprint(door)


def _out(error: Exception) -> ResponseReturnValue:
    """The database is away for a moment: no reason to say that something is broken."""
    log.warning("the database is out: %s", error)
    answer = errors.answer(503)
    answer.headers["Retry-After"] = "2"
    return answer


for away in (OperationalError, InterfaceError, NoConnection):
    rush.register_error_handler(away, _out)
_open(shop, RULES)
_open(rush, FLASH_RULES)


def init_app(app: Flask) -> None:
    """Open the shops, and the two files that search engines ask for first."""
    app.register_blueprint(shop)
    app.register_blueprint(rush)
    flash_words.init_app(app)
    va_steps.init_app(app)
    app.add_url_rule("/robots.txt", "robots", sitemap.robots)
    app.add_url_rule("/sitemap.xml", "sitemap", sitemap.index)
