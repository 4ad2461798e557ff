"""What the channels of the twin take, how long they live, what they cost, and how the payer is led to pay."""

import random
from typing import Any

from ..house import House
from ..store import Payment
from ..tlv import qris

HOUR, DAY = 3_600, 86_400
BANKS = {
    "BCA": (10_000, 50_000_000), "BNI": (1, 50_000_000), "BRI": (1, 50_000_000_000), "MANDIRI": (1, 50_000_000_000),
    "PERMATA": (1, 9_999_999_999), "BSI": (1, 50_000_000_000), "CIMB": (1, 50_000_000), "BJB": (1, 2_000_000_000),
    "BNC": (1, 50_000_000_000), "BSS": (1, 50_000_000_000), "HANA": (1, 50_000_000_000),
    "MUAMALAT": (1, 50_000_000_000),
}  # fmt: skip
STORES = {"ALFAMART": (10_000, 5_000_000), "INDOMARET": (10_000, 2_500_000)}
PAGES = {
    "DANA": (100, 20_000_000), "SHOPEEPAY": (1, 20_000_000), "LINKAJA": (100, 10_000_000),
    "ASTRAPAY": (100, 20_000_000), "GOPAY": (1, 50_000_000), "KREDIVO": (1_000, 30_000_000),
    "AKULAKU": (1_000, 25_000_000), "INDODANA": (10_000, 25_000_000), "ATOME": (50_000, 6_000_000),
}  # fmt: skip
LIMITS = {f"{bank}_VIRTUAL_ACCOUNT": limits for bank, limits in BANKS.items()} | STORES | PAGES | {
    "QRIS": (1, 20_000_000), "OVO": (100, 20_000_000), "CARDS": (5_000, 200_000_000),
}  # fmt: skip
LIVES = {
    "QRIS": 48 * HOUR, "OVO": 900, "ASTRAPAY": 900, "SHOPEEPAY": 1_200, "LINKAJA": 1_800, "GOPAY": 1_800, "DANA": HOUR,
    "ALFAMART": 48 * HOUR,
}  # fmt: skip
"""Seconds; a day for all others."""
WHOLE_ONLY = ("QRIS", "LINKAJA", "DD_BRI")
NO_REFUND = ("ASTRAPAY", "OVO", *STORES)
COSTS = {
    "QRIS": (70, 0), "OVO": (150, 0), "DANA": (150, 0), "LINKAJA": (150, 0), "ASTRAPAY": (150, 0), "GOPAY": (200, 0),
    "SHOPEEPAY": (200, 0), "KREDIVO": (230, 0), "AKULAKU": (170, 0), "INDODANA": (175, 0), "ATOME": (500, 0),
    "CREDIT_CARD": (290, 2_000), "JENIUSPAY": (200, 0), "DD_BRI": (190, 0), "ALFAMART": (0, 5_000),
    "INDOMARET": (0, 5_000),
}  # fmt: skip
"""Hundredths of a percent and rupiah; 4,000 for a virtual account."""
TAXED = ("QRIS", "SHOPEEPAY")
"""Whose percentage contains the tax already."""


def is_account(channel: str) -> bool:
    """A virtual account."""
    return channel.endswith("_VIRTUAL_ACCOUNT")


def can_refund(channel: str) -> bool:
    """Whether money goes back the way it came."""
    return channel not in NO_REFUND and not is_account(channel)


def is_whole_only(channel: str) -> bool:
    """Whether nothing but the whole amount goes back."""
    return channel in WHOLE_ONLY


def wanted(channel: str) -> tuple[str, ...]:
    """Properties that it cannot do without."""
    if is_account(channel):
        return ("display_name",)
    if channel in STORES:
        return ("customer_name",)
    if channel == "OVO":
        return ("account_mobile_number", "success_return_url")
    return ("success_return_url", "failure_return_url") if channel in PAGES else ()


def takes_an_end(channel: str) -> bool:
    """Whether `expires_at` is one of its properties."""
    return is_account(channel) or channel in STORES


def costs(channel: str, amount: int) -> tuple[float, float]:
    """Fee and tax. A percentage that contains the tax comes out with decimals, and is told so."""
    points, fixed = COSTS.get(channel, (0, 4_000))
    whole = amount * points / 10_000 + fixed
    if channel in TAXED:
        return round(whole / 1.11, 2), round(whole - whole / 1.11, 2)
    return round(whole), round(whole * 0.11)


def days_to_settle(channel: str) -> int:
    """T+n; 0 is at once."""
    if channel in ("BCA_VIRTUAL_ACCOUNT", "GOPAY"):
        return 1
    if is_account(channel) or channel == "DD_BRI":
        return 0
    return 5 if channel in STORES or channel == "CREDIT_CARD" else 2


def lead(house: House, payment: Payment) -> None:
    """Give the payment what its payer will type, scan or open."""
    channel, dice = payment.method, random.Random(payment.id)  # noqa: S311 - the same for the same payment, no secret
    number = f"{dice.randrange(10**12):012d}"
    if channel == "QRIS":
        payment.fields["qr"] = qris(payment.amount, payment.reference)
    elif is_account(channel):
        payment.fields["va"] = "8860" + number
    elif channel in STORES:
        payment.fields["code"] = "XNDT" + number
    elif channel != "OVO":
        payment.fields["url"] = f"{house.address}/web/{payment.id}"


def actions(payment: Payment) -> list[dict[str, str]]:
    """The same as the actions of a payment request; OVO's phone simply rings."""
    shown = (
        ("qr", "PRESENT_TO_CUSTOMER", "QR_STRING"),
        ("va", "PRESENT_TO_CUSTOMER", "VIRTUAL_ACCOUNT_NUMBER"),
        ("code", "PRESENT_TO_CUSTOMER", "PAYMENT_CODE"),
        ("url", "REDIRECT_CUSTOMER", "WEB_URL"),
    )
    fields: dict[str, Any] = payment.fields
    found = [
        {"type": kind, "descriptor": descriptor, "value": str(fields[name])}
        for name, kind, descriptor in shown
        if fields.get(name)
    ]
    if payment.method in ("GOPAY", "SHOPEEPAY"):
        found.append({**found[0], "descriptor": "DEEPLINK_URL", "value": f"{found[0]['value']}?app=1"})
    return found
