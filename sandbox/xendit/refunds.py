"""`/refunds`: pending until the bank or the wallet confirms; the same key with the same body is the same refund."""

import json
import uuid
from typing import Any

from flask import Blueprint, Response, jsonify, request

from ..house import House
from ..store import Payment
from . import channel
from .body import refund
from .door import Answer, asked, error, find, invalid, not_found, own, shop

REASONS = ("FRAUDULENT", "DUPLICATE", "REQUESTED_BY_CUSTOMER", "CANCELLATION", "OTHERS")


def add(bp: Blueprint, house: House) -> None:
    """Its paths."""

    @bp.post("/refunds")
    def make_refund() -> Answer:
        told, key = asked(), request.headers.get("idempotency-key", "")
        with house.store.turn():
            return _again(house, told, key) or _made(house, told, key)

    @bp.get("/refunds")
    def list_refunds() -> Answer:
        wanted = request.args.get("payment_request_id") or request.args.get("invoice_id")
        found = [refund(one, back) for one in _all(house) if wanted in (None, one.id) for back in one.refunds]
        return jsonify(data=found, has_more=False)

    @bp.get("/refunds/<id_>")
    def one_refund(id_: str) -> Answer:
        for one in _all(house):
            for back in one.refunds:
                if back["id"] == id_:
                    return jsonify(refund(one, back))
        return not_found()


def _all(house: House) -> list[Payment]:
    return [*own(house, "request"), *own(house, "old"), *own(house, "invoice")]


def _again(house: House, told: dict[str, Any], key: str) -> Answer | None:
    kept = house.store.get("answer", f"refund:{shop().id}:{key}") if key else None
    if kept is None:
        return None
    if kept["asked"] != json.dumps(told, sort_keys=True):
        return error(409, "IDEMPOTENCY_ERROR", "The key was used with another body.")
    return Response(kept["body"], 200, mimetype="application/json")


def _made(house: House, told: dict[str, Any], key: str) -> Answer:
    payment = find(house, "invoice", told["invoice_id"]) if told.get("invoice_id") else None
    for kind in ("request", "old") if told.get("payment_request_id") else ():
        payment = payment or find(house, kind, told["payment_request_id"])
    if payment is None:
        return not_found()
    amount = told.get("amount") or payment.paid
    if refused := _refused(payment, told, amount):
        return refused
    one = {
        "id": f"rfd-{uuid.uuid4()}", "key": key, "reference": told.get("reference_id"), "amount": amount,
        "state": "pending", "at": house.clock.now(), "reason": told["reason"],
    }  # fmt: skip
    payment.refunds.append(one)
    house.store.save("payment", payment.id, payment)
    answer = jsonify(refund(payment, one))
    kept = {"asked": json.dumps(told, sort_keys=True), "body": answer.get_data(as_text=True)}
    house.store.save("answer", f"refund:{shop().id}:{key or one['id']}", kept)
    return answer


def _refused(payment: Payment, told: dict[str, Any], amount: Any) -> Answer | None:
    left = payment.paid - sum(int(one["amount"]) for one in payment.refunds if one["state"] != "failed")
    if told.get("reason") not in REASONS or not isinstance(amount, int) or amount < 1:
        return invalid("reason and amount")
    if payment.state != "paid":
        return error(400, "INELIGIBLE_TRANSACTION_STATUS", "Feature is not allowed because of its current status.")
    if not channel.can_refund(payment.method):
        return error(403, "REFUND_NOT_SUPPORTED", "Refunds are not supported by this channel.")
    if channel.is_whole_only(payment.method) and amount != payment.paid:
        return error(403, "PARTIAL_REFUND_NOT_SUPPORTED", "Partial refunds are not supported by this channel.")
    if any(one["state"] == "pending" for one in payment.refunds):
        return error(400, "REFUND_IN_PROGRESS", "Please wait for the pending refund request to be completed.")
    if amount > left:
        return error(400, "REFUND_AMOUNT_EXCEEDED", "Refund amount must not exceed the unrefunded amount.")
    return None
