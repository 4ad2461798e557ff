"""One signed call: exactly the bytes that were signed, and its answer or what went wrong."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from app.core.clock import now

from ... import bi_snap, failure, wire
from ...words import Account
from .case import is_stale_token, meaning
from .profile import Profile, profile_of


def call(account: Account, service: str, told: Mapping[str, Any], external_id: str = "") -> dict[str, Any]:
    """Call a service. A call that may be sent again keeps its X-EXTERNAL-ID. Raises by response code."""
    profile = profile_of(account)
    body, external_id = bi_snap.compact(told), external_id or uuid4().hex
    read, code = _sent(account, profile, service, body, external_id)
    if is_stale_token(code) and profile.token_path:
        bi_snap.forget_token(_token_url(account, profile), account.keys)
        read, code = _sent(account, profile, service, body, external_id)
    said = str(read.get("responseMessage") or "")[:200]
    if kind := meaning(code):
        raise kind(said, code=code)
    if not code.startswith("200"):
        raise failure.UnknownOutcome(said, code=code)
    return read


def _sent(
    account: Account, profile: Profile, service: str, body: bytes, external_id: str
) -> tuple[dict[str, Any], str]:
    """The answer and its response code; an answer without one is told by its HTTP status."""
    method, path = profile.service(service)
    stamp = bi_snap.timestamp(now())
    signer = profile.signer(account.keys, _token_url(account, profile))
    headers = {
        "Content-Type": "application/json",
        "X-TIMESTAMP": stamp,
        "X-PARTNER-ID": account.settings.get("partner_id", ""),
        "X-EXTERNAL-ID": external_id,
        "CHANNEL-ID": account.settings.get("channel_id", ""),
        **signer(method, path, body, stamp),
    }
    answer = wire.send(method, profile.base(account) + path, headers=headers, body=body)
    if answer.status == 429:
        raise failure.Down(code="429")
    if answer.status >= 500:
        raise failure.UnknownOutcome(code=str(answer.status))
    read = answer.json()
    code = read.get("responseCode")
    return read, code if isinstance(code, str) and code[:3].isdecimal() else str(answer.status)


def _token_url(account: Account, profile: Profile) -> str:
    return profile.base(account) + profile.token_path


def forget_token(account: Account) -> None:
    """The next call fetches another, if the profile uses any."""
    profile = profile_of(account)
    if profile.token_path:
        bi_snap.forget_token(_token_url(account, profile), account.keys)
