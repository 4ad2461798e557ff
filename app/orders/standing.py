"""Where an order stands, in the one word that a list has room for."""

from .order import Order


def standing(order: Order) -> str:
    """pending, reversed, to_pack, packed, ready_for_pickup, shipped, completed, refund_due, cancelled or expired."""
    if order.state != "open":
        return "refund_due" if order.payment_state == "refund_due" else order.state
    if order.payment_state == "reversed":
        return "reversed"
    if order.is_awaiting_payment:
        return "pending"
    if order.fulfilment_state == "packed":
        return "ready_for_pickup" if order.fulfilment == "pickup" else "packed"
    return "to_pack" if order.fulfilment_state == "waiting" else order.fulfilment_state
