"""`/v2/invoices`: a page that takes the methods it was asked to. `external_id` may be used again."""

import uuid
from typing import Any

from flask import Blueprint, jsonify, request

from ..house import House, Impossible
from ..store import Payment
from . import channel
from .body import invoice
from .door import Answer, asked, error, find, invalid, own, shop

METHODS = ("CREDIT_CARD", "JENIUSPAY", "DD_BRI", "QRIS", "OVO", "BCA", "BRI", "ALFAMART")


def add(bp: Blueprint, house: House) -> None:
    """Its paths."""

    @bp.post("/v2/invoices/")
    def make_invoice() -> Answer:
        told = asked()
        if not told.get("external_id") or not isinstance(told.get("amount"), int) or told["amount"] < 1:
            return invalid("external_id and amount are required")
        if set(told.get("payment_methods") or METHODS) - set(METHODS):
            return error(400, "UNAVAILABLE_PAYMENT_METHOD_ERROR", "The payment method is not available.")
        if any(item.get("price", 0) < 0 for item in told.get("items") or []):
            return invalid("items[0].price must be greater than or equal to 0")
        with house.store.turn():
            return jsonify(invoice(house, _made(house, told)))

    @bp.get("/v2/invoices")
    def list_invoices() -> Answer:
        wanted, limit = request.args.get("external_id"), request.args.get("limit", 10, int)
        found = [invoice(house, one) for one in own(house, "invoice") if wanted in (None, one.reference)]
        return jsonify(found[:limit])

    @bp.get("/v2/invoices/<id_>")
    def one_invoice(id_: str) -> Answer:
        found = find(house, "invoice", id_)
        return jsonify(invoice(house, found)) if found else _unknown()

    @bp.post("/invoices/<id_>/expire!")
    def expire_invoice(id_: str) -> Answer:
        found = find(house, "invoice", id_)
        if found is None:
            return _unknown()
        try:
            house.do(found, "expire")
        except Impossible as why:
            return invalid(f"the invoice is {why}")
        return jsonify(invoice(house, found))


def _unknown() -> Answer:
    return error(404, "INVOICE_NOT_FOUND_ERROR", "Could not find invoice by id.")


def _made(house: House, told: dict[str, Any]) -> Payment:
    payment = house.make(
        shop(), told["external_id"], (told.get("payment_methods") or ["CREDIT_CARD"])[0], told["amount"],
        float(told.get("invoice_duration", channel.DAY)), id=uuid.uuid4().hex[:24], kind="invoice",
        return_url=told.get("success_redirect_url", ""), items=told.get("items"), description=told.get("description"),
    )  # fmt: skip
    payment.fields["url"] = f"{house.address}/web/{payment.id}"
    house.store.save("payment", payment.id, payment)
    return payment
