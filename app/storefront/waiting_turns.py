"""The part of a waiting page that follows the line: it asks again by itself."""

from uuid import UUID

from flask import render_template
from werkzeug.wrappers import Response

from . import flash_shop, page, waiting_places


def show(sale_id: UUID, item_id: UUID) -> Response:
    """The place now; 304 while nobody moved."""
    sale, item = flash_shop.item(sale_id, item_id)
    standing = waiting_places.turn(sale, item)
    html = render_template("storefront/flash/_place.html", **waiting_places.told(sale, item, standing))
    answer = page.unless_known(html)
    answer.headers["Cache-Control"] = "private, no-cache"
    return waiting_places.keep(answer, item, standing)
