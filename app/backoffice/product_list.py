"""What the list of products shows for an address: which tab, which words, which page."""

from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext as _

from app.backoffice.product_rows import rows
from app.catalog import category, listing, search
from app.stock import shortage
from app.web.guards import current_actor
from app.web.paging import Page, page_of

TABS = {"published": ("published",), "hidden": ("hidden",), "out": ("published",), "archived": ("archived",)}
EVERY = ("published", "hidden", "archived")
FIRST = "published"


def of_request() -> dict[str, Any]:
    """Everything `products/index.html` needs. A mistyped word is mended where nothing has it."""
    vendor_id, typed = current_actor().vendor_id, request.args.get("q", "").strip()
    tab, shelf = request.args.get("tab", FIRST), request.args.get("category", type=UUID)
    tab = "" if typed or shelf else tab if tab in TABS else FIRST
    found, mended = _found(vendor_id, tab, typed, shelf), ""
    if typed and not found and (mended := search.nearest(vendor_id, typed, TABS.get(tab, EVERY))):
        found = _found(vendor_id, tab, mended, shelf)
    counts = listing.counts(vendor_id)
    return {
        "found": found,
        "rows": rows(vendor_id, found),
        "tab": tab,
        "tabs": _tabs(tab, shortage.count(vendor_id)),
        "typed": typed,
        "mended": mended if found else "",
        "is_empty": not counts,
        "shelf": category.find(vendor_id, shelf) if shelf else None,
    }


def _found(vendor_id: UUID, tab: str, typed: str, shelf: UUID | None) -> Page:
    only = shortage.sold_out(vendor_id) if tab == "out" else None
    states = TABS.get(tab, EVERY)
    return page_of(listing.catalogue(vendor_id, states=states, typed=typed, category_id=shelf, only=only))


def _tabs(tab: str, out: int) -> list[tuple[str, str, bool, int]]:
    words = {"published": _("Dijual"), "hidden": _("Disembunyikan"), "out": _("Habis"), "archived": _("Diarsipkan")}
    waiting = {"out": out}
    return [(f"/backoffice/products?tab={one}", word, one == tab, waiting.get(one, 0)) for one, word in words.items()]
