"""Xendit's names for the ways to pay, and what each wants to be told.

The full list of properties a channel lives in a web widget; these are from the samples of the reference of payment
requests v3 and of "migrate direct per-channel APIs to v3" (2026-07-27). OVO's phone field is UNVERIFIED.
"""

import re
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from ...words import Charge, Instruction
from .value import text, within

INVOICED = {"card": "CREDIT_CARD", "jeniuspay": "JENIUSPAY", "bri_debit": "DD_BRI"}
"""Paid on a page of Xendit: it keeps card numbers away from us, and it asks for the cashtag of Jenius and for the card
of a direct debit, which a payment request would want to hear from us."""
CODES = {
    "qris": "QRIS", "ovo": "OVO", "dana": "DANA", "shopeepay": "SHOPEEPAY", "linkaja": "LINKAJA",
    "astrapay": "ASTRAPAY", "gopay": "GOPAY", "alfamart": "ALFAMART", "indomaret": "INDOMARET", "kredivo": "KREDIVO",
    "akulaku": "AKULAKU", "indodana": "INDODANA", "atome": "ATOME", "sampoerna_va": "BSS_VIRTUAL_ACCOUNT",
}  # fmt: skip
STORES = ("alfamart", "indomaret")
PUSH_SECONDS = 900
"""OVO's request lives for a quarter of an hour (Xendit, channel page of OVO)."""


def code(method: str) -> str:
    """The channel code of v3, which is not the one of v2."""
    return CODES.get(method) or f"{method.removesuffix('_va').upper()}_VIRTUAL_ACCOUNT"


def kind(method: str) -> str:
    """The type of the payment request: a code for a shop's till exists only as one that could be paid again."""
    return "REUSABLE_PAYMENT_CODE" if method in STORES else "PAY"


def properties(charge: Charge) -> dict[str, str]:
    """Only codes and accounts take an end; QRIS and wallets have one of their own, and the room cancels earlier."""
    end = {"expires_at": charge.expires_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    if charge.method == "qris":
        return {"qr_string_type": "DYNAMIC"}
    if charge.method.endswith("_va"):
        return end | {"display_name": _plain(charge.payer_name)}
    if charge.method in STORES:
        return end | {"customer_name": _plain(charge.payer_name)}
    back = {"success_return_url": charge.return_url, "failure_return_url": charge.return_url}
    return back | ({"account_mobile_number": charge.payer_phone} if charge.method == "ovo" else {})


def _plain(name: str) -> str:
    """Banks show it on their machines: letters, digits and blanks pass everywhere."""
    return " ".join(re.sub(r"[^A-Za-z0-9]+", " ", name).split())[:40] or "Pelanggan"


def instructions(told: Mapping[str, Any], *, is_phone: bool = True) -> tuple[Instruction, ...]:
    """Each action by its descriptor, a page before an app where there is no phone; OVO without a page is a push."""
    actions = told.get("actions")
    found = [_step(told, one) for one in actions or () if isinstance(one, Mapping)] if isinstance(actions, list) else []
    steps = [step for step in found if step]
    if not steps and told.get("channel_code") == "OVO":
        phone = text(within(told, "channel_properties").get("account_mobile_number"))
        steps = [Instruction("push", {"phone": phone, "seconds": PUSH_SECONDS})]
    return tuple(sorted(steps, key=lambda step: step.kind == ("redirect" if is_phone else "deeplink")))


def _step(told: Mapping[str, Any], action: Mapping[str, Any]) -> Instruction | None:
    value, channel = text(action.get("value")), text(told.get("channel_code"))
    if action.get("descriptor") == "QR_STRING":
        return Instruction("qr", {"payload": value})
    if action.get("descriptor") == "VIRTUAL_ACCOUNT_NUMBER":
        bank = channel.removesuffix("_VIRTUAL_ACCOUNT").lower()
        name = text(within(told, "channel_properties").get("display_name"))
        return Instruction("va", {"bank": bank, "number": value, "name": name})
    if action.get("descriptor") == "PAYMENT_CODE":
        return Instruction("code", {"store": channel.lower(), "code": value})
    if action.get("descriptor") in ("WEB_URL", "DEEPLINK_URL"):
        return Instruction("redirect" if action["descriptor"] == "WEB_URL" else "deeplink", {"url": value})
    return None
