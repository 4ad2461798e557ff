"""A flash sale as a page: when, what, at what price, and what is left of it."""

from uuid import UUID

from flask import Response, g, make_response, render_template

from app.core.clock import now
from app.flash import left
from app.web.fragments import done

from . import flash_shop


def show(sale_id: UUID) -> Response:
    """Every item of the sale; whoever follows an old link reads that it is over."""
    sale = flash_shop.sale(sale_id)
    figures = left.left(g.vendor.id, sale_id)
    if len(sale.items) == 1:
        return done(f"/@{g.vendor.slug}/flash/{sale_id}/items/{sale.items[0].id}")  # type: ignore[return-value]
    answer = make_response(render_template("storefront/flash/show.html", sale=sale, lefts=figures, now=now()))
    answer.headers["Cache-Control"] = "no-store"
    return answer
