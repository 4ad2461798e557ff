"""`/v2`: charges, their status, and what ends them before they are paid or settled."""

import time
from typing import Any

import segno
from flask import Blueprint, Response, abort, jsonify, request

from ..house import House
from ..store import Merchant, Payment
from . import gate
from .body import id_of, is_captured, signed, told
from .charge import Bad, checked, fields_of, seconds_of
from .once import once

IMPOSSIBLE = "Merchant cannot modify the status of the transaction"
MISSING = "Transaction doesn't exist."


def add(bp: Blueprint, house: House) -> None:
    """Its paths."""

    @bp.post("/v2/charge")
    @gate.core(house)
    def charge(shop: Merchant) -> Response:
        return once(house, shop, lambda: _charge(house, shop))

    @bp.get("/v2/<id_>/status")
    @gate.core(house)
    def status(shop: Merchant, id_: str) -> Response:
        payment = find(house, shop, id_)
        if payment is None:
            return gate.failed("404", MISSING)
        return jsonify(_status(house, shop, payment))

    @bp.post("/v2/<id_>/<any(expire, cancel, approve, deny):deed>")
    @gate.core(house)
    def end(shop: Merchant, id_: str, deed: str) -> Response:
        return once(house, shop, lambda: _end(house, shop, id_, deed))

    @bp.get("/v2/<any(qris, gopay):_kind>/<id_>/qr-code")
    def picture(_kind: str, id_: str) -> Response:
        payment = house.store.get("payment", id_) or abort(404)
        drawn = segno.make(payment.fields["qr"], error="m", micro=False)
        return Response(drawn.svg_inline(scale=6), mimetype="image/svg+xml")


def find(house: House, shop: Merchant, id_: str) -> Payment | None:
    """The newest transaction of that id or order; a page of Snap on which nothing was chosen is none."""
    found = [
        one
        for one in house.store.all("payment")
        if one.merchant == shop.id and id_ in (one.reference, id_of(one)) and has_begun(one)
    ]
    return found[-1] if found else None


def has_begun(payment: Payment) -> bool:
    """Whether there is a transaction, as opposed to a page alone."""
    return not payment.fields.get("snap") or "transaction_id" in payment.fields or "denied" in payment.fields


def is_taken(house: House, shop: Merchant, order_id: str) -> bool:
    """Whether a transaction has that order_id; a cancelled one gives it free."""
    known = find(house, shop, order_id)
    return known is not None and known.state != "cancelled"


def _status(house: House, shop: Merchant, payment: Payment) -> dict[str, Any]:
    """As a notification, but for what is over: that has a code of its own here."""
    if payment.fields.get("denied") and "transaction_id" not in payment.fields:
        payment = Payment(**payment.fields["denied"])  # the page waits for another try; the last one is what there is
    more = {"status_code": "407"} if payment.state == "expired" else {}
    return signed(shop, payment, house.clock.now(), status_message="Success, transaction is found", **more)


def _charge(house: House, shop: Merchant) -> Response:
    asked: Any = request.get_json(silent=True)
    time.sleep(float(shop.settings.get("charge_seconds", 0)))  # a bank that takes its time
    with house.store.turn():
        try:
            method = checked(asked)
        except Bad as bad:
            return gate.failed(*bad.args)
        order = asked["transaction_details"]
        if is_taken(house, shop, order["order_id"]):
            return gate.failed("406", "The request could not be completed due to a conflict: order_id has been used.")
        payment = house.make(
            shop, order["order_id"], method, order["gross_amount"], seconds_of(asked),
            notify=request.headers.get("X-Override-Notification", "").partition(",")[0].strip(),
            finish=shop.settings.get("finish_url", ""),
        )  # fmt: skip
        payment.fields |= fields_of(house.address, asked["payment_type"], payment, asked)
        house.store.save("payment", payment.id, payment)
    if shop.settings.get("tells_pending"):
        house.post(payment, "pending")
    body = told(payment, house.clock.now()) | payment.fields.get("answered", {})
    return jsonify(body | {"status_message": "Success, transaction is created"})


def _end(house: House, shop: Merchant, id_: str, deed: str) -> Response:
    with house.store.turn():
        payment = find(house, shop, id_)
        if payment is None:
            return gate.failed("404", MISSING)
        if not _may(payment, deed, house.clock.now()):
            return gate.failed("412", IMPOSSIBLE)
        if deed == "approve":
            payment.fields["fraud"] = "accept"
        else:
            payment.state = {"expire": "expired", "cancel": "cancelled", "deny": "denied"}[deed]
        payment.log.append(deed)
        house.store.save("payment", payment.id, payment)
        house.twin.happened(house, payment, "paid" if deed == "approve" else payment.state)
        body = told(payment, house.clock.now())
    return jsonify(body | {"status_code": "407" if deed == "expire" else "200", "status_message": "Success"})


def _may(payment: Payment, deed: str, now: float) -> bool:
    if deed in ("approve", "deny"):
        return payment.fields.get("fraud") == "challenge" and payment.state == "paid"
    return payment.state == "pending" or (deed == "cancel" and is_captured(payment, now) and not payment.refunds)
