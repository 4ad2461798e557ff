"""The signature of every call: HMAC-SHA256 over named components, one a line, without a newline at the end.

Sources: DOKU, "signature component from request header" and "signature from API GET method" (non-SNAP). A GET has no
digest and no line for it. DOKU signs its answers too; they come over TLS from the host that was asked, which says
the same, so that signature is not checked.
"""

import base64
import hashlib
import hmac

from ...failure import Forged
from ...words import Account, Arrival


def digest(body: bytes) -> str:
    """Base64 of SHA-256 over the raw body."""
    return base64.b64encode(hashlib.sha256(body).digest()).decode()


def make(client: str, secret: str, request_id: str, stamp: str, target: str, body: bytes | None) -> str:
    """The value of the header Signature; `target` is the path alone, `body` None for a GET."""
    rows = [f"Client-Id:{client}", f"Request-Id:{request_id}", f"Request-Timestamp:{stamp}", f"Request-Target:{target}"]
    if body is not None:
        rows.append(f"Digest:{digest(body)}")
    signed = hmac.new(secret.encode(), "\n".join(rows).encode(), hashlib.sha256).digest()
    return "HMACSHA256=" + base64.b64encode(signed).decode()


def verify(account: Account, arrival: Arrival, target: str) -> None:
    """Raises Forged, also where no key is set or the client is another.

    `target` is the path that DOKU has of us, not the one that a proxy passed on.
    """
    given = arrival.headers.get("signature", "")
    client, request_id, stamp = (
        arrival.headers.get(name, "") for name in ("client-id", "request-id", "request-timestamp")
    )
    for keys in account.key_sets():
        secret, own = keys.get("secret_key", ""), keys.get("client_id", "")
        if not secret or not own or own != client:
            continue
        if _is_same(given, make(own, secret, request_id, stamp, target, arrival.body)):
            return
    raise Forged("the signature does not fit")


def _is_same(given: str, made: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), made.encode())
