"""The signature of a notification: lower-case hex of SHA-512 over order_id, status_code, gross_amount and server key.

Source: Midtrans docs, https-notification-webhooks. The strings are taken as they were received.
"""

import hashlib
import hmac
import json

from ...failure import Forged
from ...words import Account


def make(order_id: str, status_code: str, gross_amount: str, server_key: str) -> str:
    """The signature over those strings. Raises ValueError for half characters, which have no bytes."""
    return hashlib.sha512(f"{order_id}{status_code}{gross_amount}{server_key}".encode()).hexdigest()


def verify(account: Account, body: bytes) -> None:
    """Raises Forged, also where no key is set."""
    try:
        told = json.loads(body)
        given = str(told["signature_key"]).encode()
        order, code, gross = (told[name] for name in ("order_id", "status_code", "gross_amount"))
        if not all(isinstance(part, str) for part in (order, code, gross)):
            raise Forged("its values are not the strings that were signed")
        servers = [keys.get("server_key", "") for keys in account.key_sets()]
        made = [make(order, code, gross, key).encode() for key in servers if key]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Forged("not a signed notification") from error
    if not any(hmac.compare_digest(given, one) for one in made):
        raise Forged("the signature does not fit")
