"""SNAP's signatures, written for the twins from the standard's text: nothing of it is the adapters'."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

WIB = timezone(timedelta(hours=7))


def now_text(moment: float) -> str:
    """ISO 8601, Jakarta."""
    return datetime.fromtimestamp(moment, UTC).astimezone(WIB).strftime("%Y-%m-%dT%H:%M:%S+07:00")


def hashed(body: bytes) -> str:
    """The hash of a body."""
    return hashlib.new("sha256", body).digest().hex()


def hmac_of(secret: str, *parts: str) -> str:
    """Base64 of HMAC-SHA512 over the parts joined by colons."""
    machine = hmac.HMAC(secret.encode(), digestmod="sha512")
    machine.update(":".join(parts).encode())
    return base64.standard_b64encode(machine.digest()).decode("ascii")


def rsa_by(private_pem: str, text: str) -> str:
    """Sign as the provider."""
    key: Any = load_pem_private_key(private_pem.encode(), None)
    return base64.standard_b64encode(key.sign(text.encode(), PKCS1v15(), SHA256())).decode("ascii")


def rsa_fits(public_pem: str, text: str, signature: str) -> bool:
    """Whether a client signed this."""
    key: Any = load_pem_public_key(public_pem.encode())
    try:
        key.verify(base64.standard_b64decode(signature), text.encode(), PKCS1v15(), SHA256())
    except (InvalidSignature, ValueError):
        return False
    return True


def packed(told: Any) -> bytes:
    """Minified."""
    return json.dumps(told, separators=(",", ":")).encode()
