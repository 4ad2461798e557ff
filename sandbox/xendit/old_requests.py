"""`/payment_requests`, version 2: the same key gives the same answer, and the callbacks have another shape."""

import uuid
from typing import Any

from flask import Blueprint, Response, jsonify, request

from ..house import House, Impossible
from ..store import Payment
from . import channel
from .body import old_request_of
from .door import Answer, asked, find, invalid, not_found, own, shop

TYPES = ("CARD", "DIRECT_DEBIT", "EWALLET", "OVER_THE_COUNTER", "QR_CODE", "VIRTUAL_ACCOUNT")


def add(bp: Blueprint, house: House) -> None:
    """Its paths."""

    @bp.post("/payment_requests")
    def make_old() -> Answer:
        told, key = asked(), f"old:{shop().id}:{request.headers.get('idempotency-key', '')}"
        with house.store.turn():
            kept = house.store.get("answer", key)
            if kept and not key.endswith(":"):
                return Response(kept["body"], 201, mimetype="application/json")
            if told.get("currency") != "IDR" or (told.get("payment_method") or {}).get("type") not in TYPES:
                return invalid("currency and payment_method.type are required")
            answer = jsonify(old_request_of(_made(house, told)))
            house.store.save("answer", key, {"body": answer.get_data(as_text=True)})
        return answer, 201

    @bp.get("/payment_requests")
    def list_old() -> Answer:
        wanted = request.args.get("reference_id")
        found = [old_request_of(one) for one in own(house, "old") if wanted in (None, one.reference)]
        return jsonify(data=found, has_more=False)

    @bp.get("/payment_requests/<id_>")
    def one_old(id_: str) -> Answer:
        found = find(house, "old", id_)
        return jsonify(old_request_of(found)) if found else not_found()

    @bp.post("/payment_requests/<id_>/payments/simulate")
    def simulate_old(id_: str) -> Answer:
        found = find(house, "old", id_)
        if found is None:
            return not_found()
        try:
            house.do(found, "pay", asked().get("amount"))
        except Impossible as why:
            return invalid(f"it is {why}")
        return jsonify(status="PENDING", message="A simulated payment is being processed.")


def _made(house: House, told: dict[str, Any]) -> Payment:
    method = told["payment_method"]
    inner = method.get(method["type"].lower()) or {}
    payment = house.make(
        shop(), told.get("reference_id") or str(uuid.uuid4()), inner.get("channel_code", ""), int(told["amount"]),
        channel.DAY, id=f"pr-{uuid.uuid4()}", kind="old", type="PAY", payment_method=method, properties={},
    )  # fmt: skip
    channel.lead(house, payment)
    house.store.save("payment", payment.id, payment)
    return payment
