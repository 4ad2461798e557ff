"""QRIS, merchant presented (47, 51, 77, 78)."""

from typing import Any

from flask import Response

from ..house import Impossible
from ..store import Payment
from ..tlv import qris
from .door import Call, Wrong
from .state import FLAGS, flag, left, refund_history, value, when

LONGEST = 180 * 86_400.0


def generate(call: Call) -> Response:
    """A code to scan."""
    reference, amount = call.need("partnerReferenceNo"), call.amount("amount")
    if call.house.find(call.shop, reference):
        raise Wrong(409, "01", "Duplicate partnerReferenceNo")
    if not 1 <= amount <= 20_000_000:
        raise Wrong(403, "02", "Exceeds Transaction Amount Limit")
    seconds = call.seconds("validityPeriod", 20, LONGEST) if "validityPeriod" in call.told else 900.0
    code = qris(amount, reference)
    payment = call.house.make(call.shop, reference, "qris", amount, seconds, qr=code, kind="qr")
    return call.done(
        "Request has been processed successfully", referenceNo=payment.id, partnerReferenceNo=reference, qrContent=code,
        qrUrl=f"{call.house.address}/payer/{payment.id}", qrImage="",
    )  # fmt: skip


def _found(call: Call) -> Payment | None:
    """By the provider's number, then by the merchant's."""
    for name in ("originalReferenceNo", "originalPartnerReferenceNo", "originalExternalId"):
        if wanted := call.told.get(name):
            return call.house.find(call.shop, str(wanted))
    raise Wrong(400, "02", "Invalid Mandatory Field originalReferenceNo")


def query(call: Call) -> Response:
    """How far it is. An unknown one is a 200 that says so."""
    if call.need("serviceCode") != "47":
        raise Wrong(400, "01", "Invalid Field Format serviceCode")
    payment = _found(call)
    if payment is None:
        return call.done(serviceCode="47", latestTransactionStatus="07", transactionStatusDesc="not found")
    told = news(payment)
    if "originalReferenceNo" in call.told:
        del told["originalPartnerReferenceNo"]
    return call.done(serviceCode="47", paidTime=when(payment.paid_at), **told)


def news(payment: Payment) -> dict[str, Any]:
    """What a query and a notice have in common."""
    back = {"refundHistory": refund_history(payment)} if payment.refunds else {}
    total = {"totalRefundAmount": value(payment.refunded)} if payment.refunded else {}
    return {
        "originalReferenceNo": payment.id,
        "originalPartnerReferenceNo": payment.reference,
        "latestTransactionStatus": flag(payment),
        "transactionStatusDesc": payment.state,
        "amount": value(payment.paid or payment.amount),
        "additionalInfo": back | total,
    }


def cancel(call: Call) -> Response:
    """The code is no more."""
    call.need("reason")
    payment = _found(call)
    if payment is None:
        raise Wrong(404, "01", "Transaction Not Found")
    try:
        call.house.do(payment, "cancel")
    except Impossible:
        raise Wrong(403, "15", f"Transaction Not Permitted.[{FLAGS[payment.state]}]") from None
    return call.done(originalReferenceNo=payment.id, cancelTime=when(call.house.clock.now()))


def refund(call: Call) -> Response:
    """Taken on now, confirmed later; the same number twice is one refund."""
    payment, number, amount = _found(call), call.need("partnerRefundNo"), call.amount("refundAmount")
    if payment is None:
        raise Wrong(404, "01", "Transaction Not Found")
    if any(one["key"] == number for one in payment.refunds):
        raise Wrong(409, "01", "Duplicate Transaction")
    if payment.state != "paid":
        raise Wrong(404, "00", "Invalid Transaction Status")
    if not 1 <= amount <= left(payment):
        raise Wrong(404, "13", "Invalid amount or user balance exceeded.")
    name = f"RF-{payment.id[:8]}-{len(payment.refunds) + 1}"
    now = call.house.clock.now()
    payment.refunds.append({"id": name, "key": number, "amount": amount, "state": "pending", "at": now})
    call.house.store.save("payment", payment.id, payment)
    return call.done(
        originalReferenceNo=payment.id, referenceNo=name, partnerRefundNo=number, refundAmount=value(amount),
        refundTime=when(now),
    )  # fmt: skip
