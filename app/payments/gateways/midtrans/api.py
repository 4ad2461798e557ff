"""Calls to Midtrans: basic auth with the server key, and errors that stand in the body whatever HTTP says.

Sources: Midtrans docs, api-headers, error-code-and-response-code, backend-integration and cancel-a-snap-session.
"""

import base64
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from ... import failure, wire
from ...words import Account

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
"""Body `status_code` to what it means; a 5xx, the generic 900 and an empty 202 (still at work) are unknown."""
LONGEST_KEY = 46
"""A longer Idempotency-Key is ignored without a word."""
TAKEN = ("already been taken", "sudah digunakan")
"""How Snap says that an order_id was used; it has no code for it (UNVERIFIED wording)."""


def call(
    account: Account, method: str, path: str, told: Mapping[str, Any] | None = None, key: str = ""
) -> dict[str, Any]:
    """One Core API call; a transaction is an answer also when its code is 202 (denied) or 407 (expired).

    Raises what FAILURES says, UnknownOutcome for the rest that is no success.
    """
    answer = _sent(account, method, core_base(account) + path, told, key)
    read = answer.json()
    code = str(read.get("status_code") or answer.status)
    if "transaction_status" in read and (code.startswith("2") or code == "407"):
        return read
    reason = str(read.get("status_message") or "")
    if code in FAILURES:
        raise FAILURES[code](reason, code=code)
    if answer.status == 202 or not code.startswith("2"):
        raise failure.UnknownOutcome(reason, code=code)
    return read


def snap(account: Account, told: Mapping[str, Any]) -> dict[str, Any]:
    """Open a Snap page: `token` and `redirect_url`. Raises Duplicate when a payer used this order_id already."""
    return _snap(account, "/snap/v1/transactions", told)


def close(account: Account, token: str) -> None:
    """Close a Snap page for good. Raises TooLate when something is being paid on it, Missing for no such page."""
    _snap(account, f"/snap/v1/transactions/{quote(token, safe='')}/cancel", {})


def core_base(account: Account) -> str:
    """Where the Core API of this account's mode is."""
    return _base(account, CORE)


def _snap(account: Account, path: str, told: Mapping[str, Any]) -> dict[str, Any]:
    answer = _sent(account, "POST", _base(account, SNAP) + path, told)
    read = answer.json()
    if answer.status in (200, 201):
        return read
    messages = read.get("error_messages")
    reason = "; ".join(str(one) for one in messages) if isinstance(messages, list) else ""
    if "on progress" in reason:
        raise failure.TooLate(reason, code=str(answer.status))
    if "already canceled" in reason:
        return read
    if "not found" in reason:
        raise failure.Missing(reason, code=str(answer.status))
    if "order_id" in reason and any(word in reason for word in TAKEN):
        raise failure.Duplicate(reason, code=str(answer.status))
    raise FAILURES.get(str(answer.status), failure.UnknownOutcome)(reason, code=str(answer.status))


def _base(account: Account, hosts: Mapping[str, str]) -> str:
    """Keys of the sandbox begin with SB-; one that does not is kept from the twin, where it would travel in the clear.

    The sandbox itself is asked with any key: whether all of its keys begin so is UNVERIFIED, and it answers 401.
    """
    is_play = account.keys.get("server_key", "").startswith("SB-")
    if is_play and account.mode == "live":
        raise failure.KeysRefused("a sandbox key does not open the live side")
    if not is_play and account.mode == "twin":
        raise failure.KeysRefused("the twin takes only keys that begin with SB-")
    return account.base_url if account.mode == "twin" else hosts[account.mode]


def _sent(account: Account, method: str, url: str, told: Mapping[str, Any] | None, key: str = "") -> wire.Answer:
    secret = base64.b64encode(f"{account.keys.get('server_key', '')}:".encode()).decode()
    headers = {"Authorization": f"Basic {secret}", "Accept": "application/json", "Content-Type": "application/json"}
    if key:
        headers["Idempotency-Key"] = key[:LONGEST_KEY]
    if told is not None and account.notify_url:
        headers["X-Override-Notification"] = account.notify_url
    answer = wire.send(method, url, headers=headers, body=b"" if told is None else json.dumps(told).encode())
    if answer.status == 429:
        raise failure.Down("asked too often", code="429")
    if answer.status >= 500:
        raise failure.UnknownOutcome(code=str(answer.status))
    return answer
