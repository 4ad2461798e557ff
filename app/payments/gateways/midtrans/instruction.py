"""What the payer has to do, as far as the body of a transaction tells it.

Charge answers tell all of it; a status or a notification tells numbers and codes, but no QR and no links.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from ...words import Instruction

OVO_SECONDS = 55
"""Of the 65 that an OVO transaction lives, the payer has these (Midtrans docs, ewallet-ovo)."""


def instructions(told: Mapping[str, Any]) -> list[Instruction]:
    """All that is in it, the plainest first."""
    return [*_numbers(told), *_codes(told), *_qr(told), *_links(told)]


def picture(base: str, told: Mapping[str, Any]) -> Iterator[Instruction]:
    """The provider's own picture of the QR, at the address that every charge names, for when its text is not told."""
    kind, id_ = told.get("payment_type"), told.get("transaction_id")
    if kind in ("qris", "gopay") and id_:
        yield Instruction("redirect", {"url": f"{base}/v2/{kind}/{quote(str(id_), safe='')}/qr-code"})


def _numbers(told: Mapping[str, Any]) -> Iterator[Instruction]:
    for one in _mappings(told.get("va_numbers")):
        yield Instruction("va", {"bank": str(one.get("bank")), "number": str(one.get("va_number")), "name": ""})
    if told.get("permata_va_number"):
        yield Instruction("va", {"bank": "permata", "number": str(told["permata_va_number"]), "name": ""})


def _codes(told: Mapping[str, Any]) -> Iterator[Instruction]:
    if told.get("bill_key"):
        particulars = {"biller_code": str(told.get("biller_code") or ""), "bill_key": str(told["bill_key"])}
        yield Instruction("bill", particulars)
    if told.get("payment_code"):
        yield Instruction("code", {"store": str(told.get("store") or ""), "code": str(told["payment_code"])})


def _qr(told: Mapping[str, Any]) -> Iterator[Instruction]:
    if told.get("qr_string"):
        yield Instruction("qr", {"payload": str(told["qr_string"])})


def _links(told: Mapping[str, Any]) -> Iterator[Instruction]:
    if told.get("redirect_url"):
        yield Instruction("redirect", {"url": str(told["redirect_url"])})
    if told.get("payment_type") == "ovo" and told.get("payer_phone_number"):
        yield Instruction("push", {"phone": str(told["payer_phone_number"]), "seconds": OVO_SECONDS})
    for action in _mappings(told.get("actions")):
        if action.get("name") == "deeplink-redirect":
            yield Instruction("deeplink", {"url": str(action.get("url"))})


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
