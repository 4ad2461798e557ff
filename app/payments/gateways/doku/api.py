"""Calls to DOKU: every one signed, also when nothing but a status is asked."""

import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any
from uuid import uuid4

from app.core.clock import now

from ... import failure, wire
from ...adapter import Account
from . import signature

HOSTS = {"sandbox": "https://api-sandbox.doku.com", "live": "https://api.doku.com"}
FAILURES: dict[int, type[failure.ProviderFailure]] = {
    400: failure.Invalid,
    401: failure.KeysRefused,
    403: failure.MethodOff,
    404: failure.Missing,
    429: failure.Down,
}


def call(
    account: Account, method: str, path: str, told: Mapping[str, Any] | None = None, id_: str = ""
) -> dict[str, Any]:
    """One call. A 409 that carries the earlier answer is that answer (DOKU: idempotency request)."""
    keys = account.keys
    stamp = now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    body = None if told is None else json.dumps(told).encode()
    request_id = id_ or str(uuid4())
    signed = signature.make(keys.get("client_id", ""), keys.get("secret_key", ""), request_id, stamp, path, body)
    headers = {
        "Client-Id": keys.get("client_id", ""),
        "Request-Id": request_id,
        "Request-Timestamp": stamp,
        "Signature": signed,
        "Content-Type": "application/json",
    }
    base = account.base_url if account.mode == "twin" else HOSTS[account.mode]
    answer = wire.send(method, base + path, headers=headers, body=body or b"")
    if answer.status in FAILURES:
        raise FAILURES[answer.status](_reason(answer.body), code=str(answer.status))
    if answer.status != 409 and not 200 <= answer.status < 300:
        raise failure.UnknownOutcome(code=str(answer.status))
    read = answer.json()
    if answer.status == 409 and "response" not in read:
        raise failure.Duplicate(_reason(answer.body), code="409")
    return read


def _reason(body: bytes) -> str:
    try:
        told = json.loads(body)
        return str(told.get("message") or told.get("error_messages") or "")[:200]
    except (ValueError, AttributeError):
        return ""
