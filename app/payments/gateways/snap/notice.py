"""What providers send to us: a virtual account's payment (25) or a QR's (52), and the answer each wants to hear."""

import json
from collections.abc import Mapping
from typing import Any

from app.core.clock import now

from ... import bi_snap
from ...adapter import Arrival, Notice, Observation, Reply
from ...state import State
from .words import STATES, moment, raw, rupiah, within

MESSAGES = {"200": "Successful", "401": "Unauthorized", "503": "Service Unavailable"}


def is_va(arrival: Arrival) -> bool:
    """Whether it is about a virtual account."""
    return "transfer-va" in arrival.path


def read(arrival: Arrival) -> Notice:
    """The news. Raises ValueError."""
    told = json.loads(arrival.body)
    if not isinstance(told, Mapping):
        raise ValueError("not a JSON object")
    seen = _va(told) if is_va(arrival) else _qr(told)
    name = told.get("paymentRequestId") or told.get("originalReferenceNo") or seen.reference
    return Notice(json.dumps([name, seen.provider_status, seen.received]), (seen,))


def _va(told: Mapping[str, Any]) -> Observation:
    more = within(told, "additionalInfo")
    word = str(more.get("paymentFlagStatus") or "00")
    state = STATES.get(word, State.PENDING)
    return Observation(
        reference=str(told.get("trxId") or ""),
        provider_ref=str(told.get("trxId") or ""),
        state=state,
        received=rupiah(told.get("paidAmount")) if state == State.PAID else 0,
        channel=str(more.get("bank") or ""),
        provider_status=word,
        occurred_at=moment(more.get("paidTime")),
        raw=raw(told),
    )


def _qr(told: Mapping[str, Any]) -> Observation:
    word = str(told.get("latestTransactionStatus") or "03")
    state = STATES.get(word, State.PENDING)
    return Observation(
        reference=str(told.get("originalPartnerReferenceNo") or ""),
        provider_ref=str(told.get("originalReferenceNo") or ""),
        state=state,
        received=rupiah(told.get("amount")) if state == State.PAID else 0,
        channel="qris",
        provider_status=word,
        occurred_at=moment(told.get("finishedTime")),
        raw=raw(told),
    )


def reply(arrival: Arrival, status: str) -> Reply:
    """The response code of the service, and for a virtual account its number back, padding included."""
    service = "25" if is_va(arrival) else "52"
    said: dict[str, Any] = {"responseCode": f"{status}{service}00", "responseMessage": MESSAGES[status]}
    if service == "25" and status == "200":
        told = _loosely(arrival.body)
        names = ("partnerServiceId", "customerNo", "virtualAccountNo", "trxId")
        said["virtualAccountData"] = {name: told.get(name, "") for name in names}
    headers = {"Content-Type": "application/json", "X-TIMESTAMP": bi_snap.timestamp(now())}
    return Reply(int(status), bi_snap.compact(said), headers)


def _loosely(body: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, Mapping) else {}
