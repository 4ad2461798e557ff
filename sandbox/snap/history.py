"""Midtrans's transaction history (12): payments that were settled, with what they cost."""

from datetime import datetime
from typing import Any

from flask import Response

from ..store import Payment
from .door import Call, Wrong
from .state import value, when

MOST = 50


def listed(call: Call) -> Response:
    """One page."""
    if call.profile != "midtrans":
        raise Wrong(404, "02", "Invalid Routing")
    since, until = (datetime.fromisoformat(call.need(name)).timestamp() for name in ("fromDateTime", "toDateTime"))
    size, number = int(call.told.get("pageSize", 10)), int(call.told.get("pageNumber", 0))
    if not 1 <= size <= MOST:
        raise Wrong(400, "01", "Invalid Field Format pageSize")
    mine = [one for one in call.house.store.all("payment") if one.merchant == call.shop.id and one.state == "paid"]
    rows = [_row(one) for one in mine if int(since) <= one.created <= until]
    return call.done("Success", detailData=rows[size * number : size * (number + 1)])


def _row(payment: Payment) -> dict[str, Any]:
    fee = payment.paid * 7 // 1_000 if payment.method == "qris" else 4_440
    return {
        "dateTime": when(payment.created),
        "amount": value(payment.paid),
        "status": "SUCCESS",
        "type": "PAYMENT",
        "additionalInfo": {
            "referenceNo": payment.id,
            "partnerReferenceNo": payment.reference,
            "status": "SETTLEMENT",
            "type": "PAYMENT",
            "channel": payment.method,
            "accountNo": "",
            "fee": value(fee),
        },
    }
