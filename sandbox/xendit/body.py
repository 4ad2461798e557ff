"""The bodies of Xendit."""

from datetime import UTC, datetime
from typing import Any
from zlib import crc32

from ..house import House
from ..store import Payment
from ..tlv import qris

STATES = {
    "pending": "REQUIRES_ACTION", "paid": "SUCCEEDED", "denied": "FAILED", "expired": "EXPIRED",
    "cancelled": "CANCELED", "reversed": "FAILED", "chargeback": "FAILED",
}  # fmt: skip
INVOICES = {"pending": "PENDING", "paid": "PAID", "expired": "EXPIRED"}
REFUNDS = {"pending": "PENDING", "done": "SUCCEEDED", "failed": "FAILED"}
STORES = ("ALFAMART", "INDOMARET")


def iso(moment: float) -> str:
    """UTC, with milliseconds."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def request_of(house: House, payment: Payment) -> dict[str, Any]:
    """A payment request."""
    return {
        "payment_request_id": payment.id,
        "reference_id": payment.reference,
        "type": "PAY",
        "country": "ID",
        "currency": "IDR",
        "request_amount": payment.amount,
        "channel_code": payment.method,
        "channel_properties": payment.fields.get("properties", {}),
        "status": STATES[payment.state],
        "actions": actions(house, payment),
        "captures": captures(payment),
        "created": iso(payment.created),
        "updated": iso(payment.paid_at or payment.created),
    }


def captures(payment: Payment) -> list[dict[str, Any]]:
    """What came in; paid twice is captured twice."""
    return [{"capture_id": f"cap-{payment.id}", "capture_amount": payment.paid}] if payment.paid else []


def actions(house: House, payment: Payment) -> list[dict[str, Any]]:
    """What the payer has to do."""
    number = f"{crc32(payment.reference.encode()):012d}"
    if payment.method == "QRIS":
        payment.fields.setdefault("qr", qris(payment.amount, payment.reference))
        return [_action("PRESENT_TO_CUSTOMER", "QR_STRING", payment.fields["qr"])]
    if payment.method.endswith("_VIRTUAL_ACCOUNT"):
        payment.fields.setdefault("va", "88" + number)
        return [_action("PRESENT_TO_CUSTOMER", "VIRTUAL_ACCOUNT_NUMBER", payment.fields["va"])]
    if payment.method in STORES:
        payment.fields.setdefault("code", "TEST" + number)
        return [_action("PRESENT_TO_CUSTOMER", "PAYMENT_CODE", payment.fields["code"])]
    if payment.method == "OVO":
        return []
    return [_action("REDIRECT_CUSTOMER", "WEB_URL", f"{house.address}/web/{payment.id}")]


def _action(kind: str, descriptor: str, value: str) -> dict[str, str]:
    return {"type": kind, "descriptor": descriptor, "value": value}


def capture(payment: Payment) -> dict[str, Any]:
    """The data of a payment webhook; its type is not the one of the request, as in Xendit's own example."""
    return {
        "payment_id": f"py-{payment.id}",
        "payment_request_id": payment.id,
        "reference_id": payment.reference,
        "type": "SINGLE_PAYMENT",
        "status": "SUCCEEDED" if payment.paid else "FAILED",
        "request_amount": payment.amount,
        "channel_code": payment.method,
        "country": "ID",
        "currency": "IDR",
        "captures": captures(payment),
        "failure_code": None,
        "metadata": {},
        "updated": iso(payment.paid_at or payment.created),
    }


def invoice(house: House, payment: Payment) -> dict[str, Any]:
    """An invoice; its webhook is the same flat body."""
    shown = {
        "id": payment.id,
        "external_id": payment.reference,
        "user_id": payment.merchant,
        "status": INVOICES.get(payment.state, "EXPIRED"),
        "merchant_name": "Sandbox",
        "amount": payment.amount,
        "currency": "IDR",
        "invoice_url": f"{house.address}/web/{payment.id}",
        "expiry_date": iso(payment.expires),
        "created": iso(payment.created),
        "updated": iso(payment.paid_at or payment.created),
    }
    if payment.paid:
        shown |= {"paid_amount": payment.paid, "paid_at": iso(payment.paid_at), "payment_method": "CREDIT_CARD"}
    return shown


def refund(payment: Payment, one: dict[str, Any]) -> dict[str, Any]:
    """A refund."""
    name = "invoice_id" if payment.id.startswith("inv-") else "payment_request_id"
    return {
        "id": one["id"],
        name: payment.id,
        "reference_id": one.get("reference", ""),
        "amount": one["amount"],
        "currency": "IDR",
        "status": REFUNDS[one["state"]],
        "failure_code": "REFUND_FAILED" if one["state"] == "failed" else None,
    }


def transaction(payment: Payment) -> dict[str, Any]:
    """A row of the balance: an aggregator's fee with tax on top."""
    return {
        "id": f"txn_{payment.id}",
        "product_id": payment.id.removeprefix("pr-"),
        "type": "PAYMENT",
        "status": "SUCCESS",
        "channel_code": payment.method,
        "reference_id": payment.reference,
        "currency": "IDR",
        "amount": payment.paid,
        "cashflow": "MONEY_IN",
        "settlement_status": "SETTLED",
        "fee": {"xendit_fee": 4_000, "value_added_tax": 440, "status": "COMPLETED"},
        "created": iso(payment.paid_at),
        "updated": iso(payment.paid_at),
    }
