"""DOKU Checkout as its documents describe it: signed both ways, one page, FAILED that is not the end."""

import base64
import hmac
import json
import uuid
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlparse

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from ..house import House, Impossible
from ..payer import page
from ..store import Merchant, Outgoing, Payment
from ..twin import Letter

STATES = {
    "pending": "PENDING", "paid": "SUCCESS", "denied": "FAILED", "expired": "EXPIRED", "cancelled": "EXPIRED",
    "reversed": "FAILED", "chargeback": "FAILED",
}  # fmt: skip
TOO_SOON = 60.0


class Doku:
    """The twin."""

    name = "doku"
    title = "DOKU"
    retries = (1_800.0, 19_800.0, 21_600.0)

    def blueprint(self, house: House) -> Blueprint:
        """`/checkout/v1/payment`, `/orders/v1/status`, and the page."""
        bp = Blueprint("doku", __name__)

        @bp.post("/checkout/v1/payment")
        def checkout() -> Response:
            shop = _signed_by(house)
            if shop is None:
                return _error(401, "invalid_signature")
            with house.store.turn():
                return _answered(house, shop, _made(house, shop))

        @bp.get("/orders/v1/status/<invoice>")
        def status(invoice: str) -> Response:
            shop = _signed_by(house)
            if shop is None:
                return _error(401, "invalid_signature")
            payment = house.find(shop, invoice)
            if payment is None:
                return _error(404, "order_not_found")
            return _response(house, shop, json.dumps(body(payment, house.clock.now())), 200)

        @bp.route("/pay/<id_>", methods=["GET", "POST"])
        def pay(id_: str) -> AnyResponse | str:
            payment: Payment = house.store.get("payment", id_) or abort(404)
            if request.method == "GET":
                return page(house, "snap.html", one=payment, said="")
            deed = request.form.get("deed") or ("pay" if request.form.get("otp") == "112233" else "deny")
            if deed == "pay" and payment.method == "CREDIT_CARD" and "otp" not in request.form:
                return page(house, "otp.html", one=payment)
            if deed == "deny":  # the customer may try again until the page is over
                house.post(payment, "denied")
                return page(house, "snap.html", one=payment, said="Ditolak. Coba lagi.")
            try:
                house.do(payment, deed)
            except Impossible as why:
                return page(house, "snap.html", one=payment, said=f"Tidak bisa: {why}")
            return redirect(payment.fields.get("return_url") or "/", 302)

        return bp

    def letter(self, house: House, merchant: Merchant, payment: Payment, notice: Outgoing) -> Letter:
        """Signed over the path of the merchant's own address."""
        told = body(payment, house.clock.now() + TOO_SOON)
        if notice.event == "denied":
            told["transaction"]["status"] = "FAILED"
        raw = json.dumps(told).encode()
        target = urlparse(payment.fields.get("notify") or house.notify_url(merchant)).path
        head = _head(merchant, notice.id, house.clock.now())
        component = _component(head, target, raw)
        secret = "wrong" if notice.forged == "signature" else merchant.keys["secret_key"]
        if notice.forged == "status":
            raw = raw.replace(b'"SUCCESS"', b'"FAILED"') if b"SUCCESS" in raw else raw.replace(b"PENDING", b"SUCCESS")
        return Letter("", head | {"Signature": _sign(secret, component), "Content-Type": "application/json"}, raw)

    def happened(self, house: House, payment: Payment, event: str) -> None:
        """Success and failure are told, expiry is not."""
        if event in ("paid", "denied"):
            house.post(payment, event)
        if event == "denied" and payment.state == "denied":
            payment.state = "pending"
            house.store.save("payment", payment.id, payment)


