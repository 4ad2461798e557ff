"""Money of an order as a person confirms it: a transfer seen on the bank statement, and money given back."""

from uuid import UUID

from app.core import journal
from app.core.actor import Actor
from app.core.moves import move
from app.core.refusal import Refusal
from app.stock import allocation

from . import revival
from .order import Order, find
from .states import PAYMENT


def confirm(actor: Actor, order_id: UUID) -> Order:
    """The transfer has arrived: what was held is promised now.

    After the hold's time the goods are taken again if they are still there; if not, the money is noted as owed back,
    never swallowed. Raises Changed when somebody confirmed first.
    """
    order = find(actor.vendor_id, order_id, lock=True)
    if order.payment_method != "transfer":
        raise Refusal("Pesanan ini dibayar di tempat: uangnya dicatat saat barang diserahkan.")
    if order.state == "open":
        return _pay(actor, order, allocation.keep(actor.vendor_id, [order.id]))
    if order.state == "expired" and order.payment_state == "unpaid":
        taken = revival.revive(actor, order)
        return _owe_back(actor, order) if taken is None else _pay(actor, order, taken)
    if order.state == "cancelled" and order.payment_state == "unpaid":
        return _owe_back(actor, order)
    raise Refusal("Pembayaran pesanan ini sudah dicatat. Tidak ada yang berubah.")


def refund(actor: Actor, order_id: UUID) -> Order:
    """The money owed back was sent back. Raises Changed when nothing is owed."""
    actor.must("owner", "manager")
    order = find(actor.vendor_id, order_id, lock=True)
    move(order, "payment_state", "refund", PAYMENT, actor)
    journal.record(actor, "order.refunded", subject=("order", order.id), number=order.number, total=order.total_amount)
    return order


def _pay(actor: Actor, order: Order, variants: list[UUID]) -> Order:
    move(order, "payment_state", "pay", PAYMENT, actor)
    order.held_until = None
    journal.record(
        actor,
        "order.paid",
        subject=("order", order.id),
        number=order.number,
        total=order.total_amount,
        variants=[str(id_) for id_ in variants],
    )
    return order


def _owe_back(actor: Actor, order: Order) -> Order:
    move(order, "payment_state", "owe_back", PAYMENT, actor)
    journal.record(actor, "order.paid_late", subject=("order", order.id), number=order.number, total=order.total_amount)
    return order
