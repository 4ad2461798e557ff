"""Take out of what providers say whatever could be used to pay, to sign, or to find a person."""

import json
import re
from collections.abc import Mapping
from typing import Any

HIDDEN = "***"
_NAMES = re.compile(
    r"(^|[_-])(signature|sign|token|secret|password|authorization|cvn?v?|otp|pin|key|card_number|pan|email|"
    r"address|nik|npwp)($|[_-])|signature_key|accesstoken|client_?key|server_?key|callback-token|payer_?email",
    re.IGNORECASE,
)
_PHONES = re.compile(r"(phone|mobile|msisdn)", re.IGNORECASE)
_KEPT = {"bill_key", "refund_key", "idempotency-key", "idempotency_key"}
_CARD = re.compile(r"\b\d{13,19}\b")


def scrubbed(value: Any) -> Any:
    """The same without secrets: names tell most of them, digits that pass Luhn's test the card numbers."""
    if isinstance(value, Mapping):
        return {name: _one(str(name), inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [scrubbed(inner) for inner in value]
    if isinstance(value, str):
        return _CARD.sub(lambda found: HIDDEN if _is_card(found[0]) else found[0], value)
    return value


def scrubbed_text(body: bytes) -> str:
    """A raw body as text to show: scrubbed JSON where it is JSON, else as it came, without what is no text."""
    text = body.decode("utf8", errors="replace").replace("\x00", "\ufffd")
    try:
        return json.dumps(scrubbed(json.loads(text)), ensure_ascii=False, indent=2)
    except ValueError:
        return scrubbed(text[:20_000])


def _one(name: str, value: Any) -> Any:
    if name.lower() in _KEPT or isinstance(value, Mapping | list):
        return scrubbed(value)
    if _NAMES.search(name):
        return HIDDEN
    if _PHONES.search(name):
        return HIDDEN + str(value)[-3:]
    return scrubbed(value)


def _is_card(digits: str) -> bool:
    """Luhn's test (ISO/IEC 7812-1 annex B), for numbers that begin like a payment card's."""
    if digits[0] not in "3456":
        return False
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
