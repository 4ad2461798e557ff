"""Which keys a sandbox takes: those that their providers mark as play, so that no real one is ever pasted here."""

from collections.abc import Mapping

PREFIXES = {
    "midtrans": {"server_key": "SB-", "client_id": "SB-"},
    "xendit": {"secret_key": "xnd_development_"},
    "doku": {"client_id": "BRN-", "secret_key": "SK-"},
    "snap": {"client_id": "SANDBOX-", "client_secret": "SANDBOX-"},
}


def check_keys(provider: str, keys: Mapping[str, str]) -> None:
    """Raises ValueError for a key without the mark."""
    for name, prefix in PREFIXES.get(provider, {}).items():
        if not keys.get(name, prefix).startswith(prefix):
            raise ValueError(f"{name} of a sandbox begins with {prefix}")
