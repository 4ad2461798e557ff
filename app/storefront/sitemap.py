"""What search engines may read of the shops."""

from flask import Response, g, render_template

from app.accounts import vendor as vendors
from app.catalog import showcase


def show() -> Response:
    """The pages of one shop: its front page and every published product."""
    return _xml("storefront/sitemap/show.xml", products=showcase.addresses(g.vendor.id))


def index() -> Response:
    """The shops, each with a sitemap of its own."""
    return _xml("storefront/sitemap/index.xml", slugs=vendors.every_slug())


def robots() -> Response:
    """Shops may be read; carts, orders and the back office belong to people."""
    answer = Response(render_template("storefront/sitemap/robots.txt"), mimetype="text/plain")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


def _xml(template: str, **context: object) -> Response:
    answer = Response(render_template(template, **context), mimetype="application/xml")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
