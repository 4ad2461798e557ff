"""The front page of a shop: its shelves, and finding something on them."""

from uuid import UUID

from flask import Response, g, request

from app.catalog import category, search, showcase
from app.core.clock import now
from app.flash.showcase import announced
from app.orders.selection import selections
from app.web.paging import Page, page_of

from . import availability, page

ROWS = 24


def index() -> Response:
    """Products newest first, of one category or found by words. A mistyped word is mended where nothing has it."""
    words = " ".join(request.args.get("q", "").split())[:80]
    shelf = request.args.get("category", type=UUID)
    found, mended = _found(words, shelf), ""
    if words and not found and (mended := search.nearest(g.vendor.id, words, showcase.STATES)):
        found = _found(mended, shelf)
    shown = selections(g.vendor.id, found.items)
    return page.show(
        "storefront/home/index.html",
        found=found,
        selections=shown,
        follow=availability.address(shown),
        categories=category.all_of(g.vendor.id),
        words=words,
        mended=mended,
        category_id=shelf,
        flash_sales=announced(g.vendor.id),
        moment=now(),
    )


def _found(words: str, shelf: UUID | None) -> Page:
    return page_of(showcase.shown(g.vendor.id, typed=words, category_id=shelf), ROWS)
