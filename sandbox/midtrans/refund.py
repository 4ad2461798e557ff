"""`/v2/{id}/refund`: what can go back, until when, and whether in parts."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from ..house import House
from ..store import Merchant, Payment
from . import gate
from .body import is_captured, rupiah, told
from .core import IMPOSSIBLE, MISSING, find
from .once import once

DAYS = {
    "credit_card": 365, "gopay": 45, "qris": 45, "shopeepay": 365, "ovo": 7, "dana": 45, "kredivo": 14, "akulaku": 30,
}  # fmt: skip
WHOLE = ("shopeepay", "ovo")
KEY_DAYS = 7
DAY = 86_400.0


def add(bp: Blueprint, house: House) -> None:
    """Its path. A shop with the setting `balance` "low" is refused, until it has money again."""

    @bp.post("/v2/<id_>/refund")
    @gate.core(house)
    def refund(shop: Merchant, id_: str) -> Response:
        return once(house, shop, lambda: _refund(house, shop, id_))


def _refund(house: House, shop: Merchant, id_: str) -> Response:
    asked: dict[str, Any] = request.get_json(silent=True) or {}
    with house.store.turn():
        payment, now = find(house, shop, id_), house.clock.now()
        if payment is None:
            return gate.failed("404", MISSING)
        key, amount = str(asked.get("refund_key") or f"auto-{len(payment.refunds) + 1}"), asked.get("amount")
        if refusal := _refusal(payment, key, amount, now, is_poor=shop.settings.get("balance") == "low"):
            return gate.failed(*refusal)
        one = {
            "id": len(payment.refunds) + 1, "key": key, "amount": amount or _left(payment), "state": "pending",
            "at": now, "reason": asked.get("reason", ""),
        }  # fmt: skip
        payment.refunds.append(one)
        house.store.save("payment", payment.id, payment)
    house.post(payment, "refund")
    body = told(payment, now) | {"status_message": "Success, refund request is approved", "refund_key": key}
    del body["refunds"]
    return jsonify(body | {"refund_chargeback_id": one["id"], "refund_amount": rupiah(int(str(one["amount"])))})


def _left(payment: Payment) -> int:
    return payment.paid - sum(int(one["amount"]) for one in payment.refunds if one["state"] != "failed")


def _refusal(payment: Payment, key: str, amount: Any, now: float, *, is_poor: bool) -> tuple[str, str] | None:
    kind, left = payment.fields.get("payment_type", payment.method), _left(payment)
    if any(one["key"] == key and one["state"] != "failed" for one in payment.refunds):
        return "406", "Duplicate refund ID"
    days = DAYS.get(kind, 0)
    if payment.state != "paid" or is_captured(payment, now) or now > payment.paid_at + days * DAY or left <= 0:
        return "412", IMPOSSIBLE
    if any(one["key"] == key and now > one["at"] + KEY_DAYS * DAY for one in payment.refunds):
        return "400", "refund_key cannot be used anymore"
    if is_poor:
        return "414", "Refund request is rejected due to insufficient merchant balance"
    amount = left if amount is None else amount
    if not isinstance(amount, int) or not 1 <= amount <= left or (kind in WHOLE and amount != payment.paid):
        return "414", "Refund request is rejected due to invalid amount"
    return None
