"""A provider that nobody has, as small as a twin can be: one path, one notice signed with the merchant's secret."""

import hashlib
import hmac
import json

from flask import Blueprint, Response, abort, jsonify, request

from sandbox.house import House
from sandbox.store import Merchant, Outgoing, Payment
from sandbox.twin import Letter

MINUTE, HOUR = 60.0, 3_600.0


class Example:
    """The twin."""

    name = "example"
    title = "Contoh"
    retries = (MINUTE, HOUR, 22 * HOUR)

    def blueprint(self, house: House) -> Blueprint:
        """`/charges`."""
        bp = Blueprint("example", __name__)

        @bp.post("/charges")
        def charge() -> Response:
            shop = house.merchant_by(secret=request.headers.get("Secret", "")) or abort(401)
            told = request.get_json()
            payment = house.make(
                shop, told["reference"], "qris", told["amount"], told.get("seconds", HOUR), qr=f"QR-{told['reference']}"
            )
            house.post(payment, "pending")
            return jsonify(id=payment.id)

        return bp

    def letter(self, house: House, merchant: Merchant, payment: Payment, notice: Outgoing) -> Letter:
        """The state of the payment; the signature covers the reference alone, as careless providers have it."""
        signature = hmac.new(merchant.keys["secret"].encode(), payment.reference.encode(), hashlib.sha256).hexdigest()
        if notice.forged == "signature":
            signature = "0" * 64
        state = "paid" if notice.forged == "status" else payment.state
        body = {"reference": payment.reference, "state": state, "paid": payment.paid, "event": notice.event}
        return Letter("/news", {"X-Signature": signature}, json.dumps(body).encode(), limits={400: 1})

    def happened(self, house: House, payment: Payment, event: str) -> None:
        """Everything is told."""
        house.post(payment, event)


TWIN = Example()
