"""An order whose time had run out, and whose money came after all."""

from collections import Counter
from uuid import UUID

from app.core.actor import Actor
from app.core.db import db
from app.core.moves import move
from app.flash import deal
from app.stock.allocation import StockAllocation
from app.stock.shelf import ORDINARY, Shelf

from .order import Order
from .states import ORDER


def revive(actor: Actor, order: Order) -> list[UUID] | None:
    """Take the goods once more and open the order again; None, with nothing changed, when they are gone.

    The caller holds the order's lock. Answers the variants taken.
    """
    lost = [one for one in _allocations(order) if one.state == "released"]
    sale_id = deal.sale_of(order.vendor_id, order.id) or ORDINARY
    wanted = Counter({(order.vendor_id, one.variant_id, sale_id): 0 for one in lost})
    for one in lost:
        wanted[order.vendor_id, one.variant_id, sale_id] += one.quantity
    shelf = Shelf.lock(wanted) if wanted else Shelf({})
    if any(shelf.available(ware) < quantity for ware, quantity in wanted.items()):
        return None
    for one in lost:
        ware = (order.vendor_id, one.variant_id, sale_id)
        for location_id, pieces in shelf.take(ware, one.quantity, "allocated"):
            db.session.add(_again(one, location_id, pieces))
    shelf.write()
    deal.take_again(order.vendor_id, order.id)
    move(order, "state", "revive", ORDER, actor)
    return sorted({one.variant_id for one in lost})


def _allocations(order: Order) -> list[StockAllocation]:
    return list(
        db.session.query(StockAllocation).filter_by(vendor_id=order.vendor_id, order_id=order.id).order_by("id")
    )


def _again(lost: StockAllocation, location_id: UUID, pieces: int) -> StockAllocation:
    return StockAllocation(
        vendor_id=lost.vendor_id,
        order_id=lost.order_id,
        order_line_id=lost.order_line_id,
        variant_id=lost.variant_id,
        location_id=location_id,
        quantity=pieces,
        state="allocated",
    )
