"""One field for everything that is written on paper: orders by any number or name, products by name or code."""

from flask import Blueprint, render_template, request

from app.catalog import listing
from app.core.db import db
from app.orders import inbox
from app.web.guards import current_actor

bp = Blueprint("search", __name__)

EACH = 8


@bp.get("/search")
def show() -> str:
    """The first few of each kind, and the way to all of them."""
    vendor_id, words = current_actor().vendor_id, request.args.get("q", "").strip()
    orders, has_more = inbox.search(vendor_id, words, limit=EACH) if words else ([], False)
    products = db.session.scalars(listing.catalogue(vendor_id, typed=words).limit(EACH)).all() if words else []
    return render_template(
        "backoffice/search/show.html", words=words, orders=orders, has_more=has_more, products=products
    )
