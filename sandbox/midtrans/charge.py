"""What each payment type of a charge asks for and answers with."""

from collections.abc import Callable
from typing import Any
from zlib import crc32

from ..store import Payment
from ..tlv import qris

KINDS = ("bank_transfer", "permata", "echannel", "gopay", "qris", "shopeepay", "ovo", "cstore", "akulaku", "kredivo")
BANKS, STORES = ("bca", "bni", "bri", "cimb", "permata"), ("alfamart", "indomaret")
SECONDS = {"gopay": 900, "qris": 900, "shopeepay": 1_200, "ovo": 65, "akulaku": 7_200}
DAY = 86_400
UNITS = {"second": 1, "minute": 60, "hour": 3_600, "day": DAY}
NO_WALLET = "0000"
"""A phone number that ends so has no OVO."""

Fields = dict[str, Any]


class Bad(Exception):
    """The request is not as Midtrans wants it: its code and its words."""


def checked(asked: Any) -> str:
    """The method's own name: the bank or the store where there is one. Raises Bad."""
    if not isinstance(asked, dict) or not isinstance(asked.get("transaction_details"), dict):
        raise Bad("413", "The request could not be processed due to malformed syntax in the request body")
    order, kind = asked["transaction_details"], asked.get("payment_type")
    amount, name = order.get("gross_amount"), order.get("order_id")
    if kind not in KINDS or not isinstance(name, str) or not 0 < len(name) <= 50:
        raise Bad("400", "One or more parameters in the payload is invalid.")
    if not isinstance(amount, int) or amount < 1:
        raise Bad("400", "transaction_details.gross_amount must be a whole number")
    items = asked.get("item_details") or []
    if items and sum(int(one["price"]) * int(one["quantity"]) for one in items) != amount:
        raise Bad("400", "transaction_details.gross_amount is not equal to the sum of item_details")
    if kind == "ovo" and str((asked.get("ovo") or {}).get("payer_phone_number", NO_WALLET)).endswith(NO_WALLET):
        raise Bad("404", "User with requested phone number doesn't exist")
    return _method(asked, str(kind))


def _method(asked: Fields, kind: str) -> str:
    if kind == "bank_transfer" and (asked.get(kind) or {}).get("bank") not in BANKS:
        raise Bad("400", "bank_transfer.bank is not supported")
    if kind == "cstore" and (asked.get(kind) or {}).get("store") not in STORES:
        raise Bad("400", "cstore.store is not supported")
    more = asked.get(kind) or {}
    return str(more.get("bank") or more.get("store") or kind)


def seconds_of(asked: Fields) -> int:
    """For how long it can be paid, from now by the twin's clock: the caller's clock is another one."""
    kind, wanted = str(asked["payment_type"]), asked.get("custom_expiry")
    if kind == "ovo" or not wanted:
        return SECONDS.get(kind, DAY)
    return int(wanted["expiry_duration"]) * UNITS[wanted.get("unit", "minute")]


def fields_of(address: str, kind: str, payment: Payment, asked: Fields) -> Fields:
    """What is kept of a transaction, and under `shown` what every body of it carries; `answered` only the first one."""
    make = _MAKERS.get(kind, _page)
    return {"payment_type": kind, **make(address, payment, asked.get(kind) or {})}


def _number(payment: Payment) -> str:
    return f"{crc32(payment.reference.encode()):012d}"


def _bank(_address: str, payment: Payment, more: Fields) -> Fields:
    if more.get("bank", payment.method).startswith("permata"):
        return _permata(_address, payment, more)
    bank, va = str(more.get("bank") or payment.method.removesuffix("_va")), "8" + _number(payment)
    return {"va": va, "shown": {"va_numbers": [{"bank": bank, "va_number": va}], "payment_amounts": []}}


def _permata(_address: str, payment: Payment, _more: Fields) -> Fields:
    va = "850" + _number(payment)
    return {"payment_type": "bank_transfer", "va": va, "shown": {"permata_va_number": va}}


def _bill(_address: str, payment: Payment, _more: Fields) -> Fields:
    key = _number(payment)
    return {"bill_key": key, "shown": {"biller_code": "70012", "bill_key": key}}


def _code(_address: str, payment: Payment, more: Fields) -> Fields:
    code = _number(payment)
    return {"code": code, "shown": {"payment_code": code, "store": more.get("store", payment.method)}}


def _qris(address: str, payment: Payment, more: Fields) -> Fields:
    text, acquirer = qris(payment.amount, payment.reference), more.get("acquirer", "gopay")
    answered = {"actions": [_picture(address, "qris", payment)], "qr_string": text}
    return {"qr": text, "shown": {"acquirer": acquirer}, "answered": answered}


def _gopay(address: str, payment: Payment, more: Fields) -> Fields:
    base = f"{address}/v2/{payment.id}"
    actions = [
        _picture(address, "gopay", payment),
        _link(address, payment),
        {"name": "get-status", "method": "GET", "url": f"{base}/status"},
        {"name": "cancel", "method": "POST", "url": f"{base}/cancel"},
    ]
    text = qris(payment.amount, payment.reference)
    return {"qr": text, "return_url": more.get("callback_url", ""), "answered": {"actions": actions}}


def _shopeepay(address: str, payment: Payment, more: Fields) -> Fields:
    return {"return_url": more.get("callback_url", ""), "answered": {"actions": [_link(address, payment)]}}


def _ovo(_address: str, payment: Payment, more: Fields) -> Fields:
    return {"shown": {"payer_phone_number": more.get("payer_phone_number", ""), "merchant_invoice": _number(payment)}}


def _page(address: str, payment: Payment, _more: Fields) -> Fields:
    return {"answered": {"redirect_url": f"{address}/v2/{payment.method}/redirect/{payment.id}"}}


def _picture(address: str, kind: str, payment: Payment) -> Fields:
    return {"name": "generate-qr-code", "method": "GET", "url": f"{address}/v2/{kind}/{payment.id}/qr-code"}


def _link(address: str, payment: Payment) -> Fields:
    return {"name": "deeplink-redirect", "method": "GET", "url": f"{address}/payer/{payment.id}"}


_MAKERS: dict[str, Callable[[str, Payment, Fields], Fields]] = {
    "bank_transfer": _bank, "permata": _permata, "echannel": _bill, "cstore": _code, "qris": _qris, "gopay": _gopay,
    "shopeepay": _shopeepay, "ovo": _ovo,
}  # fmt: skip
