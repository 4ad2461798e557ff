"""Midtrans as its documents describe it: Core API, Snap, notifications with their retry table, two refund notices."""

import base64
import hashlib
import json
from typing import Any

from flask import Blueprint, Response, jsonify, request

from ..house import House
from ..store import Merchant, Outgoing, Payment
from ..twin import Letter
from . import pages
from .body import ended, failed, told
from .charge import CORE, fields_of, method_of, seconds_of
from .history import history

NO_KEY = ("permata", "cstore")
KEY_LENGTH, KEY_SECONDS = 46, 300


class Midtrans:
    """The twin."""

    name = "midtrans"
    title = "Midtrans"
    retries = (120.0, 600.0, 1_800.0, 5_400.0, 12_600.0)

    def blueprint(self, house: House) -> Blueprint:
        """`/v2`, `/snap/v1`, `/v1.0`, and the pages of Snap."""
        bp = Blueprint("midtrans", __name__)
        pages.add(bp, house)
        history(bp, house)

        def merchant() -> Merchant | None:
            given = request.headers.get("Authorization", "").removeprefix("Basic ")
            try:
                key, _, rest = base64.b64decode(given).decode().partition(":")
            except ValueError:
                return None
            return house.merchant_by(server_key=key) if not rest else None

        @bp.post("/v2/charge")
        def charge() -> Response | tuple[Response, int]:
            shop = merchant()
            if shop is None:
                return failed("401", "Transaction cannot be authorized with the current client/server key.")
            with house.store.turn():
                return _once(house, request.headers.get("Idempotency-Key", ""), lambda: _charge(house, shop))

        @bp.post("/snap/v1/transactions")
        def snap() -> tuple[Response, int]:
            shop = merchant()
            if shop is None:
                return jsonify(error_messages=["Access denied, please check client or server key"]), 401
            asked: dict[str, Any] = request.get_json()
            order = asked["transaction_details"]
            with house.store.turn():
                if _taken(house, shop, order["order_id"]):
                    return jsonify(error_messages=["transaction_details.order_id sudah digunakan"]), 400
                minutes = asked.get("expiry", {}).get("duration", 1_440)
                method = (asked.get("enabled_payments") or ["other_qris"])[0]
                payment = house.make(
                    shop, order["order_id"], method, int(order["gross_amount"]), minutes * 60, state="new",
                    return_url=asked.get("callbacks", {}).get("finish", ""), snap=True,
                    notify=request.headers.get("X-Override-Notification", ""),
                )  # fmt: skip
            url = f"{house.address}/snap/v3/redirection/{payment.id}"
            return jsonify(token=payment.id, redirect_url=url), 201

        @bp.get("/v2/<id_>/status")
        def status(id_: str) -> Response | tuple[Response, int]:
            shop = merchant()
            if shop is None:
                return failed("401", "Access denied.")
            payment = house.find(shop, id_)
            if payment is None or (payment.state == "new" or (payment.fields.get("snap") and not payment.log)):
                return failed("404", "Transaction doesn't exist.")
            return jsonify(signed(house, shop, payment, {}))

        @bp.post("/v2/<id_>/<any(expire, cancel):deed>")
        def end(id_: str, deed: str) -> Response | tuple[Response, int]:
            return ended(house, merchant(), id_, deed)

        @bp.post("/v2/<id_>/refund")
        def refund(id_: str) -> Response | tuple[Response, int]:
            return _refund(house, merchant(), id_)

        return bp

    def letter(self, house: House, merchant: Merchant, payment: Payment, notice: Outgoing) -> Letter:
        """The same body as a status, as it stood when it happened; a spoilt one lies in its signature or its status."""
        body = signed(house, merchant, payment, notice.extra)
        if notice.forged == "signature":
            body["signature_key"] = "0" * 128
        if notice.forged == "status":
            body["transaction_status"] = "settlement" if body["transaction_status"] != "settlement" else "deny"
        headers = {"Content-Type": "application/json", "User-Agent": "Veritrans"}
        return Letter("", headers, json.dumps(body).encode(), frozenset(range(200, 300)) | {301, 302, 303})

    def happened(self, house: House, payment: Payment, event: str) -> None:
        """Every change is told; a Snap page that ends unused is not."""
        if event == "expired" and payment.fields.get("snap") and payment.log == ["expire"]:
            return
        house.post(payment, event)


