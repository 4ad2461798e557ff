"""The transaction history, on the BI-SNAP side of Midtrans."""

from typing import Any

from flask import Blueprint, Response, request

from .. import hmac512, snap_gate
from ..house import House
from ..store import Merchant


def history(bp: Blueprint, house: House) -> None:
    """Its paths."""

    @bp.post("/v1.0/access-token/b2b")
    def access_token() -> Response:
        return snap_gate.token(house)

    @bp.post("/v1.0/transaction-history-list")
    def transaction_history() -> Response:
        shop = snap_gate.entered(house, "12")
        return (
            shop
            if isinstance(shop, Response)
            else snap_gate.answer("2001200", "Successful", detailData=rows(house, shop))
        )


def rows(house: House, shop: Merchant) -> list[dict[str, Any]]:
    """A page of settled payments of that time."""
    asked: dict[str, Any] = request.get_json()
    size, number = int(asked["pageSize"]), int(asked["pageNumber"])
    found = [
        {
            "dateTime": hmac512.now_text(one.paid_at),
            "amount": {"value": f"{one.paid}.00", "currency": "IDR"},
            "status": "SETTLEMENT",
            "type": "PAYMENT",
            "additionalInfo": {
                "referenceNo": one.id,
                "partnerReferenceNo": one.reference,
                "channel": one.method,
                "fee": {"value": "4440.00", "currency": "IDR"},
            },
        }
        for one in house.store.all("payment")
        if one.merchant == shop.id
        and one.state == "paid"
        and asked["fromDateTime"] <= hmac512.now_text(one.paid_at) <= asked["toDateTime"]
    ]
    return found[size * number : size * (number + 1)]
