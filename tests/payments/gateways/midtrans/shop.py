"""A shop of its own at Midtrans's twin for each test, and its bodies."""

from dataclasses import replace
from itertools import count
from typing import Any

from app.payments.words import Account, Charge, Created, Reference
from tests.payments.twins import Ear, Twin, account, merchant

SERVER_KEY = "SB-Mid-server-TESTKEY000000000000"
_numbers = count(1)


def shop(twin: Twin, ear: Ear, use_snap: bool = False, **settings: Any) -> Account:
    """Registered with those settings at the twin."""
    name = f"toko-{next(_numbers)}"
    own = account(twin, ear.url, name=name)
    kept, _pasted, _settings = merchant("midtrans", name=name)
    twin.control("merchants", id=name, keys=kept, notify_url="", settings=settings)
    return replace(own, settings=dict(own.settings) | ({"use_snap": "1"} if use_snap else {}))


def settle_in(twin: Twin, own: Account, **settings: Any) -> None:
    """Change the settings of a shop at the twin."""
    name = own.keys["server_key"].removeprefix("SB-Mid-server-")
    kept, _pasted, _settings = merchant("midtrans", name=name)
    twin.control("merchants", id=name, keys=kept, notify_url="", settings=settings)


def named(one: Charge, created: Created | None = None) -> Reference:
    """As the room names an attempt, with what it showed the payer."""
    shown = {step.kind: step.as_json() for step in created.instructions} if created else {}
    return Reference(one.reference, created.provider_ref if created else "", one.method, one.money, one.made_at, shown)


def body(**more: Any) -> dict[str, Any]:
    """A paid transaction, as a notification tells it."""
    return {
        "transaction_id": "57d5293c-e65f-4a29-95e4-5959c3fa335b",
        "order_id": "TOKO-0001-1",
        "gross_amount": "44000.00",
        "currency": "IDR",
        "payment_type": "bank_transfer",
        "status_code": "200",
        "transaction_status": "settlement",
        "transaction_time": "2026-01-02 10:00:00",
        "fraud_status": "accept",
    } | more
