"""What may be done with an order now. Screens draw their buttons from it; the deeds check again under lock."""

from collections.abc import Callable
from dataclasses import dataclass

from app.core.actor import Actor
from app.core.moves import can

from .order import Order
from .states import FULFILMENT, ORDER, PAYMENT


@dataclass(frozen=True)
class Steps:
    """Names of deeds: the one that comes next (or none), and the others that are allowed."""

    next: str | None
    others: tuple[str, ...]


def steps(order: Order, actor: Actor) -> Steps:
    """What this actor may do with the order, in the order things usually happen."""
    allowed = [name for name, may in _MAY.items() if may(order, actor)]
    coming = [name for name in allowed if name != "cancel" and not (name == "confirm" and order.state != "open")]
    first = coming[0] if coming else None
    return Steps(first, tuple(name for name in allowed if name != first))


def _may_confirm(order: Order, actor: Actor) -> bool:
    return order.is_paid_by_hand and can(order, "payment_state", "pay", PAYMENT, actor)


def _may_pack(order: Order, actor: Actor) -> bool:
    return order.may_leave and can(order, "fulfilment_state", "pack", FULFILMENT, actor)


def _may_ship(order: Order, actor: Actor) -> bool:
    goes_by_courier = order.may_leave and order.fulfilment == "courier"
    return goes_by_courier and can(order, "fulfilment_state", "ship", FULFILMENT, actor)


def _may_deliver(order: Order, actor: Actor) -> bool:
    is_within_reach = order.fulfilment == "pickup" or order.fulfilment_state == "shipped"
    return order.may_leave and is_within_reach and can(order, "fulfilment_state", "deliver", FULFILMENT, actor)


def _may_refund(order: Order, actor: Actor) -> bool:
    return (
        actor.may("owner", "manager")
        and order.payment_state == "refund_due"
        and can(order, "payment_state", "refund", PAYMENT, actor)
    )


def _may_cancel(order: Order, actor: Actor) -> bool:
    has_left = order.fulfilment_state in ("shipped", "delivered")
    return not has_left and can(order, "state", "cancel", ORDER, actor)


_MAY: dict[str, Callable[[Order, Actor], bool]] = {
    "confirm": _may_confirm,
    "pack": _may_pack,
    "ship": _may_ship,
    "deliver": _may_deliver,
    "refund": _may_refund,
    "cancel": _may_cancel,
}
