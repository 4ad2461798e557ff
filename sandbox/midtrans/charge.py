"""What each payment type of a charge asks and answers."""

from typing import Any
from zlib import crc32

from ..house import House
from ..store import Payment
from ..tlv import qris

CORE = {"bank_transfer", "permata", "echannel", "gopay", "qris", "shopeepay", "ovo", "cstore", "akulaku", "kredivo"}
BY_DEFAULT = {"gopay": 900, "qris": 900, "shopeepay": 1_200, "ovo": 65, "akulaku": 7_200}
UNITS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}


def method_of(asked: dict[str, Any]) -> str:
    """The method's own name: the bank or the store where there is one."""
    kind = str(asked["payment_type"])
    return str(asked.get(kind, {}).get("bank") or asked.get(kind, {}).get("store") or kind)


def seconds_of(asked: dict[str, Any]) -> int:
    """For how long it can be paid."""
    wanted = asked.get("custom_expiry") or {}
    if asked["payment_type"] == "ovo" or not wanted:
        return BY_DEFAULT.get(str(asked["payment_type"]), 86_400)
    return int(wanted["expiry_duration"]) * UNITS[wanted.get("unit", "minute")]


def fields_of(house: House, asked: dict[str, Any], payment: Payment) -> dict[str, Any]:
    """What is kept, and under `shown` what every body of it carries."""
    kind, number = str(asked["payment_type"]), f"{crc32(payment.reference.encode()):012d}"
    shown: dict[str, Any] = {}
    kept: dict[str, Any] = {"payment_type": kind}
    page = f"{house.address}/payer/{payment.id}"
    if kind == "bank_transfer":
        kept["va"] = "8" + number
        shown = {"va_numbers": [{"bank": payment.method, "va_number": kept["va"]}], "payment_amounts": []}
    elif kind == "permata":
        kept |= {"payment_type": "bank_transfer", "va": "850" + number}
        shown = {"permata_va_number": kept["va"]}
    elif kind == "echannel":
        kept["bill_key"] = number
        shown = {"biller_code": "70012", "bill_key": number}
    elif kind == "cstore":
        kept["code"] = number
        shown = {"payment_code": number, "store": payment.method}
    elif kind in ("qris", "gopay"):
        kept["qr"] = qris(payment.amount, payment.reference)
        link = f"{house.address}/v2/{kind}/{payment.id}/qr-code"
        actions = [{"name": "generate-qr-code", "method": "GET", "url": link}]
        if kind == "gopay":
            actions.append({"name": "deeplink-redirect", "method": "GET", "url": page})
            kept["return_url"] = asked.get("gopay", {}).get("callback_url", "")
        shown = {"actions": actions} | ({"qr_string": kept["qr"], "acquirer": "gopay"} if kind == "qris" else {})
    elif kind == "shopeepay":
        kept["return_url"] = asked.get("shopeepay", {}).get("callback_url", "")
        shown = {"actions": [{"name": "deeplink-redirect", "method": "GET", "url": page}]}
    elif kind == "ovo":
        shown = {"payer_phone_number": asked.get("ovo", {}).get("payer_phone_number", "")}
    else:
        shown = {"redirect_url": page}
    return kept | {"shown": shown}
