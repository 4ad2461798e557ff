"""DANA's gateway: direct debit (54, 55, 57, 58), which is wallets, QRIS and virtual accounts alike."""

import json
from typing import Any

from flask import Response

from .. import hmac512
from ..house import Impossible
from ..store import Payment
from ..tlv import qris
from .door import Call, Wrong
from .state import left, value, when

FLAGS = {"pending": "01", "paid": "00", "denied": "01", "expired": "05", "cancelled": "05", "reversed": "05",
         "chargeback": "00"}  # fmt: skip
WEEK = 7 * 86_400.0


def create(call: Call) -> Response:
    """A page for a wallet, a code for the rest. The same order again is one; another of that name is refused."""
    reference, amount = call.need("partnerReferenceNo"), call.amount("amount")
    call.need("merchantId")
    call.need("additionalInfo.mcc")
    call.need("additionalInfo.envInfo.terminalType")
    seconds = call.seconds("validUpTo", 1, WEEK)
    known = call.house.find(call.shop, reference)
    if known and known.fields["asked"] != json.dumps(call.told, sort_keys=True):
        raise Wrong(404, "18", "Inconsistent Request")
    return _made(call, known or _new(call, reference, amount, seconds))


def _new(call: Call, reference: str, amount: int, seconds: float) -> Payment:
    where = {one["type"]: one["url"] for one in call.told.get("urlParams", [])}
    if "PAY_RETURN" not in where or "NOTIFICATION" not in where:
        raise Wrong(400, "02", "Invalid Mandatory Field urlParams")
    [way] = call.told.get("payOptionDetails") or [{"payMethod": "BALANCE", "payOption": ""}]
    more: dict[str, Any] = {}
    if way["payOption"] == "NETWORK_PAY_PG_QRIS":
        more["qr"] = qris(amount, reference)
    if way["payMethod"] == "VIRTUAL_ACCOUNT":
        more["va"] = f"8528{int(hmac512.hashed(reference.encode()), 16) % 10**12:012d}"
    return call.house.make(
        call.shop, reference, way["payOption"] or "DANA", amount, seconds, kind="debit", notify=where["NOTIFICATION"],
        return_url=where["PAY_RETURN"], asked=json.dumps(call.told, sort_keys=True), **more,
    )  # fmt: skip


def _made(call: Call, payment: Payment) -> Response:
    code = payment.fields.get("qr") or payment.fields.get("va")
    told: dict[str, Any] = {"referenceNo": payment.id, "partnerReferenceNo": payment.reference}
    if code:
        return call.done(**told, additionalInfo={"paymentCode": code})
    return call.done(**told, webRedirectUrl=f"{call.house.address}/payer/{payment.id}")


def _found(call: Call) -> Payment:
    payment = call.house.find(
        call.shop, call.told.get("originalReferenceNo") or call.need("originalPartnerReferenceNo")
    )
    call.need("merchantId")
    if payment is None:
        raise Wrong(404, "01", "Transaction Not Found")
    return payment


def status(call: Call) -> Response:
    """How far it is, with refunds as one sum."""
    payment = _found(call)
    back = {"amountDetail": {"refundAmount": value(payment.refunded)}} if payment.refunds else {}
    paid = {"paidTime": when(payment.paid_at)} if payment.paid else {}
    fee = {"feeAmount": {"value": f"{payment.paid * 0.007:.2f}", "currency": "IDR"}} if payment.paid else {}
    return call.done(
        serviceCode="54", transAmount=value(payment.paid or payment.amount), **news(payment, **back), **paid, **fee
    )


def news(payment: Payment, **more: Any) -> dict[str, Any]:
    """What a status and a notice have in common."""
    return {
        "originalPartnerReferenceNo": payment.reference,
        "originalReferenceNo": payment.id,
        "merchantId": payment.merchant,
        "amount": value(payment.paid or payment.amount),
        "latestTransactionStatus": FLAGS[payment.state],
        "transactionStatusDesc": payment.state,
        "additionalInfo": more,
    }


def cancel(call: Call) -> Response:
    """Closed, unless it was paid."""
    payment = _found(call)
    try:
        call.house.do(payment, "cancel")
    except Impossible:
        raise Wrong(403, "15", "Transaction Not Permitted") from None
    return call.done(originalReferenceNo=payment.id, cancelTime=when(call.house.clock.now()))


def refund(call: Call) -> Response:
    """Done at once; the same number with the same amount again is the same refund."""
    payment, number, amount = _found(call), call.need("partnerRefundNo"), call.amount("refundAmount")
    known = next((one for one in payment.refunds if one["key"] == number), None)
    if known and known["amount"] != amount:
        raise Wrong(404, "18", "Inconsistent Request")
    if known is None:
        if payment.state != "paid" or not 1 <= amount <= left(payment):
            raise Wrong(404, "13", "Invalid Amount")
        now = call.house.clock.now()
        known = {"id": f"DR{len(payment.refunds) + 1}-{payment.id[:8]}", "key": number, "amount": amount,
                 "state": "done", "at": now}  # fmt: skip
        payment.refunds.append(known)
        call.house.store.save("payment", payment.id, payment)
    return call.done(
        originalPartnerReferenceNo=payment.reference, originalReferenceNo=payment.id, refundNo=known["id"],
        partnerRefundNo=number, refundAmount=value(amount), refundTime=when(known["at"]),
    )  # fmt: skip
