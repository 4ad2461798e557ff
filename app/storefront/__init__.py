"""What shoppers see of a shop, under /@<slug>: every page works as plain links and forms."""

from flask import Blueprint, Flask

from app.web import guards

from . import availability, cancellations, cart, checkout, home, lines, orders, previews, products, progress, sitemap

shop = Blueprint("storefront", __name__, url_prefix="/@<slug>")
shop.before_request(guards.enter_shop)

RULES = (
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
    ("/orders/<secret>/cancellation", "POST", cancellations.create),
    ("/sitemap.xml", "GET", sitemap.show),
)
doors: dict[str, Blueprint] = {}
for rule, method, view in RULES:
    noun = view.__module__.rpartition(".")[2]
    door = doors.setdefault(noun, Blueprint(noun, __name__))
    door.add_url_rule(rule, view.__name__, view, methods=[method])
for door in doors.values():
    shop.register_blueprint(door)


def init_app(app: Flask) -> None:
    """Open the shops, and the two files that search engines ask for first."""
    app.register_blueprint(shop)
    app.add_url_rule("/robots.txt", "robots", sitemap.robots)
    app.add_url_rule("/sitemap.xml", "sitemap", sitemap.index)
