"""What Xendit tells by itself, with a token that is the same in every letter and signs none of them."""

import json
from typing import Any

from ..house import House
from ..store import Merchant, Outgoing, Payment
from ..twin import Letter
from .body import came, dispute, invoice, iso, old_payment_of, payment_of, refund

TURNED = {
    "SUCCEEDED": "FAILED", "FAILED": "SUCCEEDED", "PAID": "EXPIRED", "SETTLED": "EXPIRED", "EXPIRED": "PAID",
    "LOST": "WON", "payment.capture": "payment.failure", "payment.failure": "payment.capture",
    "payment.succeeded": "payment.failed", "payment.failed": "payment.succeeded",
    "refund.succeeded": "refund.failed", "refund.failed": "refund.succeeded", "dispute.lost": "dispute.won",
}  # fmt: skip
"""What a thief with the token would write instead."""


def letter(house: House, merchant: Merchant, payment: Payment, notice: Outgoing) -> Letter:
    """`created` is the time of the delivery, so it differs from try to try."""
    body = _body(house, payment, notice)
    if notice.forged == "status":
        body = _turned(body)
    token = "wrong" if notice.forged == "signature" else merchant.keys["callback_token"]
    headers = {"Content-Type": "application/json", "x-callback-token": token, "webhook-id": notice.id}
    return Letter("", headers, json.dumps(body).encode())


def _body(house: House, payment: Payment, notice: Outgoing) -> dict[str, Any]:
    if notice.event == "refund":
        return _refund(house, payment, notice.extra["about"])
    if notice.event == "chargeback":
        return {"event": "dispute.lost"} | dispute(payment, "LOST")
    if payment.fields["kind"] == "invoice":
        return {name: value for name, value in invoice(house, payment).items() if name != "invoice_url"}
    is_old, is_paid = payment.fields["kind"] == "old", notice.event == "paid"
    names = ("payment.succeeded", "payment.failed") if is_old else ("payment.capture", "payment.failure")
    told = (old_payment_of if is_old else payment_of)(payment, notice.extra["about"])
    if told.get("type") == "PAY":
        told["type"] = "SINGLE_PAYMENT"  # as in Xendit's own example, against its schema
    return {"event": names[not is_paid], **_frame(house, payment), "data": told}


def _refund(house: House, payment: Payment, id_: str) -> dict[str, Any]:
    """Twice in an envelope, as in Xendit's example of it."""
    told = refund(payment, next(one for one in payment.refunds if one["id"] == id_))
    event = {"event": "refund.succeeded" if told["status"] == "SUCCEEDED" else "refund.failed"}
    return event | _frame(house, payment) | {"data": event | _frame(house, payment) | {"data": told}}


def _frame(house: House, payment: Payment) -> dict[str, Any]:
    return {"business_id": payment.merchant, "created": iso(house.clock.now())}


def _turned(told: Any) -> Any:
    if isinstance(told, dict):
        return {name: _turned(value) for name, value in told.items()}
    return TURNED.get(told, told) if isinstance(told, str) else told


def happened(house: House, payment: Payment, event: str) -> None:
    """Payments, refunds, lost disputes and ended invoices are told; that a request expired or was cancelled is not."""
    is_invoice = payment.fields["kind"] == "invoice"
    if event == "paid":
        house.post(payment, event, about=_came_in(house, payment))
    elif event == "denied":
        _denied(house, payment, is_invoice)
    elif event in ("refund", "refund_failed"):
        _refunded(house, payment)
    elif event == "chargeback":
        payment.fields["dispute"] = came(payment)[-1]["id"][3:]
        house.post(payment, event)
    elif event == "expired" and is_invoice:
        house.post(payment, event)
    house.store.save("payment", payment.id, payment)


def _came_in(house: House, payment: Payment) -> str:
    """Write the payment down: a reusable code has one for each payer, everything else one that is captured again."""
    amount = payment.paid - sum(int(one["amount"]) for one in came(payment))
    is_new = payment.fields.get("type") == "REUSABLE_PAYMENT_CODE" or not came(payment)
    id_ = _new_id(payment) if is_new else came(payment)[-1]["id"]
    came(payment).append({"id": id_, "amount": amount, "at": house.clock.now()})
    return str(id_)


def _new_id(payment: Payment) -> str:
    """As long as Xendit's: 39 signs."""
    payment.fields["ids"] = payment.fields.get("ids", 0) + 1
    return f"py-{payment.fields['ids']:04d}{payment.id.removeprefix('pr-').rjust(36, '0')[4:]}"


def _denied(house: House, payment: Payment, is_invoice: bool) -> None:
    """A page and a code let the payer try again; every other request is over."""
    if is_invoice or payment.fields.get("type") == "REUSABLE_PAYMENT_CODE":
        payment.state = "pending"
    if not is_invoice:
        payment.fields["tried"] = _new_id(payment)
        house.post(payment, "denied", about=payment.fields["tried"])


def _refunded(house: House, payment: Payment) -> None:
    for one in payment.refunds:
        if one["state"] != "pending" and not one.get("ended"):
            one["ended"] = house.clock.now()
            house.post(payment, "refund", about=one["id"])
