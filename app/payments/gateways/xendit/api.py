"""Calls to Xendit: basic auth with the secret key, which also chooses between test and live."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from ... import failure, wire
from ...adapter import Account

BASE = "https://api.xendit.co"
VERSION = "2024-11-11"
FAILURES: dict[int, type[failure.ProviderFailure]] = {
    400: failure.Invalid,
    401: failure.KeysRefused,
    403: failure.MethodOff,
    404: failure.Missing,
    409: failure.Duplicate,
    429: failure.Down,
    503: failure.Down,
}
"""By HTTP status: a duplicate is documented with the error code DATA_NOT_FOUND, so the code is no guide."""


def call(account: Account, method: str, path: str, told: Mapping[str, Any] | None = None, key: str = "") -> Any:
    """One call; the answer's JSON. Raises what FAILURES says, UnknownOutcome for other errors of theirs."""
    secret = account.keys.get("secret_key", "")
    if (account.mode == "live") == secret.startswith("xnd_development_"):
        raise failure.KeysRefused("the key belongs to the other mode")
    headers = {
        "Authorization": "Basic " + base64.b64encode(f"{secret}:".encode()).decode(),
        "Content-Type": "application/json",
        "api-version": VERSION,
    }
    if key:
        headers["idempotency-key"] = key
    base = account.base_url if account.mode == "twin" else BASE
    answer = wire.send(method, base + path, headers=headers, body=b"" if told is None else json.dumps(told).encode())
    if 200 <= answer.status < 300:
        try:
            return json.loads(answer.body)
        except ValueError as error:
            raise failure.UnknownOutcome("the answer is not JSON", code=str(answer.status)) from error
    if answer.status in FAILURES:
        code, reason = _error(answer.body)
        raise FAILURES[answer.status](reason, code=code or str(answer.status))
    raise failure.UnknownOutcome(code=str(answer.status))


def _error(body: bytes) -> tuple[str, str]:
    try:
        told = json.loads(body)
    except ValueError:
        return "", ""
    if not isinstance(told, dict):
        return "", ""
    return str(told.get("error_code") or "").strip(), str(told.get("message") or "")
