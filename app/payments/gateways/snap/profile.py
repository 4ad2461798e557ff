"""Who signs how, and what each service is called. The standard leaves it open, so a provider is a row of data here.

Sources: Midtrans BI-SNAP; DOKU SNAP and its Python library; the DANA gateway and its Python library.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType

from ... import bi_snap
from ...failure import Invalid, KeysRefused, MethodOff
from ...words import Account, Arrival
from . import debit, hosted, qris, va
from .verifier import by_provider_key

SANDBOX_KEYS = ("SB-", "SANDBOX-")
"""How the ids of play clients begin: our own twin's, and those that providers mark."""


@dataclass(frozen=True)
class Profile:
    """`signer` authorises what we send, `verify` believes what we get.

    `services` are the standard's service codes with HTTP method and path; `banks` the provider's word for a method,
    and `bank_field` the name under which it goes. Without a `token_path` no token is used. Where `is_gateway`, every
    method is a way to pay through the direct debit service.
    """

    signer: Callable[[Mapping[str, str], str], bi_snap.Signer]
    verify: Callable[[Account, Arrival], None]
    hosts: Mapping[str, str]
    services: Mapping[str, tuple[str, str]]
    banks: Mapping[str, str]
    bank_field: str = "bank"
    token_path: str = ""
    is_gateway: bool = False
    fetches_token: bool = False
    va_extras: Mapping[str, object] = field(default_factory=dict)
    va_info: Mapping[str, object] = field(default_factory=dict)

    def base(self, account: Account) -> str:
        """Where its calls go. Raises KeysRefused for play keys on the live side."""
        if account.mode == "live" and account.keys.get("client_id", "").startswith(SANDBOX_KEYS):
            raise KeysRefused("a sandbox client does not open the live side")
        return account.base_url if account.mode == "twin" else self.hosts[account.mode]

    def service(self, code: str) -> tuple[str, str]:
        """HTTP method and path of a service. Raises MethodOff where the provider has none."""
        if code not in self.services:
            raise MethodOff(f"this provider has no service {code}")
        return self.services[code]

    def kind(self, method: str) -> ModuleType:
        """The module that speaks of a method: all of them have the same functions. Raises MethodOff."""
        if method not in self.banks:
            raise MethodOff(f"this provider has no {method}")
        if self.is_gateway:
            return debit
        return qris if method == "qris" else va


MIDTRANS = Profile(
    signer=bi_snap.with_token,
    verify=by_provider_key,
    hosts={"sandbox": "https://merchants.sbx.midtrans.com", "live": "https://merchants.midtrans.com"},
    token_path="/v1.0/access-token/b2b",  # noqa: S106 - a path
    services={
        "12": ("POST", "/v1.0/transaction-history-list"),
        "26": ("POST", "/v1.0/transfer-va/status"),
        "27": ("POST", "/v1.0/transfer-va/create-va"),
        "31": ("POST", "/v1.0/transfer-va/delete-va"),
        "47": ("POST", "/v1.0/qr/qr-mpm-generate"),
        "51": ("POST", "/v1.0/qr/qr-mpm-query"),
        "77": ("POST", "/v1.0/qr/qr-mpm-cancel"),
        "78": ("POST", "/v1.0/qr/qr-mpm-refund"),
    },
    banks={
        "qris": "gopay", "bca_va": "bca", "mandiri_va": "mandiri", "bri_va": "bri", "bni_va": "bni",
        "permata_va": "permata", "cimb_va": "cimb", "bsi_va": "bsi", "danamon_va": "danamon",
    },
)  # fmt: skip

DOKU = Profile(
    signer=bi_snap.with_token,
    verify=hosted.by_our_token,
    hosts={"sandbox": "https://api-sandbox.doku.com", "live": "https://api.doku.com"},
    token_path="/authorization/v1/access-token/b2b",  # noqa: S106 - a path
    fetches_token=True,
    services={
        "26": ("POST", "/orders/v1.0/transfer-va/status"),
        "27": ("POST", "/virtual-accounts/bi-snap-va/v1.1/transfer-va/create-va"),
        "31": ("DELETE", "/virtual-accounts/bi-snap-va/v1.1/transfer-va/delete-va"),
        "47": ("POST", "/snap-adapter/b2b/v1.0/qr/qr-mpm-generate"),
        "51": ("POST", "/snap-adapter/b2b/v1.0/qr/qr-mpm-query"),
        "77": ("POST", "/snap-adapter/b2b/v1.0/qr/qr-mpm-cancel"),  # UNVERIFIED: the step is documented, its path not
        "78": ("POST", "/snap-adapter/b2b/v1.0/qr/qr-mpm-refund"),
    },
    bank_field="channel",
    banks={
        "qris": "", "bca_va": "VIRTUAL_ACCOUNT_BCA", "mandiri_va": "VIRTUAL_ACCOUNT_BANK_MANDIRI",
        "bri_va": "VIRTUAL_ACCOUNT_BRI", "bni_va": "VIRTUAL_ACCOUNT_BNI", "bsi_va": "VIRTUAL_ACCOUNT_BSI",
        "permata_va": "VIRTUAL_ACCOUNT_BANK_PERMATA", "cimb_va": "VIRTUAL_ACCOUNT_BANK_CIMB",
        "danamon_va": "VIRTUAL_ACCOUNT_BANK_DANAMON", "maybank_va": "VIRTUAL_ACCOUNT_MAYBANK",
        "bnc_va": "VIRTUAL_ACCOUNT_BNC", "btn_va": "VIRTUAL_ACCOUNT_BTN", "sinarmas_va": "VIRTUAL_ACCOUNT_SINARMAS",
    },
    va_extras={"virtualAccountTrxType": "C"},
    va_info={"virtualAccountConfig": {"reusableStatus": False}},
)  # fmt: skip

DANA = Profile(
    signer=bi_snap.with_key,
    verify=by_provider_key,
    hosts={"sandbox": "https://api.sandbox.dana.id", "live": "https://api.saas.dana.id"},
    is_gateway=True,
    services={
        "54": ("POST", "/payment-gateway/v1.0/debit/payment-host-to-host.htm"),
        "55": ("POST", "/payment-gateway/v1.0/debit/status.htm"),
        "57": ("POST", "/payment-gateway/v1.0/debit/cancel.htm"),
        "58": ("POST", "/payment-gateway/v1.0/debit/refund.htm"),
    },
    banks={
        "dana": "", "qris": "NETWORK_PAY_PG_QRIS", "bca_va": "VIRTUAL_ACCOUNT_BCA", "bni_va": "VIRTUAL_ACCOUNT_BNI",
        "mandiri_va": "VIRTUAL_ACCOUNT_MANDIRI", "bri_va": "VIRTUAL_ACCOUNT_BRI", "cimb_va": "VIRTUAL_ACCOUNT_CIMB",
        "permata_va": "VIRTUAL_ACCOUNT_PERMATA", "bsi_va": "VIRTUAL_ACCOUNT_BSI_PAYMENT",
    },
)  # fmt: skip

PROFILES = {"midtrans": MIDTRANS, "doku": DOKU, "dana": DANA}


def known_profile(account: Account) -> Profile | None:
    """The account's, None for one that nobody knows."""
    return PROFILES.get(account.settings.get("profile", "").strip().lower())


def profile_of(account: Account) -> Profile:
    """The account's. Raises Invalid for one that nobody knows."""
    found = known_profile(account)
    if found is None:
        raise Invalid(f"no SNAP profile of that name; there are {', '.join(PROFILES)}")
    return found
