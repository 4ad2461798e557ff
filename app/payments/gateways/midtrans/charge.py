"""What a charge or a Snap page asks of each method.

Sources: Midtrans docs, the Core API page of each method, expire-a-snap-session and custom-expiry-object.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ...words import Charge, ChargeLine

JAKARTA = ZoneInfo("Asia/Jakarta")
BANKS = {"bca_va": "bca", "bni_va": "bni", "bri_va": "bri", "cimb_va": "cimb"}
STORES = ("alfamart", "indomaret")
ACQUIRERS = {"qris": "gopay", "gopay": "gopay", "shopeepay": "airpay shopee"}
SNAP_NAMES = {"qris": "other_qris", "mandiri_va": "echannel", "card": "credit_card"}
LONGEST_NAME = 50
LEAST_SECONDS, LEAST_MINUTES = 20, 5


def core(charge: Charge) -> dict[str, Any]:
    """The body of POST /v2/charge."""
    asked = {**_method(charge), **_what(charge), "custom_expiry": _expiry(charge)}
    if charge.method == "ovo":
        del asked["custom_expiry"]  # it is always 65 seconds there
    return asked


def page(charge: Charge) -> dict[str, Any]:
    """The body of POST /snap/v1/transactions: a hosted page for this one method.

    `expiry` ends both the page and what is chosen on it; without `start_time` it would begin anew with the choice.
    """
    minutes = max(LEAST_MINUTES, _seconds(charge) // 60)
    return {
        **_what(charge),
        "enabled_payments": [SNAP_NAMES.get(charge.method, charge.method)],
        "credit_card": {"secure": True},
        "gopay": {"enable_callback": True, "callback_url": charge.return_url},
        "shopeepay": {"callback_url": charge.return_url},
        "callbacks": {"finish": charge.return_url},
        "expiry": {"start_time": _wib(charge.made_at), "unit": "minute", "duration": minutes},
    }


def _method(charge: Charge) -> dict[str, Any]:
    method, back = charge.method, charge.return_url
    if method in BANKS:
        return {"payment_type": "bank_transfer", "bank_transfer": {"bank": BANKS[method]}}
    if method in STORES:
        return {"payment_type": "cstore", "cstore": {"store": method, "message": charge.description[:20]}}
    if method == "qris" or (method in ACQUIRERS and not charge.is_phone):
        # a link into an app opens nothing on a desk, so the wallet's own QRIS is shown there, as Snap does
        return {"payment_type": "qris", "qris": {"acquirer": ACQUIRERS[method]}}
    shapes: dict[str, dict[str, Any]] = {
        "permata_va": {"payment_type": "permata"},
        "mandiri_va": {
            "payment_type": "echannel",
            "echannel": {"bill_info1": "Tagihan:", "bill_info2": charge.description[:30]},
        },
        "gopay": {"payment_type": "gopay", "gopay": {"enable_callback": True, "callback_url": back}},
        "shopeepay": {"payment_type": "shopeepay", "shopeepay": {"callback_url": back}},
        "ovo": {"payment_type": "ovo", "ovo": {"payer_phone_number": _local(charge.payer_phone)}},
    }
    return shapes[method]


def _what(charge: Charge) -> dict[str, Any]:
    return {
        "transaction_details": {"order_id": charge.reference, "gross_amount": charge.money.amount},
        "item_details": _items(charge.lines),
        "customer_details": _customer(charge),
    }


def _items(lines: tuple[ChargeLine, ...]) -> list[dict[str, Any]]:
    return [
        {"id": str(place), "price": one.price_amount, "quantity": one.quantity, "name": one.name[:LONGEST_NAME]}
        for place, one in enumerate(lines, 1)
    ]


def _customer(charge: Charge) -> dict[str, str]:
    told = {"first_name": charge.payer_name, "phone": charge.payer_phone, "email": charge.payer_email}
    return {name: value for name, value in told.items() if value}


def _expiry(charge: Charge) -> dict[str, Any]:
    seconds = max(LEAST_SECONDS, _seconds(charge))
    return {"order_time": _wib(charge.made_at), "expiry_duration": seconds, "unit": "second"}


def _seconds(charge: Charge) -> int:
    return int((charge.expires_at - charge.made_at).total_seconds())


def _wib(moment: datetime) -> str:
    return moment.astimezone(JAKARTA).strftime("%Y-%m-%d %H:%M:%S +0700")


def _local(phone: str) -> str:
    """OVO's sample writes 0811…, not +62811…."""
    return "0" + phone.removeprefix("+62") if phone.startswith("+62") else phone
