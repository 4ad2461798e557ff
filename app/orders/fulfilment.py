"""Goods on their way: packed, handed to a courier, received."""

from uuid import UUID

from app.core import journal
from app.core.actor import Actor
from app.core.moves import move
from app.core.refusal import Changed, Refusal
from app.payments import bill as bills
from app.payments import hand
from app.stock import allocation

from .order import Order, find
from .states import FULFILMENT, ORDER, PAYMENT


def pack(actor: Actor, order_id: UUID) -> Order:
    """The parcel is ready. Raises Refusal while a transfer is awaited, Changed when it was packed before."""
    order = _leaving(actor, order_id)
    move(order, "fulfilment_state", "pack", FULFILMENT, actor)
    return _journal(actor, "order.packed", order)


def ship(actor: Actor, order_id: UUID, courier_name: str, tracking_number: str) -> Order:
    """The courier has the parcel: the goods leave the shelf. Raises Refusal for a pick-up or an unpaid order."""
    order = _leaving(actor, order_id)
    if order.fulfilment != "courier":
        raise Refusal("Pesanan ini diambil sendiri. Tandai sudah diserahkan bila pembeli datang.")
    if not courier_name.strip():
        raise Refusal("Tulis nama kurirnya, supaya pembeli tahu siapa yang datang.", field="courier_name")
    move(order, "fulfilment_state", "ship", FULFILMENT, actor)
    order.courier_name, order.tracking_number = courier_name.strip(), tracking_number.strip()
    gone = allocation.fulfil(actor, order.id)
    return _journal(actor, "order.shipped", order, gone, courier=order.courier_name, tracking=order.tracking_number)


def deliver(actor: Actor, order_id: UUID) -> Order:
    """The shopper has the goods. Cash on delivery counts as paid with it, and the order is complete."""
    order = _leaving(actor, order_id)
    if order.fulfilment == "courier" and order.fulfilment_state != "shipped":
        raise Refusal("Pesanan ini belum diserahkan ke kurir. Tandai dikirim dahulu.")
    move(order, "fulfilment_state", "deliver", FULFILMENT, actor)
    gone = allocation.fulfil(actor, order.id)
    if order.payment_state == "unpaid":
        move(order, "payment_state", "pay", PAYMENT, actor)
        bill = bills.of(order.vendor_id, "order", order.id, lock=True)
        if bill.owed_amount:
            hand.receive(actor, bill, order.payment_method, bill.owed_amount)
    move(order, "state", "complete", ORDER, actor)
    return _journal(actor, "order.delivered", order, gone, total=order.total_amount)


def _leaving(actor: Actor, order_id: UUID) -> Order:
    order = find(actor.vendor_id, order_id, lock=True)
    if order.is_awaiting_payment:
        raise Refusal("Transfer pesanan ini belum dikonfirmasi. Cocokkan dengan mutasi rekening dahulu.")
    if not order.may_leave:
        raise Changed("Pesanan ini sudah tidak berjalan, jadi barangnya tidak boleh keluar.")
    return order


def _journal(actor: Actor, deed: str, order: Order, gone: list[UUID] | None = None, **more: object) -> Order:
    variants = [str(id_) for id_ in gone or ()]
    journal.record(actor, deed, subject=("order", order.id), number=order.number, variants=variants, **more)
    return order
