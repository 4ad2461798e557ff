"""What an order's bill means to the order: paid, owed back, taken back, repaid. Registered with the payments room."""

from uuid import UUID

from app.core import journal
from app.core.actor import Actor, system
from app.core.moves import move
from app.core.refusal import Refusal
from app.payments import purpose
from app.payments.bill import Bill
from app.payments.purpose import Payer
from app.payments.words import ChargeLine
from app.stock import allocation

from . import revival
from .order import Order, find
from .states import PAYMENT


class OrderOwing:
    """The purpose of a bill for an order. The caller holds the bill's lock; the order is locked after it."""

    def settle(self, actor: Actor, bill: Bill) -> None:
        """What was held is promised now. Orders paid on delivery are paid when they are delivered, by that deed."""
        order = _order(bill)
        if order.state == "open" and order.payment_method != "cod":
            kept = allocation.keep(bill.vendor_id, [order.id]) if order.held_until else []
            pay(actor, order, kept)

    def revive(self, actor: Actor, bill: Bill) -> bool:
        """Take the goods once more, if they are still there."""
        order = _order(bill)
        return order.state == "expired" and revival.revive(_hand(actor), order) is not None

    def owe_back(self, actor: Actor, bill: Bill) -> None:
        """The money is noted as owed back, never swallowed."""
        order = _order(bill)
        move(order, "payment_state", "owe_back", PAYMENT, _hand(actor))
        _note(actor, order, "order.paid_late")

    def undo(self, actor: Actor, bill: Bill) -> None:
        """The goods stay promised and may not leave: the shop decides, or the shopper pays again."""
        order = _order(bill)
        if order.payment_state in ("paid", "refund_due"):
            move(order, "payment_state", "reverse", PAYMENT, system(bill.vendor_id))
        bill.due_at = None
        _note(actor, order, "order.payment_reversed")

    def repaid(self, actor: Actor, bill: Bill) -> None:
        """Once all that was paid is back with the shopper, the order says so."""
        order = _order(bill)
        if bill.refunded_amount == bill.paid_amount and order.payment_state in ("refund_due", "paid"):
            move(order, "payment_state", "refund", PAYMENT, _hand(actor))
            _note(actor, order, "order.refunded")

    def check_repayment(self, bill: Bill, kept: int) -> None:
        """Everything goes back only when the order is over; else it would go on unpaid."""
        order = _order(bill)
        if order.state == "open" and kept <= 0:
            raise Refusal(
                "Untuk mengembalikan seluruh uangnya, batalkan dulu pesanannya. Belum ada uang yang dikirim.",
                field="amount",
            )

    def payer(self, bill: Bill) -> Payer:
        """The shopper, what they buy, and their own page of it."""
        order = find(bill.vendor_id, bill.subject_id)
        from app.accounts import vendor as vendors

        slug = vendors.find(bill.vendor_id).slug
        return Payer(
            name=order.shopper_name,
            phone=order.shopper_phone,
            lines=tuple(_lines(order)),
            description=f"#{order.number}",
            path=f"/@{slug}/orders/{order.secret}",
        )


def _order(bill: Bill) -> Order:
    return find(bill.vendor_id, bill.subject_id, lock=True)


def _hand(actor: Actor) -> Actor:
    """The house moves the order on behalf of a provider or a shopper: roles are for people of the shop."""
    return actor if actor.kind == "staff" else system(actor.vendor_id)


def _lines(order: Order) -> "list[ChargeLine]":
    goods = [
        ChargeLine(" ".join(filter(None, (one.product_name, one.variant_name))), one.quantity, one.price_amount)
        for one in order.lines
    ]
    return goods + [ChargeLine(one.label or one.kind, 1, one.amount) for one in order.adjustments]


def pay(actor: Actor, order: Order, variants: list[UUID]) -> Order:
    """Note that the order is paid; `variants` are those whose promised pieces changed."""
    move(order, "payment_state", "pay", PAYMENT, _hand(actor))
    order.held_until = None
    _note(actor, order, "order.paid", variants=[str(id_) for id_ in variants])
    return order


def _note(actor: Actor, order: Order, deed: str, **more: object) -> None:
    journal.record(actor, deed, subject=("order", order.id), number=order.number, total=order.total_amount, **more)


purpose.register("order", OrderOwing())
