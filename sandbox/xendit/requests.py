"""`/v3/payment_requests` and `/v3/payments`. A reference may be used again and again: only that of a card is unique."""

import time
import uuid
from datetime import datetime
from typing import Any

from flask import Blueprint, jsonify, request

from ..house import House, Impossible
from ..store import Payment
from . import channel
from .body import REUSABLE, came, is_reusable, payment_of, request_of
from .door import Answer, asked, error, find, invalid, not_found, own, shop

NEEDED = ("reference_id", "type", "country", "currency", "request_amount", "channel_code", "channel_properties")


def add(bp: Blueprint, house: House) -> None:
    """Its paths."""

    @bp.post("/v3/payment_requests")
    def make_request() -> Answer:
        told = asked()
        with house.store.turn():
            return _refused(house, told) or (jsonify(request_of(house, _made(house, told))), 201)

    @bp.get("/v3/payment_requests")
    def list_requests() -> Answer:
        wanted, limit = request.args.get("reference_id"), request.args.get("limit", 10, int)
        found = [request_of(house, one) for one in own(house, "request") if wanted in (None, one.reference)]
        return jsonify(data=found[:limit], has_more=len(found) > limit)

    @bp.get("/v3/payment_requests/<id_>")
    def one_request(id_: str) -> Answer:
        found = find(house, "request", id_)
        return jsonify(request_of(house, found)) if found else not_found()

    @bp.post("/v3/payment_requests/<id_>/cancel")
    def cancel_request(id_: str) -> Answer:
        found = find(house, "request", id_)
        return _cancelled(house, found) if found else not_found()

    @bp.post("/v3/payment_requests/<id_>/simulate")
    def simulate_request(id_: str) -> Answer:
        found = find(house, "request", id_)
        if found is None:
            return not_found()
        try:
            house.do(found, "pay", asked().get("amount"))
        except Impossible as why:
            return error(400, "INACTIVE_PAYMENT_REQUEST", f"it is {why}")
        return jsonify(status="PENDING", message="A simulated payment is being processed.")

    @bp.get("/v3/payments/<id_>")
    def one_payment(id_: str) -> Answer:
        for one in own(house, "request"):
            if id_ in [paid["id"] for paid in came(one)] or id_ == one.fields.get("tried"):
                return jsonify(payment_of(one, id_))
        return not_found()


def _refused(house: House, told: dict[str, Any]) -> Answer | None:
    missing = [name for name in NEEDED if told.get(name) in (None, "")]
    if missing:
        return invalid(f"{missing[0]} is required")
    code, kind, given = told["channel_code"], told["type"], told["channel_properties"]
    if code not in channel.LIMITS or kind not in ("PAY", REUSABLE) or told["country"] != "ID":
        return invalid("channel_code, type or country is not one of the allowed values")
    if code in channel.STORES and kind != REUSABLE:
        return invalid(f"{code} wants {REUSABLE}")
    lacking = [name for name in channel.wanted(code) if not given.get(name)]
    if lacking:
        return invalid(f"channel_properties.{lacking[0]} is required for {code}")
    if "expires_at" in given and not channel.takes_an_end(code):
        return invalid(f"channel_properties.expires_at is not allowed for {code}")
    least, most = channel.LIMITS[code]
    if not isinstance(told["request_amount"], int) or not least <= told["request_amount"] <= most:
        return error(400, "INVALID_VALUE_ERROR", f"request_amount of {code} is {least} to {most}")
    if code == "CARDS" and any(one.reference == told["reference_id"] for one in own(house, "request")):
        return error(409, "DATA_NOT_FOUND", "Duplication is not allowed.")
    return None


def _made(house: House, told: dict[str, Any]) -> Payment:
    code, given = told["channel_code"], told["channel_properties"]
    payment = house.make(
        shop(), told["reference_id"], code, told["request_amount"], _seconds(code, given.get("expires_at")),
        id=f"pr-{uuid.uuid4()}", kind="request", type=told["type"], properties=given,
        description=told.get("description"), metadata=told.get("metadata"),
        return_url=given.get("success_return_url", ""),
    )  # fmt: skip
    channel.lead(house, payment)
    house.store.save("payment", payment.id, payment)
    return payment


def _seconds(code: str, end: str | None) -> float:
    """By the asker's clock, not by the twin's, which may run ahead."""
    if end is None:
        return channel.LIVES.get(code, channel.DAY)
    return max(1.0, datetime.fromisoformat(end.replace("Z", "+00:00")).timestamp() - time.time())


def _cancelled(house: House, payment: Payment) -> Answer:
    with house.store.turn():
        if is_reusable(payment) and payment.state == "paid" and not payment.fields.get("closed"):
            payment.fields["closed"] = True
            house.store.save("payment", payment.id, payment)
            return jsonify(request_of(house, payment))
        try:
            house.do(payment, "cancel")
        except Impossible as why:
            code = "INELIGIBLE_TRANSACTION_STATUS" if payment.state == "paid" else "INACTIVE_PAYMENT_REQUEST"
            return error(400, code, f"it is {why}")
        return jsonify(request_of(house, payment))
