"""Calls to DOKU, every one signed, and what its refusals mean.

Sources: DOKU, "idempotency request" and "backend integration" of Checkout. Which status a wrong signature or a used
invoice number has is UNVERIFIED, so their words are read as well. Nothing in a key of DOKU tells sandbox from live.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC
from typing import Any
from uuid import uuid4

from app.core.clock import now

from ... import failure, wire
from ...words import Account
from . import signature
from .value import text, within

HOSTS = {"sandbox": "https://api-sandbox.doku.com", "live": "https://api.doku.com"}
WORDS: tuple[tuple[re.Pattern[str], type[failure.ProviderFailure]], ...] = (
    (re.compile("signature|client.?id", re.IGNORECASE), failure.KeysRefused),
    (re.compile("already|duplicate|conflict", re.IGNORECASE), failure.Duplicate),
    (re.compile("not.?found", re.IGNORECASE), failure.Missing),
)
STATUSES: dict[int, type[failure.ProviderFailure]] = {
    401: failure.KeysRefused,
    403: failure.MethodOff,
    404: failure.Missing,
    429: failure.Down,
    503: failure.Down,
}


def call(
    account: Account, method: str, path: str, told: Mapping[str, Any] | None = None, request_id: str = ""
) -> wire.Answer:
    """One call. A 409 is returned too: with what was asked for in its body it is the answer of before.

    Raises Invalid, KeysRefused, MethodOff, Missing, Duplicate, Down or UnknownOutcome.
    """
    body = None if told is None else json.dumps(told).encode()
    headers = _headers(account.keys, request_id or str(uuid4()), path, body)
    base = account.base_url if account.mode == "twin" else HOSTS[account.mode]
    answer = wire.send(method, base + path, headers=headers, body=body or b"")
    if answer.status == 409 or 200 <= answer.status < 300:
        return answer
    raise refusal(answer)


def refusal(answer: wire.Answer) -> failure.ProviderFailure:
    """What an answer that gives nothing means. Other 5xx may have done something."""
    reason, code = _reason(answer.body), str(answer.status)
    if answer.status in STATUSES:
        return STATUSES[answer.status](reason, code=code)
    if not 400 <= answer.status < 500:
        return failure.UnknownOutcome(reason, code=code)
    plain = failure.Duplicate if answer.status == 409 and not reason else failure.Invalid
    return next((kind for words, kind in WORDS if words.search(reason)), plain)(reason, code=code)


def _headers(keys: Mapping[str, str], request_id: str, path: str, body: bytes | None) -> dict[str, str]:
    client, stamp = keys.get("client_id", ""), now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "Client-Id": client,
        "Request-Id": request_id,
        "Request-Timestamp": stamp,
        "Signature": signature.make(client, keys.get("secret_key", ""), request_id, stamp, path, body),
        "Content-Type": "application/json",
    }


def _reason(body: bytes) -> str:
    """Its words: a list in `error_messages` or `message`, or an object in `error`."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    listed = told.get("error_messages") or told.get("message") if isinstance(told, Mapping) else None
    if isinstance(listed, list):
        return "; ".join(text(one) for one in listed)[:300]
    error = within(told, "error")
    return f"{text(error.get('code'))} {text(error.get('message') or listed)}".strip()
