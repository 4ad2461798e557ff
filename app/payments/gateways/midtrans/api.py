"""Calls to Midtrans: basic auth with the server key, and errors that stand in the body whatever HTTP says."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from ... import failure, wire
from ...adapter import Account

CORE = {"sandbox": "https://api.sandbox.midtrans.com", "live": "https://api.midtrans.com"}
SNAP = {"sandbox": "https://app.sandbox.midtrans.com", "live": "https://app.midtrans.com"}
FAILURES: dict[str, type[failure.ProviderFailure]] = {
    "400": failure.Invalid,
    "401": failure.KeysRefused,
    "402": failure.MethodOff,
    "403": failure.Invalid,
    "404": failure.Missing,
    "405": failure.Invalid,
    "406": failure.Duplicate,
    "407": failure.TooLate,
    "408": failure.Invalid,
    "410": failure.MethodOff,
    "411": failure.Invalid,
    "412": failure.TooLate,
    "413": failure.Invalid,
    "414": failure.Invalid,
    "429": failure.Down,
}
"""Body `status_code` to what it means (Midtrans: error and response codes); 5xx and 202-in-flight are unknown."""


def call(
    account: Account, method: str, path: str, told: Mapping[str, Any] | None = None, key: str = ""
) -> dict[str, Any]:
    """One Core API call. Raises what FAILURES says, UnknownOutcome for the rest that is no success."""
    return _sent(account, method, _base(account, CORE) + path, told, key, "status_message")


def snap(account: Account, told: Mapping[str, Any]) -> dict[str, Any]:
    """Open a Snap page."""
    return _sent(account, "POST", _base(account, SNAP) + "/snap/v1/transactions", told, "", "error_messages")


def _base(account: Account, hosts: Mapping[str, str]) -> str:
    key = account.keys.get("server_key", "")
    if account.mode == "live" and key.startswith("SB-"):
        raise failure.KeysRefused("a sandbox key does not open the live side")
    return account.base_url if account.mode == "twin" else hosts[account.mode]


def _sent(
    account: Account, method: str, url: str, told: Mapping[str, Any] | None, key: str, reason: str
) -> dict[str, Any]:
    secret = base64.b64encode(f"{account.keys.get('server_key', '')}:".encode()).decode()
    headers = {"Authorization": f"Basic {secret}", "Accept": "application/json", "Content-Type": "application/json"}
    if key:
        headers["Idempotency-Key"] = key[:46]
    if told is not None and account.notify_url:
        headers["X-Override-Notification"] = account.notify_url
    body = b"" if told is None else json.dumps(told).encode()
    answer = wire.send(method, url, headers=headers, body=body)
    if answer.status == 429:
        raise failure.Down("asked too often", code="429")
    if answer.status >= 500:
        raise failure.UnknownOutcome(code=str(answer.status))
    read = answer.json()
    code = str(read.get("status_code") or answer.status)
    if code in FAILURES:
        raise FAILURES[code](str(read.get(reason) or ""), code=code)
    if code.startswith(("4", "5", "9")) or answer.status == 202:
        raise failure.UnknownOutcome(str(read.get(reason) or ""), code=code)
    return read
