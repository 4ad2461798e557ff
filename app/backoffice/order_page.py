"""The page of one order, and how a deed on it ends: back on the page, or on the same page saying why not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from app.backoffice import order_messages, timeline
from app.core import journal
from app.core.db import transaction
from app.core.refusal import Changed, NotFound, Refusal
from app.orders.order import Order, find
from app.orders.steps import steps
from app.payments import attempt as attempts
from app.payments import bill as bills
from app.payments import credit, surplus
from app.payments import refund as refunds
from app.payments.attempt import PaymentAttempt
from app.payments.bill import Bill
from app.payments.refund import Refund, Rule
from app.web.errors import translated
from app.web.fragments import done, is_hx
from app.web.guards import current_actor


@dataclass(frozen=True)
class Back:
    """Money of one attempt that is to go back, in minor units, and how."""

    attempt: PaymentAttempt
    amount: int
    rule: Rule


@dataclass(frozen=True)
class Payments:
    """The order's bill, every attempt at it, what of it went back, and what the shop keeps for the shopper."""

    bill: Bill
    attempts: Sequence[PaymentAttempt]
    refunds: Sequence[Refund]
    credit: int

    @property
    def to_return(self) -> list[Back]:
        """What pays the bill and has not been sent back."""
        left = [(one, refunds.refundable(one, self.refunds)) for one in self.attempts]
        return [Back(one, amount, refunds.rule(one)) for one, amount in left if amount]


def payments_of(order: Order) -> Payments:
    """What the card of money shows."""
    bill = bills.of(order.vendor_id, "order", order.id)
    kept = credit.balance(order.vendor_id, order.shopper_phone, order.currency)
    return Payments(bill, attempts.of_bill(bill), refunds.of_bill(bill), kept)


def page(order: Order, refusal: Refusal | None = None) -> str:
    """The order as it stands now; with a refusal, the sentence why the last button did nothing."""
    actor = current_actor()
    return render_template(
        "backoffice/orders/show.html",
        order=order,
        steps=steps(order, actor),
        payments=payments_of(order),
        events=timeline.events(journal.of(actor.vendor_id, "order", order.id)),
        whatsapp=order_messages.address(order),
        refusal=refusal and translated(refusal),
        refusal_field=refusal and refusal.field,
        was_first=isinstance(refusal, Changed),
        actor_id=actor.id,
        may_decide=actor.may(*surplus.PEOPLE),
    )


def deed(order_id: UUID, do: Callable[[], Order], toast: str) -> ResponseReturnValue:
    """Do it in one transaction and come back to the order; a refusal shows the order as it is now with its sentence."""
    try:
        with transaction():
            do()
    except NotFound:
        raise
    except Refusal as refusal:
        if is_hx():
            raise
        return page(find(current_actor().vendor_id, order_id), refusal), refusal.status
    return done(f"/backoffice/orders/{order_id}", toast=toast)
