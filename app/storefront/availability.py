"""The fragment that keeps an open page true: what is left of the products it shows, asked every few seconds."""

import hashlib
from uuid import UUID

from flask import Response, g, render_template, request
from flask_babel import get_locale

from app.catalog import product as products
from app.orders.selection import selections

from . import page
from .memory import short_memory

MOST_PRODUCTS = 30


def index() -> Response:
    """What is left of the products named by `p`; with `choices` also of each variant, and whether it can be bought."""
    ids = _asked()
    whole = "choices" in request.args
    key = hashlib.sha256(f"{g.vendor.id} {get_locale()} {whole} {ids}".encode()).hexdigest()[:32]
    return page.unless_known(short_memory.recall(f"availability:{key}", lambda: _fragment(ids, whole)))


def _fragment(ids: list[UUID], whole: bool) -> str:
    found = [product for product in products.find_many(g.vendor.id, ids) if product.is_published]
    shown = selections(g.vendor.id, found)
    template = "storefront/availability/_choices.html" if whole else "storefront/availability/_list.html"
    return render_template(template, selections=shown)


def _asked() -> list[UUID]:
    ids = []
    for text in request.args.getlist("p")[:MOST_PRODUCTS]:
        try:
            ids.append(UUID(text))
        except ValueError:
            continue
    return sorted(set(ids))
