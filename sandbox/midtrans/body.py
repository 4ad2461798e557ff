"""The bodies of Midtrans: a transaction, and an error that stands in the body though HTTP says 200."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from flask import Response, jsonify

from ..house import House, Impossible
from ..store import Merchant, Payment

WIB = timezone(timedelta(hours=7))
WORDS = {
    "pending": ("201", "pending"), "paid": ("200", "settlement"), "denied": ("202", "deny"),
    "expired": ("202", "expire"), "cancelled": ("200", "cancel"), "reversed": ("202", "deny"),
    "chargeback": ("200", "chargeback"), "new": ("201", "pending"),
}  # fmt: skip


def wib(moment: float) -> str:
    """Midtrans writes Jakarta's time without saying so."""
    return datetime.fromtimestamp(moment, UTC).astimezone(WIB).strftime("%Y-%m-%d %H:%M:%S")


def told(payment: Payment) -> dict[str, Any]:
    """A transaction as it stands."""
    code, word = WORDS[payment.state]
    if payment.state == "paid" and payment.refunds:
        asked = sum(int(one["amount"]) for one in payment.refunds if one["state"] != "failed")
        word = "refund" if asked >= payment.paid else "partial_refund" if asked else word
    body: dict[str, Any] = {
        "status_code": code,
        "status_message": "midtrans payment notification",
        "transaction_id": payment.id,
        "order_id": payment.reference,
        "merchant_id": payment.merchant,
        "gross_amount": f"{payment.amount}.00",
        "currency": "IDR",
        "payment_type": payment.fields.get("payment_type", payment.method),
        "transaction_time": wib(payment.created),
        "transaction_status": word,
        "expiry_time": wib(payment.expires),
        **payment.fields.get("shown", {}),
    }
    if payment.method != "indomaret":
        body["fraud_status"] = "accept"
    if payment.paid_at:
        body["settlement_time"] = wib(payment.paid_at)
    live = [one for one in payment.refunds if one["state"] != "failed"]
    if live:
        body["refund_amount"] = f"{sum(int(one['amount']) for one in live)}.00"
        body["refunds"] = [_refund(one) for one in live]
    return body


def _refund(one: dict[str, Any]) -> dict[str, Any]:
    shown = {
        "refund_chargeback_id": one["id"], "refund_amount": f"{one['amount']}.00", "refund_key": one["key"],
        "refund_method": "online" if one["key"] else "offline",
    }  # fmt: skip
    return shown | ({"bank_confirmed_at": wib(one.get("at", 0.0))} if one["state"] == "done" else {})


def failed(code: str, message: str) -> Response:
    """An error: HTTP 200, the truth in the body."""
    return jsonify(status_code=code, status_message=message, id="sandbox")


def ended(house: House, shop: Merchant | None, id_: str, deed: str) -> Response:
    """Expire or cancel what is pending."""
    payment = house.find(shop, id_) if shop else None
    if shop is None:
        return failed("401", "Access denied.")
    if payment is None or payment.state == "new":
        return failed("404", "Transaction doesn't exist.")
    try:
        house.do(payment, deed)
    except Impossible:
        return failed("412", "Merchant cannot modify status of the transaction.")
    return jsonify(told(payment) | {"status_code": "200" if deed == "cancel" else "407"})
