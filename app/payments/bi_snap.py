"""SNAP, Bank Indonesia's standard for open payment APIs: how its calls are signed, and the token they carry.

Sources: Midtrans, "signature generation" and "access token API"; ASPI's standard as the providers quote it.
"""

import base64
import hashlib
import hmac
import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from . import failure, wire

JAKARTA = ZoneInfo("Asia/Jakarta")
FRESH = 0.8
"""The part of its life after which a token is fetched anew."""

LONGEST_LIFE = 3_600.0
_tokens: dict[tuple[str, str, bytes], tuple[str, float]] = {}
_lock = threading.Lock()


def timestamp(moment: datetime) -> str:
    """ISO 8601 with the offset of Jakarta, to the second."""
    return moment.astimezone(JAKARTA).isoformat(timespec="seconds")


def body_hash(body: bytes) -> str:
    """Lower-case hex of SHA-256 over the minified body: the very bytes that are sent."""
    return hashlib.sha256(body).hexdigest()


_SPACE = re.compile(rb'("(?:\\.|[^"\\])*+"?)|[ \t\r\n]+', re.DOTALL)


def minified(body: bytes) -> bytes:
    """The same JSON without white space outside its strings; every other byte stays as it came."""
    return _SPACE.sub(rb"\1", body)


def body_hashes(body: bytes) -> set[str]:
    """What a sender may have signed: the standard says the minified body, some hash the bytes as they are."""
    return {body_hash(body), body_hash(minified(body))}


def symmetric(secret: str, method: str, path: str, token: str, body: bytes, stamp: str) -> str:
    """HMAC-SHA512 over METHOD:path:token:hash:timestamp, in base64."""
    return symmetric_over(secret, f"{method}:{path}:{token}:{body_hash(body)}:{stamp}")


def symmetric_over(secret: str, text: str) -> str:
    """HMAC-SHA512 over a string to sign, in base64."""
    return base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha512).digest()).decode()


def sign(private_key: str, text: str) -> str:
    """RSASSA-PKCS1-v1_5 with SHA-256, in base64. Raises KeysRefused when the key is none."""
    try:
        key = serialization.load_pem_private_key(private_key.encode(), password=None)
    except (ValueError, TypeError) as error:
        raise failure.KeysRefused("the private key is not an RSA key in PEM form") from error
    if not isinstance(key, rsa.RSAPrivateKey):
        raise failure.KeysRefused("the private key is not an RSA key in PEM form")
    return base64.b64encode(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()


def is_signed(public_key: str, text: str, signature: str) -> bool:
    """Whether the signature is by the owner of that key; False for a key or signature that is none."""
    try:
        key = serialization.load_pem_public_key(public_key.encode())
        if not isinstance(key, rsa.RSAPublicKey):
            return False
        key.verify(base64.b64decode(signature, validate=True), text.encode(), padding.PKCS1v15(), hashes.SHA256())
    except (ValueError, InvalidSignature):
        return False
    return True


def token(url: str, keys: Mapping[str, str], stamp: str) -> str:
    """The B2B access token of a client, from memory while it is fresh.

    Raises KeysRefused, or Down for whatever else went wrong: fetching a token does nothing to anybody's money.
    """
    name = _name(url, keys)
    with _lock:
        kept, until = _tokens.get(name, ("", 0.0))
        if until > time.monotonic():
            return kept
    told = _fetched(url, keys, stamp)
    made = str(told.get("accessToken") or "")
    if not made:
        raise failure.KeysRefused("no token was given", code=str(told.get("responseCode") or ""))
    with _lock:
        _tokens[name] = (made, time.monotonic() + FRESH * _seconds(told.get("expiresIn")))
    return made


def forget_token(url: str, keys: Mapping[str, str]) -> None:
    """It was refused: the next call fetches another."""
    with _lock:
        _tokens.pop(_name(url, keys), None)


def _name(url: str, keys: Mapping[str, str]) -> tuple[str, str, bytes]:
    """A token belongs to whoever holds the private key, not to whoever knows the client's id."""
    return url, keys.get("client_id", ""), hashlib.sha256(keys.get("private_key", "").encode()).digest()


def _fetched(url: str, keys: Mapping[str, str], stamp: str) -> dict[str, object]:
    client = keys.get("client_id", "")
    headers = {
        "Content-Type": "application/json",
        "X-CLIENT-KEY": client,
        "X-TIMESTAMP": stamp,
        "X-SIGNATURE": sign(keys.get("private_key", ""), f"{client}|{stamp}"),
    }
    try:
        answer = wire.send("POST", url, headers=headers, body=b'{"grantType":"client_credentials"}')
        told = answer.json()
    except failure.UnknownOutcome as error:
        raise failure.Down(error.told, code=error.code) from error
    if answer.status in (400, 401, 403):
        raise failure.KeysRefused(str(told.get("responseMessage") or ""), code=str(told.get("responseCode") or "401"))
    if answer.status != 200:
        raise failure.Down(code=str(answer.status))
    return told


def _seconds(value: object) -> float:
    try:
        return min(float(str(value)), LONGEST_LIFE)
    except ValueError:
        return 0.0


def compact(told: Mapping[str, object]) -> bytes:
    """The minified body."""
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()


Signer = Callable[[str, str, bytes, str], dict[str, str]]
"""Makes the headers that authorise METHOD, path, body and timestamp."""


def with_token(keys: Mapping[str, str], token_url: str) -> Signer:
    """HMAC with the client's secret and a token (Midtrans, DOKU)."""

    def signer(method: str, path: str, body: bytes, stamp: str) -> dict[str, str]:
        carried = token(token_url, keys, stamp)
        signed = symmetric(keys.get("client_secret", ""), method, path, carried, body, stamp)
        return {"Authorization": f"Bearer {carried}", "X-SIGNATURE": signed}

    return signer


def with_key(keys: Mapping[str, str], _token_url: str) -> Signer:
    """RSA over METHOD:path:hash:timestamp, without a token (DANA)."""

    def signer(method: str, path: str, body: bytes, stamp: str) -> dict[str, str]:
        return {"X-SIGNATURE": sign(keys.get("private_key", ""), f"{method}:{path}:{body_hash(body)}:{stamp}")}

    return signer
