"""`POST /checkout/v1/payment`: what it wants of a body, and the page that it opens."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlsplit

from flask import request

from ..house import House
from ..store import Payment
from .door import shop, unfit

BANKS = ("BCA", "BANK_MANDIRI", "BANK_SYARIAH_MANDIRI", "BRI", "BNI", "BANK_PERMATA", "BANK_CIMB", "BANK_DANAMON",
         "BNC", "BTN", "MAYBANK", "SINARMAS")  # fmt: skip
WALLETS = ("SHOPEE_PAY", "OVO", "DANA", "LINKAJA", "DOKU")
CHANNELS = {
    *(f"VIRTUAL_ACCOUNT_{bank}" for bank in BANKS), *(f"EMONEY_{wallet}" for wallet in WALLETS), "QRIS", "CREDIT_CARD",
    "DIRECT_DEBIT_BRI", "ONLINE_TO_OFFLINE_ALFA", "ONLINE_TO_OFFLINE_INDOMARET",
}  # fmt: skip
LONGEST_INVOICE, LONGEST_INVOICE_WITH_CARDS, LARGEST, DUE = 64, 30, 10**12, 60
WIB = timezone(timedelta(hours=7))


def asked() -> dict[str, Any]:
    """The body. Raises No with every field that is not as it should be."""
    told = request.get_json(silent=True)
    if not isinstance(told, dict):
        raise unfit("invalid request body")
    order, paid, who = (told.get(name) or {} for name in ("order", "payment", "customer"))
    longest = LONGEST_INVOICE if shop().settings.get("cards") == "off" else LONGEST_INVOICE_WITH_CARDS
    amount, due, types = order.get("amount"), paid.get("payment_due_date", DUE), paid.get("payment_method_types", [])
    rules = {
        "order.invoice_number must be filled": isinstance(order.get("invoice_number"), str) and order["invoice_number"],
        f"order.invoice_number length must be at most {longest}": len(str(order.get("invoice_number"))) <= longest,
        "order.amount must greater than 0": type(amount) is int and 0 < amount < LARGEST,
        "order.currency is not supported": order.get("currency", "IDR") == "IDR",
        "order.line_items is not valid": all(_is_item(one) for one in order.get("line_items", [])),
        "payment.payment_due_date is not valid": type(due) is int and 0 < due < 10**6,
        "payment.payment_method_types is not valid": set(types) <= CHANNELS,
        "customer.phone is not valid": str(who.get("phone", "62")).startswith("62"),
    }
    wrong = [message for message, is_right in rules.items() if not is_right]
    if wrong:
        raise unfit(*wrong)
    return told


def _is_item(one: dict[str, Any]) -> bool:
    return bool(one.get("name")) and type(one.get("price")) is int and one["price"] >= 0 and one.get("quantity", 0) > 0


def made(house: House, told: dict[str, Any]) -> dict[str, Any]:
    """Open a page and tell where it is. Raises No for an invoice number that was used."""
    order, paid = told["order"], told.get("payment", {})
    if house.find(shop(), order["invoice_number"]):
        raise unfit("INVOICE ALREADY USED")
    due = paid.get("payment_due_date", DUE)
    types = paid.get("payment_method_types") or sorted(CHANNELS)
    payment = house.make(
        shop(), order["invoice_number"], types[0], order["amount"], due * 60, state="new", types=types,
        return_url=order.get("callback_url", ""), notify=_override(told), request_id=request.headers["Request-Id"],
    )  # fmt: skip
    return {"message": ["SUCCESS"], "response": _response(house, payment, due, types)}


def _response(house: House, payment: Payment, due: int, types: list[str]) -> dict[str, Any]:
    return {
        "order": {"amount": str(payment.amount), "invoice_number": payment.reference, "session_id": payment.id[:32]},
        "payment": {
            "payment_method_types": types,
            "payment_due_date": due,
            "token_id": payment.id.replace("-", ""),
            "url": f"{house.address}/checkout-link-v2/{payment.id}",
            "expired_date": datetime.fromtimestamp(payment.expires, UTC).astimezone(WIB).strftime("%Y%m%d%H%M%S"),
        },
        "uuid": payment.id,
    }


def _override(told: dict[str, Any]) -> str:
    """Another address for notifications is heard only with the path that the back office knows.

    A merchant whose address is a path alone hears them where this sandbox was told to send them.
    """
    wanted = str((told.get("additional_info") or {}).get("override_notification_url") or "")
    known = urlsplit(shop().notify_url)
    return wanted if known.netloc and urlsplit(wanted).path == known.path else ""
