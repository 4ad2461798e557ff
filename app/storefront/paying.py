"""How the shopper pays an order that a provider collects: where the attempt stands, and what they have to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from app.core.actor import shopper
from app.core.db import transaction
from app.orders import payment
from app.orders.order import Order
from app.payments import attempt as attempts
from app.payments import bill as bills
from app.payments import polling, starting, surplus
from app.payments.attempt import PaymentAttempt
from app.payments.bill import Bill
from app.payments.method import METHODS, Method
from app.payments.state import State
from app.payments.surplus import PaymentSurplus

BY_SHOP = ("cod", "transfer")
"""Ways that no provider collects: the page itself says what to do."""


@dataclass(frozen=True)
class Paying:
    """What the page shows of it."""

    bill: Bill
    attempt: PaymentAttempt | None
    method: Method
    paid: Sequence[PaymentAttempt]
    surpluses: Sequence[PaymentSurplus]

    @property
    def received(self) -> int:
        """Money that came in, pays nothing and waits for the shop's decision, in minor units."""
        return self.surplus("open")

    def surplus(self, state: str) -> int:
        """Money beyond the bill about which that was decided (open, refunding, refunded, credited), in minor units."""
        return sum(one.amount for one in self.surpluses if one.state == state and one.kind != "shortfall")

    @property
    def step(self) -> str:
        """begin, unsure, wait, check or again: which part of the page is drawn."""
        if self.attempt is None:
            return "begin"
        state = State(self.attempt.state)
        if state in (State.CREATED, State.UNKNOWN):
            return "unsure"
        if state == State.PENDING:
            return "wait"
        return "check" if self.attempt.is_open else "again"

    @property
    def instructions(self) -> Mapping[str, Any]:
        """What the payer has to do, by kind."""
        return {one["kind"]: one for one in self.attempt.instructions} if self.attempt else {}


def of(order: Order) -> Paying:
    """Where paying this order stands."""
    bill = bills.of(order.vendor_id, "order", order.id)
    tried = attempts.of_bill(bill)
    waiting = next((one for one in tried if one.is_open), tried[0] if tried else None)
    return Paying(
        bill=bill,
        attempt=waiting,
        method=METHODS[waiting.method if waiting else order.payment_method],
        paid=[one for one in tried if one.applied_amount],
        surpluses=surplus.of_bill(bill) if any(one.received_amount > one.applied_amount for one in tried) else (),
    )


def start(order: Order, method: str) -> None:
    """Begin to pay this way, having taken back another way that was open.

    Raises Refusal when the other one turned out to be paid, or nobody knows yet: money must not come twice.
    """
    actor = shopper(order.vendor_id, order.shopper_name.split(" ")[0])
    bill = bills.of(order.vendor_id, "order", order.id)
    polling.make_way(bill, method)
    with transaction():
        attempt = None if method == "transfer" else starting.begin(actor, bill.id, method)
        if attempt is None or order.is_awaiting_payment:
            payment.choose(actor, order.id, method)
    if attempt:
        starting.carry_out(order.vendor_id, attempt.id, is_phone=_is_phone())


def _is_phone() -> bool:
    return "Mobi" in request.headers.get("User-Agent", "")
