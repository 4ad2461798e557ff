"""What a charge asks of each method, and what the payer has to do according to the answer."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ...adapter import Charge, ChargeLine, Created, Instruction
from ...scrub import scrubbed_text
from ...state import State
from . import status

JAKARTA = ZoneInfo("Asia/Jakarta")
BANKS = {"bca_va": "bca", "bni_va": "bni", "bri_va": "bri", "cimb_va": "cimb"}
STORES = ("alfamart", "indomaret")
LONGEST_NAME = 50
SNAP_NAMES = {"qris": "other_qris", "mandiri_va": "echannel", "card": "credit_card"}


def core(charge: Charge) -> dict[str, Any]:
    """The body of POST /v2/charge."""
    asked = {
        **_method(charge),
        "transaction_details": {"order_id": charge.reference, "gross_amount": charge.money.amount},
        "item_details": _items(charge.lines),
        "customer_details": _customer(charge),
        "custom_expiry": {
            "order_time": charge.made_at.astimezone(JAKARTA).strftime("%Y-%m-%d %H:%M:%S +0700"),
            "expiry_duration": max(20, int((charge.expires_at - charge.made_at).total_seconds())),
            "unit": "second",
        },
    }
    if charge.method == "ovo":
        del asked["custom_expiry"]  # it is always 65 seconds there
    return asked


def _method(charge: Charge) -> dict[str, Any]:
    method, back = charge.method, charge.return_url
    if method in BANKS:
        return {"payment_type": "bank_transfer", "bank_transfer": {"bank": BANKS[method]}}
    if method in STORES:
        return {"payment_type": "cstore", "cstore": {"store": method, "message": charge.description[:20]}}
    shapes: dict[str, dict[str, Any]] = {
        "permata_va": {"payment_type": "permata"},
        "mandiri_va": {
            "payment_type": "echannel",
            "echannel": {"bill_info1": "Tagihan:", "bill_info2": charge.description[:30]},
        },
        "qris": {"payment_type": "qris", "qris": {"acquirer": "gopay"}},
        "gopay": {"payment_type": "gopay", "gopay": {"enable_callback": True, "callback_url": back}},
        "shopeepay": {"payment_type": "shopeepay", "shopeepay": {"callback_url": back}},
        "ovo": {"payment_type": "ovo", "ovo": {"payer_phone_number": charge.payer_phone}},
    }
    return shapes[method]


def page(charge: Charge) -> dict[str, Any]:
    """The body of POST /snap/v1/transactions: a hosted page for this one method."""
    minutes = max(5, int((charge.expires_at - charge.made_at).total_seconds() // 60))
    return {
        "transaction_details": {"order_id": charge.reference, "gross_amount": charge.money.amount},
        "item_details": _items(charge.lines),
        "customer_details": _customer(charge),
        "enabled_payments": [SNAP_NAMES.get(charge.method, charge.method)],
        "credit_card": {"secure": True},
        "callbacks": {"finish": charge.return_url},
        "expiry": {"unit": "minute", "duration": minutes},
        "page_expiry": {"unit": "minute", "duration": minutes},
    }


def _items(lines: tuple[ChargeLine, ...]) -> list[dict[str, Any]]:
    return [
        {"id": str(place), "price": one.price_amount, "quantity": one.quantity, "name": one.name[:LONGEST_NAME]}
        for place, one in enumerate(lines, 1)
    ]


def _customer(charge: Charge) -> dict[str, str]:
    told = {"first_name": charge.payer_name, "phone": charge.payer_phone, "email": charge.payer_email}
    return {name: value for name, value in told.items() if value}


def opened(told: Mapping[str, Any], charge: Charge) -> Created:
    """A Snap page to go to."""
    url = Instruction("redirect", {"url": str(told["redirect_url"])})
    return Created("", State.PENDING, (url,), charge.expires_at, scrubbed_text(json.dumps(told).encode()))


def charged(told: Mapping[str, Any], charge: Charge) -> Created:
    """A Core transaction: its state and what the payer has to do."""
    seen = status.read(told, charge.method)
    return Created(seen.provider_ref, seen.state, seen.instructions, _end(told) or charge.expires_at, seen.raw)


def _end(told: Mapping[str, Any]) -> datetime | None:
    try:
        return datetime.strptime(str(told.get("expiry_time")), "%Y-%m-%d %H:%M:%S").replace(tzinfo=JAKARTA)
    except ValueError:
        return None
