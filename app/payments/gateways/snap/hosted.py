"""The token that a provider fetches from us before it may notify (DOKU): we are the bank's counter here.

It proves itself by RSA over client id and time, and gets a JWT (RS256) of ours that lives 15 minutes.
"""

import base64
import hmac
import json
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization

from app.core.clock import now

from ... import bi_snap
from ...adapter import Account, Arrival, Reply
from ...failure import Forged

LIFE = timedelta(minutes=15)
SKEW = timedelta(minutes=10)
PATH = "access-token/b2b"
JSON = {"Content-Type": "application/json"}


def access_token(account: Account, arrival: Arrival) -> Reply | None:
    """The answer to that call, None for any other."""
    if not arrival.path.endswith(PATH):
        return None
    client, stamp = arrival.headers.get("x-client-key", ""), arrival.headers.get("x-timestamp", "")
    public = account.settings.get("provider_public_key", "")
    signed = bi_snap.is_signed(public, f"{client}|{stamp}", arrival.headers.get("x-signature", ""))
    if not public or not signed or client != account.keys.get("client_id") or not _is_fresh(stamp):
        refused = {"responseCode": "4017300", "responseMessage": "Unauthorized. Signature"}
        return Reply(401, bi_snap.compact(refused), JSON)
    made = {
        "responseCode": "2007300",
        "responseMessage": "Successful",
        "accessToken": make(account, client),
        "tokenType": "Bearer",
        "expiresIn": str(int(LIFE.total_seconds())),
    }
    return Reply(200, bi_snap.compact(made), JSON)


def _is_fresh(stamp: str) -> bool:
    try:
        return abs(datetime.fromisoformat(stamp) - now()) <= SKEW
    except (ValueError, TypeError):
        return False


def make(account: Account, client: str) -> str:
    """A JWT of ours for that client."""
    claims = {"clientId": client, "issuer": "NusaCart", "exp": int((now() + LIFE).timestamp())}
    head = _part({"alg": "RS256", "typ": "JWT"}) + "." + _part(claims)
    signature = base64.b64decode(bi_snap.sign(account.keys.get("private_key", ""), head))
    return head + "." + base64.urlsafe_b64encode(signature).rstrip(b"=").decode()


def is_ours(account: Account, token: str) -> bool:
    """Whether we made it, for this account, and it is still good. Only RS256 by our key is looked at."""
    head, dot, signature = token.rpartition(".")
    try:
        private = serialization.load_pem_private_key(account.keys.get("private_key", "").encode(), password=None)
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        public = private.public_key().public_bytes(serialization.Encoding.PEM, form).decode()
        claims = json.loads(_bytes(head.split(".")[1]))
        signed = base64.b64encode(_bytes(signature)).decode()
    except (ValueError, IndexError, TypeError):
        return False
    if not dot or not isinstance(claims, dict) or not bi_snap.is_signed(public, head, signed):
        return False
    alive = isinstance(claims.get("exp"), int) and claims["exp"] > now().timestamp()
    return alive and claims.get("clientId") == account.keys.get("client_id")


def by_our_token(account: Account, arrival: Arrival) -> None:
    """HMAC-SHA512 with the client's secret and a token of ours. Raises Forged."""
    token = arrival.headers.get("authorization", "").removeprefix("Bearer ")
    stamp, given = arrival.headers.get("x-timestamp", ""), arrival.headers.get("x-signature", "")
    if not token or not is_ours(account, token):
        raise Forged("the token is not ours or is over")
    path = urlsplit(account.notify_url).path + arrival.path
    for keys in account.key_sets():
        secret = keys.get("client_secret", "")
        made = bi_snap.symmetric(secret, arrival.method, path, token, arrival.body, stamp)
        if secret and hmac.compare_digest(given.encode(), made.encode()):
            return
    raise Forged("the signature does not fit")


def _part(told: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(bi_snap.compact(told)).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
