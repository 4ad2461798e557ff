"""Midtrans as its documents describe it: Core API, Snap, notifications with their retry table, two refund notices.

Settings of a merchant bend it: `tells_pending` sends a notice when a charge is made, `charge_seconds` makes charges
slow, `balance` "low" refuses refunds, `fds` "challenge" puts cards to the fraud desk, `finish_url` is the dashboard's.
"""

import json
from dataclasses import asdict

from flask import Blueprint

from ..house import House
from ..store import Merchant, Outgoing, Payment
from ..twin import Letter
from . import core, history, pages, refund, snap
from .body import signed

LIMITS = {500: 1, 503: 4, 400: 2, 404: 2}
"""How often a notice is sent again after such an answer; after any other that is no success, five times."""
NO_REDIRECTS = frozenset({301, 302, 303})
"""Taken for delivered, and lost."""


class Midtrans:
    """The twin."""

    name = "midtrans"
    title = "Midtrans"
    retries = (120.0, 600.0, 1_800.0, 5_400.0, 12_600.0)

    def blueprint(self, house: House) -> Blueprint:
        """`/v2`, `/snap/v1`, `/v1.0`, and the pages of Snap and of who lends."""
        bp = Blueprint("midtrans", __name__)
        for part in (core, refund, snap, pages, history):
            part.add(bp, house)
        return bp

    def letter(self, house: House, merchant: Merchant, payment: Payment, notice: Outgoing) -> Letter:
        """The body of a status as it stood then; a spoilt one lies in its signature, or in the status beside it."""
        body = signed(merchant, payment, payment.paid_at or payment.created)
        if notice.forged == "signature":
            body["signature_key"] = "0" * 128
        if notice.forged == "status":
            body["transaction_status"] = "settlement" if body["transaction_status"] != "settlement" else "deny"
        headers = {"Content-Type": "application/json", "User-Agent": "Veritrans"}
        return Letter("", headers, json.dumps(body).encode(), frozenset(range(200, 300)) | NO_REDIRECTS, LIMITS)

    def happened(self, house: House, payment: Payment, event: str) -> None:
        """Every change is told, but not the end of a page on which nothing was chosen; a denied page opens again.

        A refund that the bank refuses is not told either: it is gone from the list (UNVERIFIED, no page says it).
        """
        if payment.fields.get("snap"):
            if event == "expired" and "transaction_id" not in payment.fields:
                return
            if "transaction_id" not in payment.fields:  # a deed without the page: the payer chose and did it at once
                snap.choose(house, payment)
        if event == "paid" and _is_doubted(house, payment):
            payment.fields["fraud"] = "challenge"
        house.store.save("payment", payment.id, payment)
        if event != "refund_failed":
            house.post(payment, event)
        if event == "denied" and payment.fields.get("snap") and not payment.paid:
            _open_again(house, payment)


def _is_doubted(house: House, payment: Payment) -> bool:
    shop: Merchant = house.store.get("merchant", payment.merchant)
    is_card = payment.fields.get("payment_type") == "credit_card"
    return is_card and shop.settings.get("fds") == "challenge" and "fraud" not in payment.fields


def _open_again(house: House, payment: Payment) -> None:
    """Kept for GET status: the try that was denied, until there is another."""
    payment.fields["denied"] = asdict(payment) | {"fields": {**payment.fields, "denied": None}}
    del payment.fields["transaction_id"]
    payment.state = "new"
    house.store.save("payment", payment.id, payment)


TWIN = Midtrans()
