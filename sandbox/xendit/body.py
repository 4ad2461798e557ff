"""The bodies of Xendit: payment requests and payments of v3, the callbacks of v2, invoices, refunds, disputes.

A payment request never tells what came in; its payment does. One that is reusable goes on accepting after it was paid.
"""

from datetime import UTC, datetime
from typing import Any

from ..house import House
from ..store import Payment
from . import channel

REQUESTS = {
    "pending": "REQUIRES_ACTION", "paid": "SUCCEEDED", "denied": "FAILED", "expired": "EXPIRED",
    "cancelled": "CANCELED", "reversed": "SUCCEEDED", "chargeback": "SUCCEEDED",
}  # fmt: skip
REFUNDS = {"pending": "PENDING", "done": "SUCCEEDED", "failed": "FAILED"}
REUSABLE = "REUSABLE_PAYMENT_CODE"


def iso(moment: float) -> str:
    """UTC, with milliseconds."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def is_reusable(payment: Payment) -> bool:
    """A code that more than one payer could use."""
    return payment.fields.get("type") == REUSABLE


def came(payment: Payment) -> list[dict[str, Any]]:
    """Every payment that came in: `id`, `amount`, `at`."""
    found: list[dict[str, Any]] = payment.fields.setdefault("came", [])
    return found


def request_status(house: House, payment: Payment) -> str:
    """Of v3."""
    if not is_reusable(payment):
        return REQUESTS[payment.state]
    if payment.fields.get("closed") or payment.state == "cancelled":
        return "CANCELED"
    return "EXPIRED" if payment.expires <= house.clock.now() or payment.state == "expired" else "ACCEPTING_PAYMENTS"


def request_of(house: House, payment: Payment) -> dict[str, Any]:
    """A payment request of v3."""
    shown = {
        "business_id": payment.merchant,
        "reference_id": payment.reference,
        "payment_request_id": payment.id,
        "type": payment.fields["type"],
        "country": "ID",
        "currency": "IDR",
        "request_amount": payment.amount,
        "capture_method": "AUTOMATIC",
        "channel_code": payment.method,
        "channel_properties": payment.fields["properties"],
        "actions": channel.actions(payment),
        "status": request_status(house, payment),
        "description": payment.fields.get("description"),
        "metadata": payment.fields.get("metadata") or {},
        "created": iso(payment.created),
        "updated": iso(payment.paid_at or payment.created),
    }
    if payment.state == "denied":
        shown["failure_code"] = "USER_DECLINED_PAYMENT"
    last = came(payment)[-1]["id"] if came(payment) else payment.fields.get("tried")
    return shown | ({"latest_payment_id": last} if last else {})


def payment_of(payment: Payment, id_: str) -> dict[str, Any]:
    """A payment of v3, as its GET and its webhook tell it; paid twice on a single request is captured twice."""
    captured = [one for one in came(payment) if one["id"] == id_]
    return {
        "payment_id": id_,
        "business_id": payment.merchant,
        "reference_id": payment.reference,
        "payment_request_id": payment.id,
        "type": payment.fields["type"],
        "country": "ID",
        "currency": "IDR",
        "request_amount": payment.amount,
        "capture_method": "AUTOMATIC",
        "channel_code": payment.method,
        "channel_properties": payment.fields["properties"],
        "captures": [
            {"capture_id": f"cap-{id_[3:]}", "capture_amount": one["amount"], "capture_timestamp": iso(one["at"])}
            for one in captured
        ],
        "status": "SUCCEEDED" if captured else "FAILED",
        "payment_details": {"issuer_name": "SANDBOX", "receipt_id": id_[-12:]} if captured else {},
        "failure_code": None if captured else "USER_DECLINED_PAYMENT",
        "metadata": payment.fields.get("metadata") or {},
        "created": iso(payment.created),
        "updated": iso(captured[-1]["at"] if captured else payment.created),
    }


def old_request_of(payment: Payment) -> dict[str, Any]:
    """A payment request of v2."""
    return {
        "id": payment.id,
        "reference_id": payment.reference,
        "business_id": payment.merchant,
        "country": "ID",
        "currency": "IDR",
        "amount": payment.amount,
        "status": {"denied": "FAILED", "paid": "SUCCEEDED"}.get(payment.state, "PENDING"),
        "payment_method": payment.fields["payment_method"],
        "actions": [],
        "created": iso(payment.created),
        "updated": iso(payment.paid_at or payment.created),
    }


def old_payment_of(payment: Payment, id_: str) -> dict[str, Any]:
    """The data of a callback of v2: one `amount`, no captures."""
    paid = [one for one in came(payment) if one["id"] == id_]
    return {
        "id": id_,
        "payment_request_id": payment.id,
        "reference_id": payment.reference,
        "amount": paid[-1]["amount"] if paid else payment.amount,
        "currency": "IDR",
        "country": "ID",
        "status": "SUCCEEDED" if paid else "FAILED",
        "payment_method": payment.fields["payment_method"],
        "channel_properties": None,
        "payment_detail": None,
        "failure_code": None if paid else "USER_DECLINED_PAYMENT",
        "metadata": None,
        "created": iso(payment.created),
        "updated": iso(paid[-1]["at"] if paid else payment.created),
    }


def invoice_status(house: House, payment: Payment) -> str:
    """PAID becomes SETTLED when the money is on the balance; fast channels are SETTLED at once."""
    if payment.paid:
        settled = payment.paid_at + channel.days_to_settle(payment.method) * channel.DAY
        return "SETTLED" if house.clock.now() >= settled else "PAID"
    return "EXPIRED" if payment.state in ("expired", "cancelled") else "PENDING"


def invoice(house: House, payment: Payment) -> dict[str, Any]:
    """An invoice; its webhook is the same flat body without the page."""
    shown = {
        "id": payment.id,
        "external_id": payment.reference,
        "user_id": payment.merchant,
        "status": invoice_status(house, payment),
        "merchant_name": "Toko Sandbox",
        "amount": payment.amount,
        "currency": "IDR",
        "description": payment.fields.get("description"),
        "expiry_date": iso(payment.expires),
        "invoice_url": payment.fields["url"],
        "available_banks": [],
        "available_retail_outlets": [],
        "available_ewallets": [],
        "available_qr_codes": [],
        "available_direct_debits": [],
        "available_paylaters": [],
        "items": payment.fields.get("items"),
        "success_redirect_url": payment.fields.get("return_url"),
        "failure_redirect_url": payment.fields.get("return_url"),
        "created": iso(payment.created),
        "updated": iso(payment.paid_at or payment.created),
    }
    if payment.paid:
        kind = {"CREDIT_CARD": "CREDIT_CARD", "DD_BRI": "DIRECT_DEBIT"}.get(payment.method, "EWALLET")
        shown |= {
            "paid_amount": payment.paid,
            "paid_at": iso(payment.paid_at),
            "payment_method": kind,
            "payment_channel": payment.method,
            "payment_id": came(payment)[-1]["id"],
        }
    return shown


def refund(payment: Payment, one: dict[str, Any]) -> dict[str, Any]:
    """A refund."""
    is_invoice = payment.fields["kind"] == "invoice"
    return {
        "id": one["id"],
        "payment_request_id": None if is_invoice else payment.id,
        "payment_id": came(payment)[-1]["id"],
        "invoice_id": payment.id if is_invoice else None,
        "payment_method_type": "CARD" if is_invoice else "EWALLET",
        "reference_id": one.get("reference"),
        "channel_code": payment.method,
        "currency": "IDR",
        "amount": one["amount"],
        "status": REFUNDS[one["state"]],
        "reason": one.get("reason", "OTHERS"),
        "failure_code": "REFUND_FAILED" if one["state"] == "failed" else None,
        "refund_fee_amount": None,
        "metadata": None,
        "created": iso(one["at"]),
        "updated": iso(one.get("ended", one["at"])),
    }


def dispute(payment: Payment, status: str) -> dict[str, Any]:
    """A dispute; amounts are strings with two decimals."""
    return {
        "id": f"mi-dspt-{payment.fields['dispute']}",
        "channel_code": "CARDS" if payment.method == "CREDIT_CARD" else payment.method,
        "status": status,
        "status_reason": "EXCEEDED_DEADLINE",
        "currency": "IDR",
        "amount": {"initial": f"{payment.amount}.00", "terminal": f"{payment.amount}.00"},
        "created_at": iso(payment.paid_at),
        "updated_at": iso(payment.paid_at),
        "due_date": iso(payment.paid_at + 14 * channel.DAY),
        "note": None,
        "category": "fraudulent",
        "related_disputes": [],
        "payment_id": came(payment)[-1]["id"],
        "reference_id": payment.reference,
    }
