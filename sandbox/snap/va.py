"""Virtual accounts (27, 26, 31): Midtrans gives a bank's own number where it has to, DOKU wants its channels."""

import re
from typing import Any

from flask import Response

from ..house import Impossible
from ..store import Payment
from .door import Call, Wrong
from .state import FLAGS, value, when

PARTS = ("partnerServiceId", "customerNo", "virtualAccountNo")
BANKS = {"permata", "bca", "mandiri", "cimb", "bni", "bri", "danamon", "bsi", "seabank", "saqu"}
CHANNELS = {
    "VIRTUAL_ACCOUNT_BCA", "VIRTUAL_ACCOUNT_BANK_MANDIRI", "VIRTUAL_ACCOUNT_BRI", "VIRTUAL_ACCOUNT_BNI",
    "VIRTUAL_ACCOUNT_BANK_DANAMON", "VIRTUAL_ACCOUNT_BANK_PERMATA", "VIRTUAL_ACCOUNT_MAYBANK", "VIRTUAL_ACCOUNT_BNC",
    "VIRTUAL_ACCOUNT_BTN", "VIRTUAL_ACCOUNT_BSI", "VIRTUAL_ACCOUNT_BANK_CIMB", "VIRTUAL_ACCOUNT_SINARMAS",
    "VIRTUAL_ACCOUNT_DOKU", "VIRTUAL_ACCOUNT_BSS",
}  # fmt: skip
LONGEST = 180 * 86_400.0
SLOW_STATUS = 60.0
"""DOKU: ask no sooner than so long after the payment."""
REASONS = {"00": ("Success", "Sukses"), "03": ("Pending", "Tertunda"), "08": ("Expired", "Kedaluwarsa")}


def create(call: Call) -> Response:
    """A number for one payment of one amount."""
    parts = {name: call.need(name) for name in PARTS}
    if not re.fullmatch(r" {0,7}\d{1,8}", parts["partnerServiceId"]) or len(parts["partnerServiceId"]) != 8:
        raise Wrong(400, "01", "Invalid Field Format partnerServiceId")
    if not re.fullmatch(r"\d{1,20}", parts["customerNo"]):
        raise Wrong(400, "01", "Invalid Field Format customerNo")
    if parts["virtualAccountNo"] != parts["partnerServiceId"] + parts["customerNo"]:
        raise Wrong(400, "01", "Invalid Field Format virtualAccountNo")
    where = _doku(call) if call.profile == "doku" else _midtrans(call)
    reference, name = call.need("trxId"), call.need("virtualAccountName")
    if call.house.find(call.shop, reference):
        raise Wrong(409, "00", "Conflict")
    if call.profile == "midtrans":
        parts = _of_the_bank(call, where, parts)
    payment = call.house.make(
        call.shop, reference, where, call.amount("totalAmount"), call.seconds("expiredDate", 1, LONGEST),
        kind="va", va=parts["virtualAccountNo"].strip(), parts=parts, payer=name,
    )  # fmt: skip
    more = {"virtualAccountName": name, "trxId": reference, "totalAmount": value(payment.amount)}
    data = parts | more | {"expiredDate": when(payment.expires), "additionalInfo": call.told["additionalInfo"]}
    return call.done(virtualAccountData=data)


def _midtrans(call: Call) -> str:
    bank = call.need("additionalInfo.bank")
    call.need("additionalInfo.merchantId")
    if bank not in BANKS:
        raise Wrong(400, "01", "Invalid Field Format additionalInfo.bank")
    if bank == "mandiri":
        call.need("additionalInfo.mandiri.billInfo1")
        call.need("additionalInfo.mandiri.billInfo2")
    return bank


def _doku(call: Call) -> str:
    channel = call.need("additionalInfo.channel")
    if channel not in CHANNELS:
        raise Wrong(400, "01", "Invalid Field Format additionalInfo.channel")
    if call.need("virtualAccountTrxType") not in ("C", "O", "V"):
        raise Wrong(400, "01", "Invalid Field Format virtualAccountTrxType")
    if not re.fullmatch(r"[a-zA-Z0-9.\-/+,=_:'@% ]{1,255}", call.need("virtualAccountName")):
        raise Wrong(400, "01", "Invalid Field Format virtualAccountName")
    return channel


def _of_the_bank(call: Call, bank: str, parts: dict[str, str]) -> dict[str, str]:
    """BNI puts digits of its own before; a number in use is replaced by another."""
    service, customer = parts["partnerServiceId"].strip(), parts["customerNo"]
    if bank == "bni":
        service, customer = ("8" + service, customer[:12]) if len(service) == 3 else ("988" + service, customer[:8])
    while any(_full(service, customer) == one.fields.get("parts", {}).get("virtualAccountNo") for one in _open(call)):
        customer = str(int(customer) + 1).zfill(len(customer))
    return {"partnerServiceId": service.rjust(8), "customerNo": customer, "virtualAccountNo": _full(service, customer)}


def _full(service: str, customer: str) -> str:
    return service.rjust(8) + customer


def _open(call: Call) -> list[Payment]:
    return [one for one in call.house.store.all("payment") if one.state == "pending"]


def _found(call: Call, reference: str) -> Payment:
    """By number and transaction, both as they were given out."""
    payment = call.house.find(call.shop, reference)
    if payment is None or payment.fields.get("parts") != {name: call.need(name) for name in PARTS}:
        raise Wrong(404, "01" if call.profile == "midtrans" else "12", "Transaction Not Found")
    return payment


def status(call: Call) -> Response:
    """Whether it was paid."""
    payment = _found(call, call.need("inquiryRequestId"))
    data: dict[str, Any] = {**payment.fields["parts"], "inquiryRequestId": payment.reference}
    if call.profile == "doku":
        return call.done(virtualAccountData=data | _as_doku(call, payment))
    call.need("additionalInfo.merchantId")
    data |= {
        "totalAmount": value(payment.amount),
        "paymentFlagReason": {"english": payment.state},
        "paymentFlagStatus": FLAGS[payment.state],
        "trxDateTime": when(payment.created),
    }
    if payment.paid and payment.state == "paid":
        paid = {"transactionDate": when(payment.paid_at), "paymentRequestId": payment.id}
        data |= paid if payment.paid == payment.amount else paid | {"paidAmount": value(payment.paid)}
    return call.done(virtualAccountData=data, additionalInfo={})


def _as_doku(call: Call, payment: Payment) -> dict[str, Any]:
    """No digits, only words; and a payment shows a minute after it was made."""
    word = FLAGS[payment.state]
    if word == "00" and call.house.clock.now() < payment.paid_at + SLOW_STATUS:
        word = "03"
    english, indonesia = REASONS.get(word, (payment.state, payment.state))
    told: dict[str, Any] = {"paymentFlagReason": {"english": english, "indonesia": indonesia}}
    return told | ({"paidAmount": value(payment.paid), "paymentRequestId": payment.id} if word == "00" else {})


def delete(call: Call) -> Response:
    """The number is no more."""
    payment = _found(call, call.need("trxId"))
    try:
        call.house.do(payment, "cancel")
    except Impossible:
        raise Wrong(404, "14" if payment.paid else "19", "Paid Bill" if payment.paid else "Invalid Bill") from None
    return call.done(virtualAccountData={**payment.fields["parts"], "trxId": payment.reference, "additionalInfo": {}})
