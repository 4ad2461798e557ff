"""Whether a notice is the provider's: RSA over METHOD:path:hash:timestamp, without a token (Midtrans, DANA).

Sources: Midtrans, "payment notification API"; DANA's Python library, its webhook parser.
"""

import re
from urllib.parse import urlsplit

from ... import bi_snap
from ...failure import Forged
from ...words import Account, Arrival

_PEM = re.compile(r"-----BEGIN [A-Z ]+-----.+?-----END [A-Z ]+-----", re.DOTALL)


def provider_keys(account: Account) -> list[str]:
    """Its public keys. A vendor may paste two, one below the other, while the provider changes from one to the next."""
    return _PEM.findall(account.settings.get("provider_public_key", ""))


def paths(account: Account, arrival: Arrival) -> list[str]:
    """What a sender may call our address: its whole path, or only the part that the standard names.

    UNVERIFIED which of them each provider signs for an address with a path of its own before it.
    """
    return [found for found in (urlsplit(account.notify_url).path + arrival.path, arrival.path) if found]


def by_provider_key(account: Account, arrival: Arrival) -> None:
    """Over the raw bytes, or the same minified. Raises Forged; always, where no key is set."""
    stamp, given = arrival.headers.get("x-timestamp", ""), arrival.headers.get("x-signature", "")
    texts = [
        f"{arrival.method}:{path}:{digest}:{stamp}"
        for path in paths(account, arrival)
        for digest in bi_snap.body_hashes(arrival.body)
    ]
    if not any(bi_snap.is_signed(key, text, given) for key in provider_keys(account) for text in texts):
        raise Forged("the provider's signature does not fit")
