"""Providers' keys at rest: sealed with a key derived from the installation's own secret, never in a log or a page."""

import base64
import json
from collections.abc import Mapping
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.refusal import Refusal

from .installation import here


@cache
def _fernet(secret: str) -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=b"nusacart payment keys").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def seal(keys: Mapping[str, str]) -> bytes:
    """Keys by name as bytes that only this installation reads."""
    return _fernet(here.secret).encrypt(json.dumps(dict(keys)).encode())


def unseal(sealed: bytes) -> dict[str, str]:
    """The keys again. Raises Refusal when the installation's secret has changed since."""
    try:
        keys: dict[str, str] = json.loads(_fernet(here.secret).decrypt(sealed))
    except InvalidToken as error:
        raise Refusal(
            "Kunci penyedia pembayaran tidak bisa dibuka lagi karena rahasia instalasi berubah. Tempel ulang kuncinya."
        ) from error
    return keys
