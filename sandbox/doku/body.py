"""An order as DOKU tells it, in notifications and in answers to who asks."""

from typing import Any

from ..store import Merchant, Payment
from .seal import utc

LAG = 60.0
PAID_FOR_GOOD = ("paid", "reversed", "chargeback")
"""What a bank takes back later is told in no call and no notification that DOKU documents."""
EXPIRING = ("VIRTUAL_ACCOUNT", "ONLINE_TO_OFFLINE")
"""Only codes end as EXPIRED; a wallet or a card that nobody used says nothing."""
SERVICES = {"VIRTUAL": "VIRTUAL_ACCOUNT", "ONLINE": "ONLINE_TO_OFFLINE", "EMONEY": "EMONEY", "DIRECT": "DIRECT_DEBIT"}
BANK = "VIRTUAL_ACCOUNT_"


def word(payment: Payment) -> str:
    """`transaction.status`."""
    if payment.state in PAID_FOR_GOOD:
        return "REFUNDED" if payment.refunded >= payment.paid else "SUCCESS"
    if payment.state == "expired" and payment.method.startswith(EXPIRING) and payment.fields.get("chosen"):
        return "EXPIRED"
    return str(payment.fields.get("word") or "PENDING")


def notification(payment: Payment, event: str) -> dict[str, Any]:
    """What is sent: whole figures, and everything of the way that was chosen."""
    status = "FAILED" if event == "denied" else word(payment)
    return {"order": {"invoice_number": payment.reference, "amount": payment.paid or payment.amount}} | _told(
        payment, status
    )


def status(shop: Merchant, payment: Payment, now: float) -> dict[str, Any] | None:
    """What is answered: figures with a decimal, and the order's own state; a payment shows a minute after it was made.

    None where nothing was chosen and the merchant is from before December 2024 (setting `orders` = "old").
    """
    is_new = shop.settings.get("orders") != "old"
    is_chosen = bool(payment.fields.get("chosen"))
    if not is_chosen and not is_new:
        return None
    order: dict[str, Any] = {"invoice_number": payment.reference, "amount": float(payment.paid or payment.amount)}
    if is_new:
        order["status"] = "ORDER_EXPIRED" if payment.state == "expired" else "ORDER_GENERATED"
    lags = payment.paid and now < payment.paid_at + LAG
    told = _told(payment, "PENDING" if lags else word(payment))
    if not is_chosen:
        told |= {name: {"id": None} for name in ("service", "acquirer", "channel")}
    return {"order": order} | told


def _told(payment: Payment, status: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "service": {"id": SERVICES.get(payment.method.partition("_")[0], payment.method)},
        "acquirer": {"id": payment.method.removeprefix(BANK).removeprefix("EMONEY_")},
        "channel": {"id": payment.method},
        "transaction": {
            "status": status,
            "date": utc(payment.paid_at or payment.created),
            "original_request_id": payment.fields["request_id"],
        },
    }
    if "va" in payment.fields:
        told["virtual_account_info"] = {"virtual_account_number": payment.fields["va"]}
    if "code" in payment.fields:
        told["online_to_offline_info"] = {"payment_code": payment.fields["code"]}
    return told
