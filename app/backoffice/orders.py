"""The inbox of orders, and the page of one."""

from collections.abc import Mapping
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
    words, counts = request.args.get("q", "").strip(), inbox.counts(vendor_id)
    tab = "" if words else _tab(request.args.get("tab", ""), counts)
    found, has_older = (
        inbox.search(vendor_id, words, before=before) if words else inbox.page(vendor_id, tab, before=before)
    )
    older = _address(tab=tab, q=words, before=found[-1].number) if has_older else ""
    return render_template(
        "backoffice/orders/index.html", orders=found, tab=tab, words=words, before=before, older=older, counts=counts
    )


def _tab(asked: str, counts: Mapping[str, int]) -> str:
    """The tab that was asked for, or else the first in which something waits."""
    waiting = (name for name in inbox.WAITING if counts[name])
    return asked if asked in inbox.TABS else next(waiting, FIRST_TAB)


@bp.get("/orders/<uuid:order_id>")
def show(order_id: UUID) -> str:
    """One order: what it is, what it costs, what happened, and what comes next."""
    return order_page.page(found(order_id))


def found(order_id: UUID) -> Order:
    """The order through whoever asks: a stranger's is a 404."""
    return find(current_actor().vendor_id, order_id)


def _address(**question: object) -> str:
    return f"{request.path}?{urlencode({name: value for name, value in question.items() if value})}"
