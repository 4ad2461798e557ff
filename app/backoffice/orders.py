"""The inbox of orders, and the page of one."""

from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, render_template, request

from app.backoffice import order_page
from app.orders import inbox
from app.orders.order import Order, find
from app.web.guards import current_actor

bp = Blueprint("orders", __name__)

FIRST_TAB = "new"


@bp.get("/orders")
def index() -> str:
    """A tab of the inbox, or what a search found in all of them."""
    vendor_id, before = current_actor().vendor_id, request.args.get("before", type=int)
    words, tab = request.args.get("q", "").strip(), request.args.get("tab", FIRST_TAB)
    tab = "" if words else tab if tab in inbox.TABS else FIRST_TAB
    found, has_older = (
        inbox.search(vendor_id, words, before=before) if words else inbox.page(vendor_id, tab, before=before)
    )
    older = _address(tab=tab, q=words, before=found[-1].number) if has_older else ""
    counts = inbox.counts(vendor_id)
    return render_template(
        "backoffice/orders/index.html", orders=found, tab=tab, words=words, before=before, older=older, counts=counts
    )


@bp.get("/orders/<uuid:order_id>")
def show(order_id: UUID) -> str:
    """One order: what it is, what it costs, what happened, and what comes next."""
    return order_page.page(found(order_id))


def found(order_id: UUID) -> Order:
    """The order through whoever asks: a stranger's is a 404."""
    return find(current_actor().vendor_id, order_id)


def _address(**question: object) -> str:
    return f"{request.path}?{urlencode({name: value for name, value in question.items() if value})}"
