"""How the standard says what a payment is: amounts, status digits, and the refunds of a payment."""

from typing import Any

from .. import hmac512
from ..store import Payment

FLAGS = {
    "pending": "03", "paid": "00", "denied": "06", "expired": "08", "cancelled": "05", "reversed": "06",
    "chargeback": "06",
}  # fmt: skip
REFUNDS = {"pending": "03", "done": "00", "failed": "06"}


def value(amount: int) -> dict[str, str]:
    """As text."""
    return {"value": f"{amount:d}.00", "currency": "IDR"}


def when(moment: float) -> str:
    """As text, "" for never."""
    return hmac512.now_text(moment) if moment else ""


def left(payment: Payment) -> int:
    """What could still be refunded."""
    return payment.paid - sum(int(one["amount"]) for one in payment.refunds if one["state"] != "failed")


def refund_history(payment: Payment) -> list[dict[str, Any]]:
    """Each refund, with our number under the name that queries have for it."""
    return [
        {
            "refundNo": one["id"],
            "partnerReferenceNo": one["key"],
            "refundAmount": value(int(one["amount"])),
            "refundStatus": REFUNDS[one["state"]],
            "refundDate": when(one.get("at", payment.paid_at)),
            "reason": "",
        }
        for one in payment.refunds
    ]


def flag(payment: Payment) -> str:
    """The status digits; also part of the money back is "refunded"."""
    return "04" if payment.refunded and payment.state == "paid" else FLAGS[payment.state]
