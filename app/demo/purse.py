"""How the demo's shops are paid: accounts at the providers that are played on this machine, with toy money."""

import time
from typing import Any

import httpx
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from app.core import tenancy
from app.core.db import transaction
from app.payments import account as accounts
from app.payments.installation import here

from .shops import Shop

BANKS = ("bca", "bni", "bri", "cimb", "permata", "mandiri")
OFFERS = {
    "midtrans": ("qris", "gopay", "shopeepay", *(f"{bank}_va" for bank in BANKS), "alfamart", "indomaret", "card",
                 "akulaku", "kredivo"),
    "xendit": ("ovo", "dana", "linkaja", "astrapay", "jeniuspay", "bjb_va", "sampoerna_va", "muamalat_va", "indodana",
               "atome", "bri_debit"),
    "doku": ("doku_wallet", "danamon_va", "bnc_va", "maybank_va", "btn_va", "sinarmas_va"),
    "snap": ("bsi_va",),
}  # fmt: skip
"""Thirty-two ways to pay, each with one provider."""
SECONDS = 20.0


def fill(shop: Shop) -> None:
    """Open the accounts there and here; nothing where no provider is played."""
    for provider, methods in OFFERS.items():
        if url := here.twins.get(provider):
            kept, pasted = _keys(provider, shop.vendor.slug)
            with tenancy.acting_for(shop.vendor.id), transaction():
                account = accounts.paste(shop.owner, provider, "twin", pasted, methods)
                told = {"id": shop.vendor.slug, "keys": kept, "notify_url": account.notify_path, "settings": {}}
            _register(url, told)


def _register(url: str, told: dict[str, Any]) -> None:
    """Have the twin know the account; it may still be starting."""
    end = time.monotonic() + SECONDS
    while True:
        try:
            httpx.post(f"{url}/_control/merchants", json=told, timeout=SECONDS, trust_env=False).raise_for_status()
        except httpx.ConnectError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return


def _keys(provider: str, name: str) -> tuple[dict[str, str], dict[str, str]]:
    """Keys as the provider keeps them, and as the vendor pastes them. They open toy money alone."""
    if provider == "midtrans":
        keys = {"server_key": f"SB-Mid-server-{name}"}
        return keys, keys
    if provider == "xendit":
        keys = {"secret_key": f"xnd_development_{name}", "callback_token": f"sandbox-token-{name}"}
        return keys, keys
    if provider == "doku":
        keys = {"client_id": f"BRN-SANDBOX-{name}", "secret_key": f"SK-SANDBOX-{name}"}
        return keys, keys
    mine, my_public = _pair()
    theirs, their_public = _pair()
    keys = {"client_id": f"SANDBOX-{name}", "client_secret": f"SANDBOX-SECRET-{name}"}
    more = {
        "private_key": mine, "provider_public_key": their_public, "profile": "midtrans", "channel_id": "95221",
        "partner_id": f"SANDBOX-{name}", "partner_service_id": "99001", "merchant_id": f"M-{name}",
    }  # fmt: skip
    return keys | {"client_public_key": my_public, "provider_private_key": theirs}, keys | more


def _pair() -> tuple[str, str]:
    private = rsa.generate_private_key(65_537, 2_048)
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    shown = private.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain).decode(), shown.decode()
