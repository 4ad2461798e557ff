"""Xendit as its documents describe it: payment requests v3, invoices v2, refunds, transactions, webhooks."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, jsonify, request

from ..house import House, Impossible
from ..store import Merchant, Outgoing, Payment
from ..twin import Letter
from . import pages
from .body import capture, invoice, iso, refund, request_of, transaction


class Xendit:
    """The twin."""

    name = "xendit"
    title = "Xendit"
    retries = (900.0, 2_700.0, 7_200.0, 10_800.0, 21_600.0, 43_200.0)

    def blueprint(self, house: House) -> Blueprint:
        """`/v3/payment_requests`, `/v2/invoices`, `/refunds`, `/transactions`, `/balance`."""
        bp = Blueprint("xendit", __name__)
        pages.add(bp, house)

        @bp.before_request
        def enter() -> tuple[Response, int] | None:
            if request.path.startswith("/web/"):
                return None
            if _shop(house) is None:
                return _error(401, "INVALID_API_KEY", "API key is not authorized")
            if request.path.startswith("/v3/") and request.headers.get("api-version") != "2024-11-11":
                return _error(400, "API_VALIDATION_ERROR", "api-version header is required")
            return None

        @bp.post("/v3/payment_requests")
        def make() -> tuple[Response, int]:
            asked: dict[str, Any] = request.get_json()
            needed = ("reference_id", "type", "country", "currency", "request_amount", "channel_code")
            if any(not asked.get(name) for name in needed):
                return _error(400, "API_VALIDATION_ERROR", "a required field is missing")
            with house.store.turn():
                return jsonify(request_of(house, _made(house, asked))), 201

        @bp.get("/v3/payment_requests")
        def by_reference() -> Response:
            wanted = request.args.get("reference_id", "")
            return jsonify(data=[request_of(house, one) for one in _own(house, "pr-") if one.reference == wanted])

        @bp.get("/v3/payment_requests/<id_>")
        def one(id_: str) -> Response | tuple[Response, int]:
            found = _find(house, id_)
            return jsonify(request_of(house, found)) if found else _error(404, "DATA_NOT_FOUND", "not found")

        @bp.post("/v3/payment_requests/<id_>/cancel")
        def cancel(id_: str) -> Response | tuple[Response, int]:
            found = _find(house, id_)
            if found is None:
                return _error(404, "DATA_NOT_FOUND", "not found")
            try:
                house.do(found, "cancel")
            except Impossible:
                return _error(409, "DATA_NOT_FOUND", "the payment request cannot be canceled")
            return jsonify(request_of(house, found))

        @bp.post("/v3/payment_requests/<id_>/simulate")
        def simulate(id_: str) -> Response | tuple[Response, int]:
            found = _find(house, id_)
            if found is None:
                return _error(404, "DATA_NOT_FOUND", "not found")
            house.do(found, "pay", (request.get_json(silent=True) or {}).get("amount"))
            return jsonify(status="PENDING", message="A simulated payment is being processed")

        @bp.post("/v2/invoices/")
        def make_invoice() -> tuple[Response, int]:
            asked: dict[str, Any] = request.get_json()
            if not asked.get("external_id") or not asked.get("amount"):
                return _error(400, "API_VALIDATION_ERROR", "external_id and amount are required")
            with house.store.turn():
                payment = house.make(
                    _must(house), asked["external_id"], "CREDIT_CARD", int(asked["amount"]),
                    int(asked.get("invoice_duration", 86_400)), id=f"inv-{_count(house)}",
                    return_url=asked.get("success_redirect_url", ""),
                )  # fmt: skip
            return jsonify(invoice(house, payment)), 200

        @bp.get("/v2/invoices")
        def invoices() -> Response:
            wanted = request.args.get("external_id", "")
            return jsonify([invoice(house, one) for one in _own(house, "inv-") if one.reference == wanted])

        @bp.get("/v2/invoices/<id_>")
        def one_invoice(id_: str) -> Response | tuple[Response, int]:
            found = _find(house, id_)
            return jsonify(invoice(house, found)) if found else _error(404, "INVOICE_NOT_FOUND_ERROR", "not found")

        @bp.post("/invoices/<id_>/expire!")
        def expire(id_: str) -> Response | tuple[Response, int]:
            found = _find(house, id_)
            if found is None:
                return _error(404, "INVOICE_NOT_FOUND_ERROR", "not found")
            try:
                house.do(found, "expire")
            except Impossible:
                return _error(400, "INVALID_INVOICE_STATUS", "the invoice is not pending")
            return jsonify(invoice(house, found))

        @bp.post("/refunds")
        def refunds() -> Response | tuple[Response, int]:
            with house.store.turn():
                return _refund(house)

        @bp.get("/refunds")
        def refunds_of() -> Response:
            wanted = request.args.get("payment_request_id") or request.args.get("invoice_id") or ""
            found = _find(house, wanted)
            return jsonify(data=[refund(found, one) for one in found.refunds] if found else [])

        @bp.get("/transactions")
        def transactions() -> Response:
            since, until = request.args["created[gte]"], request.args["created[lte]"]
            rows = [
                transaction(one)
                for one in _own(house, "")
                if one.state == "paid" and since <= iso(one.paid_at) <= until
            ]
            after = request.args.get("after_id")
            start = next((place for place, row in enumerate(rows, 1) if row["id"] == after), 0)
            size = int(request.args.get("limit", 10))
            return jsonify(data=rows[start : start + size], has_more=len(rows) > start + size)

        @bp.get("/balance")
        def balance() -> Response:
            return jsonify(balance=0)

        return bp

    def letter(self, house: House, merchant: Merchant, payment: Payment, notice: Outgoing) -> Letter:
        """`created` is the time of the delivery, so it differs from try to try; the token signs nothing."""
        body = _body(house, payment, notice)
        if notice.forged == "status":
            body = _body(house, payment, Outgoing("", payment.id, "paid", 0.0))
        token = "wrong" if notice.forged == "signature" else merchant.keys["callback_token"]
        headers = {"Content-Type": "application/json", "x-callback-token": token, "webhook-id": notice.id}
        return Letter("", headers, json.dumps(body).encode())

    def happened(self, house: House, payment: Payment, event: str) -> None:
        """Payments and refunds are told; that a request expired or was cancelled is not."""
        told = ("paid", "denied", "refund", "refund_failed")
        if event in told or (payment.id.startswith("inv-") and event == "expired"):
            house.post(payment, event)


def _body(house: House, payment: Payment, notice: Outgoing) -> dict[str, Any]:
    if notice.event.startswith("refund"):
        last = refund(payment, payment.refunds[-1])
        name = "refund.failed" if notice.event == "refund_failed" else "refund.succeeded"
        return {"event": name, "business_id": payment.merchant, "data": {"data": last}}
    if payment.id.startswith("inv-"):
        return invoice(house, payment)
    name = "payment.failure" if notice.event == "denied" else "payment.capture"
    created = datetime.now(UTC).isoformat()
    return {"event": name, "business_id": payment.merchant, "created": created, "data": capture(payment)}


def _shop(house: House) -> Merchant | None:
    given = request.headers.get("Authorization", "").removeprefix("Basic ")
    try:
        key = base64.b64decode(given).decode().removesuffix(":")
    except ValueError:
        return None
    return house.merchant_by(secret_key=key)


def _must(house: House) -> Merchant:
    shop = _shop(house)
    assert shop is not None
    return shop


def _error(status: int, code: str, message: str) -> tuple[Response, int]:
    return jsonify(error_code=code, message=message), status


def _count(house: House) -> int:
    return len(house.store.all("payment")) + 1


def _own(house: House, prefix: str) -> list[Payment]:
    shop = _must(house)
    return [one for one in house.store.all("payment") if one.merchant == shop.id and one.id.startswith(prefix)]


def _find(house: House, id_: str) -> Payment | None:
    return next((one for one in _own(house, "") if one.id == id_), None)


def _made(house: House, asked: dict[str, Any]) -> Payment:
    end = (asked.get("channel_properties") or {}).get("expires_at")
    seconds = datetime.fromisoformat(end.replace("Z", "+00:00")).timestamp() - house.clock.now() if end else 86_400
    return house.make(
        _must(house), asked["reference_id"], asked["channel_code"], int(asked["request_amount"]), seconds,
        id=f"pr-{_count(house)}", return_url=(asked.get("channel_properties") or {}).get("success_return_url", ""),
        properties=asked.get("channel_properties") or {},
    )  # fmt: skip


def _refund(house: House) -> Response | tuple[Response, int]:
    asked: dict[str, Any] = request.get_json()
    payment = _find(house, asked.get("payment_request_id") or asked.get("invoice_id") or "")
    if payment is None:
        return _error(404, "DATA_NOT_FOUND", "not found")
    for one in payment.refunds:
        if one["key"] == request.headers.get("idempotency-key"):
            return jsonify(refund(payment, one))
    left = payment.paid - sum(int(one["amount"]) for one in payment.refunds if one["state"] != "failed")
    amount = int(asked.get("amount") or left)
    if payment.state != "paid" or not 1 <= amount <= left:
        return _error(400, "REFUND_FAILED", "the amount cannot be refunded")
    payment.refunds.append(
        {"id": f"rfd-{len(payment.refunds) + 1}", "key": request.headers.get("idempotency-key", ""),
         "reference": asked.get("reference_id", ""), "amount": amount, "state": "pending"}
    )  # fmt: skip
    house.store.save("payment", payment.id, payment)
    return jsonify(refund(payment, payment.refunds[-1]))


TWIN = Xendit()
