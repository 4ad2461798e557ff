"""One signed call, and what a response code means: three digits of HTTP, two of the service, two of the case."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from app.core.clock import now

from ... import bi_snap, failure, wire
from ...adapter import Account
from .profile import profile_of

CASES: dict[tuple[str, str], type[failure.ProviderFailure]] = {
    ("404", "01"): failure.Missing,
    ("404", "12"): failure.Missing,
    ("404", "13"): failure.Invalid,
    ("404", "14"): failure.TooLate,
    ("404", "18"): failure.TooLate,
    ("404", "19"): failure.TooLate,
    ("403", "15"): failure.MethodOff,
}
STATUSES: dict[str, type[failure.ProviderFailure]] = {
    "400": failure.Invalid,
    "401": failure.KeysRefused,
    "403": failure.Invalid,
    "404": failure.Missing,
    "405": failure.TooLate,
    "409": failure.Duplicate,
    "429": failure.Down,
}


def call(account: Account, path: str, told: Mapping[str, Any], external_id: str = "") -> dict[str, Any]:
    """One service, with a fresh token when the one in memory was refused. Raises by response code."""
    id_ = (external_id or str(uuid4())).replace("-", "")
    try:
        return _called(account, path, told, id_)
    except failure.KeysRefused:
        return _called(account, path, told, id_)


def _called(account: Account, path: str, told: Mapping[str, Any], external_id: str) -> dict[str, Any]:
    """POST exactly the bytes that were signed. A retry keeps its X-EXTERNAL-ID."""
    profile = profile_of(account)
    base, path = profile.base(account), profile.path(path)
    stamp, body = bi_snap.timestamp(now()), bi_snap.compact(told)
    token_url = base + profile.token_path
    signed = profile.signer(account.keys, token_url)("POST", path, body, stamp)
    headers = {
        "Content-Type": "application/json",
        "X-TIMESTAMP": stamp,
        "X-PARTNER-ID": account.settings.get("partner_id", ""),
        "X-EXTERNAL-ID": external_id,
        "CHANNEL-ID": account.settings.get("channel_id", ""),
        **signed,
    }
    answer = wire.send("POST", base + path, headers=headers, body=body)
    if answer.status == 429:
        raise failure.Down(code="429")
    if answer.status >= 500:
        raise failure.UnknownOutcome(code=str(answer.status))
    read = answer.json()
    code = str(read.get("responseCode") or answer.status)
    if code.startswith("401"):
        bi_snap.forget_token(token_url, account.keys)
    kind = CASES.get((code[:3], code[5:7])) or STATUSES.get(code[:3])
    if kind:
        raise kind(str(read.get("responseMessage") or ""), code=code)
    if not code.startswith("200"):
        raise failure.UnknownOutcome(str(read.get("responseMessage") or ""), code=code)
    return read
