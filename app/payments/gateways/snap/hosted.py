"""The token that a provider fetches from us before it may notify (DOKU): we are the bank's counter here.

It proves itself by RSA over client id and time, and gets a JWT (RS256) of ours that lives 15 minutes.
Source: DOKU's Python library, its token service; RFC 7515 and 7519.
"""

import base64
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives import serialization

from app.core.clock import now

from ... import bi_snap
from ...failure import Forged, KeysRefused
from ...words import Account, Arrival, Reply
from .verifier import paths, provider_keys

LIFE = timedelta(minutes=15)
SKEW = timedelta(minutes=10)
PATH = "access-token/b2b"


def access_token(account: Account, arrival: Arrival) -> Reply | None:
    """The answer to that call, None for any other."""
    if not arrival.path.rstrip("/").endswith(PATH):
        return None
    client, stamp = arrival.headers.get("x-client-key", ""), arrival.headers.get("x-timestamp", "")
    given = arrival.headers.get("x-signature", "")
    is_known = bool(client) and any(client == keys.get("client_id") for keys in account.key_sets())
    is_signed = any(bi_snap.is_signed(key, f"{client}|{stamp}", given) for key in provider_keys(account))
    if not (is_known and is_signed and _is_fresh(stamp)):
        return _answer(401, client, {"responseCode": "4017300", "responseMessage": "Unauthorized. Invalid Signature"})
    try:
        made = make(account.keys, client)
    except KeysRefused:
        return _answer(503, client, {"responseCode": "5037300", "responseMessage": "Service Unavailable"})
    told = {"responseCode": "2007300", "responseMessage": "Successful", "accessToken": made, "tokenType": "Bearer"}
    return _answer(200, client, told | {"expiresIn": int(LIFE.total_seconds()), "additionalInfo": ""})


def _answer(status: int, client: str, told: Mapping[str, object]) -> Reply:
    headers = {"Content-Type": "application/json", "X-CLIENT-KEY": client, "X-TIMESTAMP": bi_snap.timestamp(now())}
    return Reply(status, bi_snap.compact(told), headers)


def _is_fresh(stamp: str) -> bool:
    try:
        return abs(datetime.fromisoformat(stamp) - now()) <= SKEW
    except (ValueError, TypeError, OverflowError):
        return False


def make(keys: Mapping[str, str], client: str) -> str:
    """A JWT of ours for that client. Raises KeysRefused without a private key."""
    claims = {"exp": int((now() + LIFE).timestamp()), "issuer": "NusaCart", "clientId": client}
    head = _part({"alg": "RS256", "typ": "JWT"}) + "." + _part(claims)
    signature = base64.b64decode(bi_snap.sign(keys.get("private_key", ""), head))
    return head + "." + base64.urlsafe_b64encode(signature).rstrip(b"=").decode()


def is_ours(keys: Mapping[str, str], token: str) -> bool:
    """Whether we made it with these keys, and it is still good. What its header says of the algorithm is not asked."""
    head, _, signature = token.rpartition(".")
    try:
        claims: Any = json.loads(_bytes(head.partition(".")[2]))
        signed = base64.b64encode(_bytes(signature)).decode()
    except (ValueError, RecursionError):
        return False
    if not isinstance(claims, dict) or not bi_snap.is_signed(_public(keys), head, signed):
        return False
    return claims.get("exp", 0) > now().timestamp() and claims.get("clientId") == keys.get("client_id")


def _public(keys: Mapping[str, str]) -> str:
    """The public half of our own key, "" if there is none."""
    try:
        private = serialization.load_pem_private_key(keys.get("private_key", "").encode(), password=None)
    except (ValueError, TypeError):
        return ""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return private.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def by_our_token(account: Account, arrival: Arrival) -> None:
    """HMAC-SHA512 with the client's secret and a token of ours. Raises Forged."""
    scheme, _, token = arrival.headers.get("authorization", "").partition(" ")
    stamp, given = arrival.headers.get("x-timestamp", ""), arrival.headers.get("x-signature", "")
    if scheme.lower() != "bearer" or not any(is_ours(keys, token) for keys in account.key_sets()):
        raise Forged("the token is not ours or is over")
    texts = [
        f"{arrival.method}:{path}:{token}:{digest}:{stamp}"
        for path in paths(account, arrival)
        for digest in bi_snap.body_hashes(arrival.body)
    ]
    secrets = [secret for keys in account.key_sets() if (secret := keys.get("client_secret", ""))]
    made = [bi_snap.symmetric_over(secret, text) for secret in secrets for text in texts]
    fits = [hmac.compare_digest(given.encode(), one.encode()) for one in made]
    if not any(fits):
        raise Forged("the signature does not fit")


def _part(told: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(bi_snap.compact(told)).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
