"""A transaction in the words of Midtrans: one body for answers, for a status and for notifications."""

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from ..store import Merchant, Payment

WIB = timezone(timedelta(hours=7))
DAY = 86_400.0
WORDS = {
    "new": ("201", "pending"), "pending": ("201", "pending"), "paid": ("200", "settlement"),
    "denied": ("202", "deny"), "expired": ("202", "expire"), "cancelled": ("200", "cancel"),
    "reversed": ("202", "deny"), "chargeback": ("200", "chargeback"),
}  # fmt: skip

SETTLED = ("paid", "reversed", "chargeback")


def wib(moment: float) -> str:
    """Midtrans writes Jakarta's time without saying so."""
    return datetime.fromtimestamp(moment, UTC).astimezone(WIB).strftime("%Y-%m-%d %H:%M:%S")


def rupiah(amount: int) -> str:
    """Two decimals that are always nothing."""
    return f"{amount:d}.00"


def id_of(payment: Payment) -> str:
    """A page of Snap has a new transaction for each way that is tried on it."""
    return str(payment.fields.get("transaction_id") or payment.id)


def is_captured(payment: Payment, now: float) -> bool:
    """A card's money is with the merchant at once, and settles a day later."""
    kind = payment.fields.get("payment_type", payment.method)
    return payment.state == "paid" and kind == "credit_card" and now < payment.paid_at + DAY


def signed(shop: Merchant, payment: Payment, now: float, **more: str) -> dict[str, Any]:
    """The body, with the hash over order, code, amount and the server key."""
    body = told(payment, now) | more
    machine = hashlib.new("sha512")
    for part in (body["order_id"], body["status_code"], body["gross_amount"], shop.keys["server_key"]):
        machine.update(part.encode("ascii"))
    return body | {"signature_key": machine.digest().hex()}


def told(payment: Payment, now: float) -> dict[str, Any]:
    """The transaction as it stands at that moment."""
    code, word = _words(payment, now)
    body: dict[str, Any] = {
        "status_code": code,
        "status_message": "midtrans payment notification",
        "transaction_id": id_of(payment),
        "order_id": payment.reference,
        "merchant_id": payment.merchant,
        "gross_amount": rupiah(payment.paid or payment.amount),
        "currency": "IDR",
        "payment_type": payment.fields.get("payment_type", payment.method),
        "transaction_time": wib(payment.created),
        "transaction_status": word,
        "expiry_time": wib(payment.expires),
        **payment.fields.get("shown", {}),
    }
    if payment.method != "indomaret":
        body["fraud_status"] = payment.fields.get("fraud", "accept")
    if payment.state in SETTLED and not is_captured(payment, now):
        body["settlement_time"] = wib(payment.paid_at)
    return body | _after_payment(payment) | _refunds(payment)


def _words(payment: Payment, now: float) -> tuple[str, str]:
    if payment.state != "paid":
        return WORDS[payment.state]
    live = _live(payment)
    if live:
        return "200", "refund" if sum(int(one["amount"]) for one in live) >= payment.paid else "partial_refund"
    if payment.fields.get("fraud") == "challenge":
        return "201", "capture"
    return "200", "capture" if is_captured(payment, now) else "settlement"


def _after_payment(payment: Payment) -> dict[str, Any]:
    """What only a paid one tells."""
    if payment.state != "paid":
        return {}
    if payment.method == "bni":
        return {"payment_amounts": [{"paid_at": wib(payment.paid_at), "amount": rupiah(payment.paid)}]}
    if payment.fields.get("payment_type") == "qris":
        return {"issuer": "gopay", "transaction_type": "on-us"}
    return {}


def _live(payment: Payment) -> list[dict[str, Any]]:
    return [one for one in payment.refunds if one["state"] != "failed"]


def _refunds(payment: Payment) -> dict[str, Any]:
    """The figure on top is all of them together."""
    live = _live(payment)
    if not live:
        return {}
    return {"refund_amount": rupiah(sum(int(one["amount"]) for one in live)), "refunds": [_refund(one) for one in live]}


def _refund(one: dict[str, Any]) -> dict[str, Any]:
    shown = {
        "refund_chargeback_id": one["id"], "refund_amount": rupiah(one["amount"]), "reason": one.get("reason", ""),
        "created_at": wib(one.get("at", 0.0)), "refund_key": one["key"] or f"dashboard-{one['id']}",
        "refund_method": "online" if one["key"] else "offline",
    }  # fmt: skip
    return shown | ({"bank_confirmed_at": wib(one.get("at", 0.0))} if one["state"] == "done" else {})