def signed(house: House, merchant: Merchant, payment: Payment, then: dict[str, Any]) -> dict[str, Any]:
    """The body with its signature: SHA-512 over order, code, amount and the server key."""
    body = told(payment) | then
    text = body["order_id"] + body["status_code"] + body["gross_amount"] + merchant.keys["server_key"]
    digest = hashlib.new("sha512")
    digest.update(text.encode("ascii"))
    return body | {"signature_key": digest.hexdigest()}


def _once(house: House, key: str, do: Any) -> Any:
    """Idempotency-Key: the answer again for five minutes; a longer key is silently no key."""
    asked = request.get_json()
    if not key or len(key) > KEY_LENGTH or asked.get("payment_type") in NO_KEY:
        return do()
    kept = house.store.get("answer", key)
    if kept and kept["at"] + KEY_SECONDS > house.clock.now():
        return Response(kept["body"], 200, mimetype="application/json")
    answer = do()
    response = answer[0] if isinstance(answer, tuple) else answer
    if json.loads(response.get_data()).get("status_code") in ("200", "201"):
        house.store.save("answer", key, {"body": response.get_data(as_text=True), "at": house.clock.now()})
    return answer


def _taken(house: House, shop: Merchant, order_id: str) -> bool:
    known = house.find(shop, order_id)
    return known is not None and known.state != "cancelled"


def _charge(house: House, shop: Merchant) -> Response | tuple[Response, int]:
    asked: dict[str, Any] = request.get_json()
    order = asked.get("transaction_details") or {}
    kind = asked.get("payment_type")
    items = sum(int(one["price"]) * int(one["quantity"]) for one in asked.get("item_details") or [])
    if kind not in CORE or not order.get("order_id") or len(str(order["order_id"])) > 50:
        return failed("400", "One or more parameters in the payload is invalid.")
    if asked.get("item_details") and items != order["gross_amount"]:
        return failed("400", "transaction_details.gross_amount is not equal to the sum of item_details")
    if _taken(house, shop, order["order_id"]):
        return failed("406", "The request could not be completed due to a conflict: order_id has been used.")
    payment = house.make(
        shop, order["order_id"], method_of(asked), int(order["gross_amount"]), seconds_of(asked),
        notify=request.headers.get("X-Override-Notification", ""),
    )  # fmt: skip
    payment.fields |= fields_of(house, asked, payment)
    house.store.save("payment", payment.id, payment)
    return jsonify(told(payment) | {"status_code": "201", "status_message": "transaction is created"})


def _refund(house: House, shop: Merchant | None, id_: str) -> Response | tuple[Response, int]:
    payment = house.find(shop, id_) if shop else None
    if shop is None:
        return failed("401", "Access denied.")
    if payment is None:
        return failed("404", "Transaction doesn't exist.")
    asked: dict[str, Any] = request.get_json()
    with house.store.turn():
        if any(one["key"] == asked["refund_key"] for one in payment.refunds):
            return failed("406", "Refund with the same refund_key exists.")
        left = payment.paid - sum(int(one["amount"]) for one in payment.refunds if one["state"] != "failed")
        if payment.state != "paid":
            return failed("412", "Transaction status cannot be updated.")
        if not 1 <= int(asked["amount"]) <= left:
            return failed("414", "Refund request is rejected: amount.")
        payment.refunds.append(
            {"id": str(len(payment.refunds) + 1), "key": asked["refund_key"], "amount": int(asked["amount"]),
             "state": "pending", "at": house.clock.now()}
        )  # fmt: skip
        house.store.save("payment", payment.id, payment)
    house.post(payment, "refund")
    return jsonify(told(payment) | {"status_code": "200", "refund_key": asked["refund_key"]})


TWIN = Midtrans()
