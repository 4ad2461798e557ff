"""What orders change on pages that stay open: rows and counts of the inbox, the page of an order, the home, a toast."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from uuid import UUID

from flask import Flask

from app.backoffice.home import places
from app.core.journal import Entry
from app.live import fragments
from app.live.fragments import Fragment
from app.orders import inbox, today

FOLDER = "backoffice/orders"


def init_app(_app: Flask) -> None:
    """Make them live."""
    of_orders = fragments.subjects("order.")
    fragments.register("order", of_orders, rows)
    fragments.register("order-standing", of_orders, standings)
    fragments.register("order-news", of_orders, news)
    fragments.register("arrival", fragments.subjects("order.placed"), arrivals)
    for tab in inbox.WAITING:
        fragments.register(f"orders-count-{tab}", vendors, partial(count, tab))
    fragments.register("home-needs", vendors, needs)


def vendors(entries: Sequence[Entry]) -> set[UUID]:
    """Whose inbox and home are touched by deeds on orders and their money."""
    return {entry.vendor_id for entry in entries if entry.deed.startswith(("order.", "payment.", "refund."))}


def rows(vendor_id: UUID, ids: Collection[UUID], _entries: Sequence[Entry]) -> Iterator[Fragment]:
    """Rows of the inbox: replaced where they are, new ones on top of the tab they belong to."""
    for order in inbox.some(vendor_id, ids):
        yield Fragment(f"order-{order.id}", f"{FOLDER}/_row.html", {"order": order})


def standings(vendor_id: UUID, ids: Collection[UUID], _entries: Sequence[Entry]) -> Iterator[Fragment]:
    """The badge beside the heading of an order's page."""
    for order in inbox.some(vendor_id, ids):
        yield Fragment(f"order-standing-{order.id}", f"{FOLDER}/_standing.html", {"order": order})


def news(_vendor_id: UUID, ids: Collection[UUID], entries: Sequence[Entry]) -> Iterator[Fragment]:
    """On an order's page: what somebody else just did, and a way to see it. The buttons below stay as they were."""
    last = {entry.subject_id: entry for entry in entries if entry.subject_id in ids}
    for order_id, entry in last.items():
        yield Fragment(f"order-news-{order_id}", f"{FOLDER}/_news.html", {"order_id": order_id, "entry": entry})


def arrivals(vendor_id: UUID, ids: Collection[UUID], entries: Sequence[Entry]) -> Iterable[Fragment]:
    """A quiet word about new orders on every open page; many at once are one word. Nothing when a page only asks."""
    if not entries:
        return
    orders = inbox.some(vendor_id, ids)
    if orders:
        yield Fragment(f"arrival-{orders[0].id}", f"{FOLDER}/_arrival.html", {"orders": orders})


def count(tab: str, vendor_id: UUID, _ids: Collection[UUID], _entries: Sequence[Entry]) -> Iterator[Fragment]:
    """How many orders wait in a tab."""
    context = {"name": tab, "number": inbox.counts(vendor_id)[tab], "vendor_id": vendor_id}
    yield Fragment(f"orders-count-{tab}-{vendor_id}", f"{FOLDER}/_count.html", context)


def needs(vendor_id: UUID, _ids: Collection[UUID], _entries: Sequence[Entry]) -> Iterator[Fragment]:
    """What needs somebody, on the home page."""
    context = {"needs": places(today.needs(vendor_id)), "vendor_id": vendor_id}
    yield Fragment(f"home-needs-{vendor_id}", "backoffice/home/_needs.html", context)
