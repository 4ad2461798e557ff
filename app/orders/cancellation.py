"""An order that will not be: its goods return to the shelf, its money is owed back."""

from uuid import UUID

from app.core import journal
from app.core.actor import Actor
from app.core.moves import move
from app.core.refusal import Refusal
from app.flash import deal
from app.payments import bill as bills
from app.stock import allocation

from .order import Order, find
from .states import ORDER, PAYMENT


def cancel(actor: Actor, order_id: UUID, reason: str) -> Order:
    """Give the goods back to the shelf; money that came in becomes owed back.

    A shopper may while nothing is paid or packed. Raises Refusal once the goods have left, Changed when it is over.
    """
    bill = bills.of(actor.vendor_id, "order", order_id, lock=True)
    order = find(actor.vendor_id, order_id, lock=True)
    if actor.kind == "shopper":
        _allow_shopper(order)
    if order.fulfilment_state in ("shipped", "delivered"):
        raise Refusal("Barangnya sudah keluar, jadi pesanan tidak bisa dibatalkan lagi.")
    move(order, "state", "cancel", ORDER, _hand_of(actor))
    if order.payment_state == "paid":
        move(order, "payment_state", "owe_back", PAYMENT, actor)
    freed = [str(id_) for id_ in allocation.release(actor.vendor_id, order.id)]
    deal.give_back(actor.vendor_id, [order.id])
    order.held_until = None
    bill.state = "closed"
    journal.record(
        actor, "order.cancelled", subject=("order", order.id), number=order.number, reason=reason, variants=freed
    )
    return order


def shopper_may_cancel(order: Order) -> bool:
    """Whether the shopper's page offers it."""
    return order.state == "open" and order.payment_state == "unpaid" and order.fulfilment_state == "waiting"


def _allow_shopper(order: Order) -> None:
    if not shopper_may_cancel(order):
        raise Refusal("Pesanan ini sudah diproses. Hubungi toko untuk membatalkannya.")


def _hand_of(actor: Actor) -> Actor:
    """The house cancels for a shopper who may: roles are for people of the shop."""
    return Actor("system", actor.vendor_id) if actor.kind == "shopper" else actor
