"""The transaction history, on the BI-SNAP side of Midtrans: the only place that tells fees."""

from typing import Any

from flask import Blueprint, Response, request

from .. import hmac512, snap_gate
from ..house import House
from ..store import Merchant, Payment
from .body import is_captured, rupiah

PARTS = {"qris": 70, "gopay": 200, "shopeepay": 200, "ovo": 200, "credit_card": 290, "akulaku": 170, "kredivo": 230}
"""Hundredths of a percent."""
FIXED = {"bank_transfer": 4_440, "echannel": 4_440, "cstore": 5_550, "credit_card": 2_000}
CHANNELS = {"echannel": "mandiri_bill"}
LARGEST = 50


def add(bp: Blueprint, house: House) -> None:
    """Its paths."""

    @bp.post("/v1.0/access-token/b2b")
    def access_token() -> Response:
        return snap_gate.token(house)

    @bp.post("/v1.0/transaction-history-list")
    def transaction_history() -> Response:
        shop = snap_gate.entered(house, "12")
        if isinstance(shop, Response):
            return shop
        if snap_gate.is_repeated(house, shop):
            return snap_gate.answer("4091200", "Conflict")
        return snap_gate.answer("2001200", "Success", detailData=_rows(house, shop, request.get_json()))


def _rows(house: House, shop: Merchant, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """A page of the shop's transactions of that time, by when they were made."""
    more = asked.get("additionalInfo") or {}
    wanted = (more.get("payment") or {}).get("statuses")
    first, last = asked.get("fromDateTime", ""), asked.get("toDateTime", "9999")
    found = [
        _row(one, _status(house, one))
        for one in house.store.all("payment")
        if one.merchant == shop.id
        and first <= hmac512.now_text(one.created) <= last
        and (not wanted or _status(house, one) in wanted)
    ]
    if more.get("sortOrder") != "ASC":
        found.reverse()
    size, number = min(int(asked.get("pageSize", 10)), LARGEST), int(asked.get("pageNumber", 0))
    return found[size * number : size * (number + 1)]


def _status(house: House, one: Payment) -> str:
    if one.state == "paid" and one.refunded >= one.paid:
        return "REFUND"
    if is_captured(one, house.clock.now()):
        return "SUCCESS"
    return {
        "new": "PENDING", "taken": "CANCELLED", "pending": "PENDING", "paid": "SETTLEMENT", "denied": "DENIED",
        "expired": "EXPIRED", "cancelled": "CANCELLED", "reversed": "REVERSAL", "chargeback": "CHARGEBACK",
    }[one.state]  # fmt: skip


def _row(one: Payment, status: str) -> dict[str, Any]:
    kind = str(one.fields.get("payment_type", one.method))
    fee = one.paid * PARTS.get(kind, 0) // 10_000 + FIXED.get(kind, 0)
    return {
        "dateTime": hmac512.now_text(one.created),
        "amount": {"value": rupiah(one.paid), "currency": "IDR"},
        "status": "SUCCESS",
        "type": "PAYMENT",
        "additionalInfo": {
            "referenceNo": one.fields.get("transaction_id") or one.id,
            "partnerReferenceNo": one.reference,
            "status": status,
            "type": "PAYMENT",
            "channel": CHANNELS.get(kind, f"cstore_{one.method}" if kind == "cstore" else kind),
            "fee": {"value": rupiah(fee), "currency": "IDR"},
        },
    }
