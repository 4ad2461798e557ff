"""What a flash sale's buy form carries: one press of the button, signed, for this item, this price and this browser.

It stands in for the session's token as well: a page elsewhere does not know the cookie that the device comes from.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from flask import current_app, g
from itsdangerous import BadSignature, Signer

from app.core.ids import new_id, new_secret
from app.flash.item import FlashItem
from app.web import cookies

FIELD = "token"
DEVICE_BYTES = 12
PRICE_BYTES = 8


@dataclass(frozen=True)
class Press:
    """One press: its key (the same however often it is sent), the item, the price shown in minor units, the device."""

    key: UUID
    item_id: UUID
    price_amount: int
    device: str

    def is_for(self, item_id: UUID, device: str) -> bool:
        """Whether it is for this item, and the browser that sends it is the one that got the page."""
        return self.item_id == item_id and hmac.compare_digest(self.device, device)


def device() -> str:
    """What this browser is known by; a new one gets its cookie with the answer."""
    if not g.get("visit"):
        g.visit = cookies.read(cookies.VISIT) or new_secret()
    return device_of(g.visit)


def device_of(visit: str) -> str:
    """The short name of a browser's cookie; the cookie cannot be found from it."""
    return hashlib.sha256(b"device:" + visit.encode()).hexdigest()[: DEVICE_BYTES * 2]


def make_token(vendor_id: UUID, item: FlashItem, device: str, secret_key: str = "") -> str:
    """For one form; every page gets its own. It is worth something only while the sale runs: the sale says when."""
    told = (new_id().bytes, item.id.bytes, item.price_amount.to_bytes(PRICE_BYTES, "big"), bytes.fromhex(device))
    return (
        _signer(vendor_id, secret_key or current_app.config["SECRET_KEY"])
        .sign(urlsafe_b64encode(b"".join(told)))
        .decode()
    )


def read_token(vendor_id: UUID, token: str, secret_key: str = "") -> Press | None:
    """What the token says, None when it is not ours or another shop's."""
    try:
        signer = _signer(vendor_id, secret_key or current_app.config["SECRET_KEY"])
        told = urlsafe_b64decode(signer.unsign(token.encode()))
    except (BadSignature, NotBase64, UnicodeError):
        return None
    price = int.from_bytes(told[32 : 32 + PRICE_BYTES], "big")
    return Press(UUID(bytes=told[:16]), UUID(bytes=told[16:32]), price, told[32 + PRICE_BYTES :].hex())


@lru_cache(256)
def _signer(vendor_id: UUID, secret_key: str) -> Signer:
    return Signer(
        secret_key, salt=b"flash:" + vendor_id.bytes, sep=".", key_derivation="hmac", digest_method=hashlib.sha256
    )