def body(payment: Payment, now: float) -> dict[str, Any]:
    """An order: its status lags a minute behind the payment."""
    state = STATES[payment.state]
    if payment.state == "paid" and now < payment.paid_at + TOO_SOON:
        state = "PENDING"
    return {
        "order": {"invoice_number": payment.reference, "amount": payment.paid or payment.amount},
        "transaction": {
            "status": state,
            "date": datetime.fromtimestamp(payment.paid_at or payment.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "original_request_id": payment.fields.get("request_id", ""),
        },
        "service": {"id": "VIRTUAL_ACCOUNT" if payment.method.startswith("VIRTUAL") else "ONLINE"},
        "channel": {"id": payment.method},
    }


def _made(house: House, shop: Merchant) -> tuple[str, int]:
    kept = house.store.get("answer", request.headers.get("Request-Id", ""))
    if kept:
        return kept["body"], 409 if kept["asked"] == request.get_data(as_text=True) else 400
    asked: dict[str, Any] = request.get_json()
    order, paid = asked["order"], asked["payment"]
    if house.find(shop, order["invoice_number"]):
        return json.dumps({"message": ["INVOICE NUMBER ALREADY USED"]}), 400
    payment = house.make(
        shop, order["invoice_number"], (paid.get("payment_method_types") or ["QRIS"])[0], int(order["amount"]),
        int(paid.get("payment_due_date", 60)) * 60, return_url=order.get("callback_url", ""),
        notify=asked.get("additional_info", {}).get("override_notification_url", ""),
        request_id=request.headers.get("Request-Id", ""),
    )  # fmt: skip
    url = f"{house.address}/pay/{payment.id}"
    order = {"amount": payment.amount, "invoice_number": payment.reference}
    told = {"message": ["SUCCESS"], "response": {"order": order, "payment": {"token_id": payment.id, "url": url}}}
    answer = json.dumps(told)
    house.store.save(
        "answer", request.headers.get("Request-Id", ""), {"body": answer, "asked": request.get_data(as_text=True)}
    )
    return answer, 200


def _answered(house: House, shop: Merchant, made: tuple[str, int]) -> Response:
    return _response(house, shop, *made)


def _response(house: House, shop: Merchant, text: str, status: int) -> Response:
    """Answers are signed too, with Response-Timestamp in the place of the request's."""
    stamp = datetime.fromtimestamp(house.clock.now(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    head = {"Client-Id": shop.keys["client_id"], "Request-Id": request.headers.get("Request-Id", "")}
    component = _component(head | {"Response-Timestamp": stamp}, request.path, text.encode())
    signed = head | {"Response-Timestamp": stamp, "Signature": _sign(shop.keys["secret_key"], component)}
    return Response(text, status, signed, mimetype="application/json")


def _error(status: int, code: str) -> Response:
    return Response(
        json.dumps({"error": {"code": code, "message": code}, "message": [code]}), status, mimetype="application/json"
    )


def _signed_by(house: House) -> Merchant | None:
    shop = house.merchant_by(client_id=request.headers.get("Client-Id", ""))
    if shop is None:
        return None
    head = {name: request.headers.get(name, "") for name in ("Client-Id", "Request-Id", "Request-Timestamp")}
    raw = request.get_data() if request.method != "GET" else None
    wanted = _sign(shop.keys["secret_key"], _component(head, request.path, raw))
    return shop if wanted == request.headers.get("Signature") else None


def _head(shop: Merchant, request_id: str, now: float) -> dict[str, str]:
    stamp = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "Client-Id": shop.keys["client_id"],
        "Request-Id": request_id or str(uuid.uuid4()),
        "Request-Timestamp": stamp,
    }


def _component(head: dict[str, str], target: str, raw: bytes | None) -> str:
    text = "".join(f"{name}:{value}\n" for name, value in head.items()) + f"Request-Target:{target}"
    return text if raw is None else text + "\nDigest:" + base64.encodebytes(sha256(raw).digest()).decode().strip()


def _sign(secret: str, component: str) -> str:
    machine = hmac.new(bytes(secret, "utf8"), bytes(component, "utf8"), sha256)
    return f"HMACSHA256={base64.encodebytes(machine.digest()).decode().strip()}"


TWIN = Doku()
