"""Who signs how. The standard leaves it open, so each provider is a row here, not a branch in the code."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from app.core.clock import now

from ... import bi_snap
from ...adapter import Account, Arrival, SettlementLine
from ...failure import Forged, Invalid, KeysRefused
from . import hosted, settlement

Verifier = Callable[[Account, Arrival], None]


@dataclass(frozen=True)
class Profile:
    """`signer` authorises what we send, `verify` believes what we get; the rest is paths and hosts."""

    signer: Callable[[Mapping[str, str], str], bi_snap.Signer]
    verify: Verifier
    hosts: Mapping[str, str]
    token_path: str
    prefix: Mapping[str, str]

    def base(self, account: Account) -> str:
        """Where its calls go."""
        return account.base_url if account.mode == "twin" else self.hosts[account.mode]

    def path(self, wanted: str) -> str:
        """The standard's path as this provider has it: the longest prefix it replaces."""
        for start, own in sorted(self.prefix.items(), key=lambda pair: -len(pair[0])):
            if wanted.startswith(start):
                return own + wanted.removeprefix(start)
        return wanted

    def check(self, account: Account) -> None:
        """A fresh token proves the keys. Raises KeysRefused."""
        url = self.base(account) + self.token_path
        bi_snap.forget_token(url, account.keys)
        if not bi_snap.token(url, account.keys, bi_snap.timestamp(now())):
            raise KeysRefused("no token was given")

    def lines(self, account: Account, since: datetime, until: datetime) -> Iterator[SettlementLine]:
        """The transaction history."""
        return settlement.lines(account, since, until)


def by_provider_key(account: Account, arrival: Arrival) -> None:
    """RSA of the provider over METHOD:path:hash:timestamp (Midtrans, DANA). Raises Forged."""
    public = account.settings.get("provider_public_key", "")
    headers = arrival.headers
    path = urlsplit(account.notify_url).path + arrival.path
    text = f"{arrival.method}:{path}:{bi_snap.body_hash(arrival.body)}:{headers.get('x-timestamp', '')}"
    if not public or not bi_snap.is_signed(public, text, headers.get("x-signature", "")):
        raise Forged("the provider's signature does not fit")


PROFILES = {
    "midtrans": Profile(
        bi_snap.with_token,
        by_provider_key,
        {"sandbox": "https://merchants.sbx.midtrans.com", "live": "https://merchants.midtrans.com"},
        "/v1.0/access-token/b2b",
        {},
    ),
    "doku": Profile(
        bi_snap.with_token,
        hosted.by_our_token,
        {"sandbox": "https://api-sandbox.doku.com", "live": "https://api.doku.com"},
        "/authorization/v1/access-token/b2b",
        {
            "/v1.0/transfer-va/status": "/orders/v1.0/transfer-va/status",
            "/v1.0/transfer-va": "/virtual-accounts/bi-snap-va/v1.1/transfer-va",
            "/v1.0/qr": "/snap-adapter/b2b/v1.0/qr",
        },
    ),
    "dana": Profile(
        bi_snap.with_key,
        by_provider_key,
        {"sandbox": "https://api.sandbox.dana.id", "live": "https://api.saas.dana.id"},
        "/v1.0/access-token/b2b",
        {},
    ),
}


def profile_of(account: Account) -> Profile:
    """The account's. Raises Invalid for one that nobody knows."""
    found = PROFILES.get(account.settings.get("profile", ""))
    if found is None:
        raise Invalid(f"no SNAP profile of that name; there are {', '.join(PROFILES)}")
    return found
