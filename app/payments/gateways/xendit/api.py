"""Calls to Xendit: basic auth with the secret key, which also chooses between test and live."""

import base64
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from ... import failure, wire
from ...words import Account

BASE = "https://api.xendit.co"
VERSION = "2024-11-11"
"""Required by everything under /v3, and by nothing else (Xendit API reference, payments 3.0.0)."""
TEST_KEY = "xnd_development_"

CODES: dict[str, type[failure.ProviderFailure]] = {
    "REQUEST_FORBIDDEN_ERROR": failure.KeysRefused,
    "UNAUTHORIZED": failure.KeysRefused,
    "INACTIVE_PAYMENT_REQUEST": failure.TooLate,
    "INELIGIBLE_TRANSACTION": failure.TooLate,
    "INELIGIBLE_TRANSACTION_STATUS": failure.TooLate,
    "REFUND_NOT_SUPPORTED": failure.Invalid,
    "PARTIAL_REFUND_NOT_SUPPORTED": failure.Invalid,
    "PAYMENT_REQUEST_RATE_LIMITED": failure.Down,
    "TEMPORARILY_UNAVAILABLE": failure.Down,
    "REFUND_IN_PROGRESS": failure.Down,
    "CHANNEL_UNAVAILABLE": failure.Down,
    "ISSUER_UNAVAILABLE": failure.Down,
}
"""By `error_code`, where it says more than the status. Down means that it says itself that nothing was done."""
STATUSES: dict[int, type[failure.ProviderFailure]] = {
    401: failure.KeysRefused,
    403: failure.MethodOff,
    404: failure.Missing,
    408: failure.UnknownOutcome,
    409: failure.Duplicate,
    429: failure.Down,
}
"""By HTTP status: a duplicate is documented with the code DATA_NOT_FOUND, so that code is no guide."""


def call(account: Account, method: str, path: str, told: Mapping[str, Any] | None = None, key: str = "") -> Any:
    """One call; the answer's JSON. Raises what STATUSES and CODES say, Invalid for other refusals.

    5xx without a code of CODES is an unknown outcome: it may have been done before it broke.
    """
    body = b"" if told is None else json.dumps(told).encode()
    base = account.base_url if account.mode == "twin" else BASE
    answer = wire.send(method, base + path, headers=_headers(account, path, key), body=body)
    if 200 <= answer.status < 300:
        try:
            return json.loads(answer.body)
        except ValueError as error:
            raise failure.UnknownOutcome("the answer is not JSON", code=str(answer.status)) from error
    code, reason = _error(answer.body)
    otherwise = failure.Invalid if 400 <= answer.status < 500 else failure.UnknownOutcome
    kind = CODES.get(code) or STATUSES.get(answer.status, otherwise)
    raise kind(reason, code=code or str(answer.status))


def ask(account: Account, path: str, **wanted: str) -> Any:
    """A GET with a query."""
    return call(account, "GET", f"{path}?{urlencode(wanted)}" if wanted else path)


@contextmanager
def understood() -> Iterator[None]:
    """An answer that cannot be read leaves the outcome unknown; it is no fault of whoever asked."""
    try:
        yield
    except ValueError as error:
        raise failure.UnknownOutcome(f"an answer that cannot be read: {error}") from error


def _headers(account: Account, path: str, key: str) -> dict[str, str]:
    secret = account.keys.get("secret_key", "")
    if (account.mode == "live") == secret.startswith(TEST_KEY):
        raise failure.KeysRefused("the key belongs to the other mode")
    headers = {
        "Authorization": "Basic " + base64.b64encode(f"{secret}:".encode()).decode(),
        "Content-Type": "application/json",
    }
    if path.startswith("/v3/"):
        headers["api-version"] = VERSION
    if key:
        headers["idempotency-key"] = key
    return headers


def _error(body: bytes) -> tuple[str, str]:
    try:
        told = json.loads(body)
    except ValueError:
        return "", ""
    if not isinstance(told, dict):
        return "", ""
    return str(told.get("error_code") or "").strip(), str(told.get("message") or "")
