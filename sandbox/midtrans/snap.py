"""`/snap/v1`: pages, of which each gets a transaction only when its payer chooses, and a new one with every try."""

import uuid
from typing import Any

from flask import Blueprint, Response, jsonify, request

from ..house import House
from ..store import Merchant, Payment
from . import gate
from .body import wib
from .charge import fields_of
from .core import is_taken

KINDS = {
    "other_qris": "qris", "permata_va": "permata", "alfamart": "cstore", "indomaret": "cstore",
    "bca_va": "bank_transfer", "bni_va": "bank_transfer", "bri_va": "bank_transfer", "cimb_va": "bank_transfer",
}  # fmt: skip
UNITS = {"minute": 60, "hour": 3_600, "day": 86_400}
SHORTEST, LONGEST = 300, 7 * 86_400


def add(bp: Blueprint, house: House) -> None:
    """Its paths."""

    @bp.post("/snap/v1/transactions")
    @gate.snap(house)
    def create(shop: Merchant) -> tuple[Response, int]:
        asked: dict[str, Any] = request.get_json(silent=True) or {}
        order = asked.get("transaction_details") or {}
        if not order.get("order_id"):
            return gate.refused(400, "transaction_details.order_id is required")
        with house.store.turn():
            if is_taken(house, shop, order["order_id"]):
                return gate.refused(400, "transaction_details.order_id sudah digunakan")
            payment = _page(house, shop, asked, order)
        url = f"{house.address}/snap/v3/redirection/{payment.id}"
        return jsonify(token=payment.id, redirect_url=url), 201

    @bp.post("/snap/v1/transactions/<token>/cancel")
    @gate.snap(house)
    def cancel(shop: Merchant, token: str) -> Response | tuple[Response, int]:
        with house.store.turn():
            payment = house.store.get("payment", token)
            if payment is None or payment.merchant != shop.id or not payment.fields.get("snap"):
                return gate.refused(404, "token not found")
            if payment.state == "cancelled":
                return gate.refused(400, "token already canceled")
            if payment.state != "new":
                return gate.refused(400, "Transaction is on progress")
            payment.state = "cancelled"
            payment.log.append("page closed")
            house.store.save("payment", payment.id, payment)
        return jsonify(canceled_at=wib(house.clock.now()))


def _page(house: House, shop: Merchant, asked: dict[str, Any], order: dict[str, Any]) -> Payment:
    wanted = asked.get("page_expiry") or asked.get("expiry") or {"duration": 1, "unit": "day"}
    seconds = int(wanted["duration"]) * UNITS[str(wanted["unit"]).removesuffix("s")]
    return house.make(
        shop, order["order_id"], (asked.get("enabled_payments") or ["other_qris"])[0], int(order["gross_amount"]),
        min(max(seconds, SHORTEST), LONGEST), state="new", snap=True,
        return_url=(asked.get("callbacks") or {}).get("finish", "") or shop.settings.get("finish_url", ""),
        notify=request.headers.get("X-Override-Notification", "").partition(",")[0].strip(),
    )  # fmt: skip


def choose(house: House, payment: Payment, *, is_phone: bool = True) -> None:
    """The payer takes a way to pay: only now there is a transaction. GoPay on a desk is a QRIS."""
    kind = KINDS.get(payment.method, payment.method)
    if kind in ("gopay", "shopeepay") and not is_phone:
        kind = "qris"
    back = payment.fields.get("return_url", "")
    payment.fields |= fields_of(house.address, kind, payment, {kind: {"callback_url": back}})
    payment.fields |= {"transaction_id": str(uuid.uuid4()), "return_url": back}
    _close_others(house, payment)


def _close_others(house: House, chosen: Payment) -> None:
    """An order_id is paid once: other pages that were opened for it lead nowhere now."""
    for one in house.store.all("payment"):
        is_of_it = (one.merchant, one.reference) == (chosen.merchant, chosen.reference)
        if is_of_it and one.id != chosen.id and one.state == "new":
            one.state = "taken"
            one.log.append("paid on another page")
            house.store.save("payment", one.id, one)
