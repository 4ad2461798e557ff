"""What providers send to us: a virtual account's payment (25), a QR's (52), a debit's (56), and our answers to them.

Source: Midtrans, "payment notification API".
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from app.core.clock import now

from ... import bi_snap
from ...words import Account, Arrival, Notice, Observation, Reply
from . import debit, qris, va
from .profile import known_profile
from .words import parsed, text

MESSAGES = {"200": "Successful", "401": "Unauthorized. Signature", "503": "Service Unavailable"}
ECHOED = (*va.NUMBER, "virtualAccountName", "paymentRequestId", "trxId")
"""What the answer gives back as it came: Midtrans wants the number and trxId, DOKU the name and paymentRequestId."""
_READERS: dict[str, Callable[[Mapping[str, Any]], Observation]] = {"25": va.heard, "52": qris.heard, "56": debit.heard}


def service(account: Account, arrival: Arrival, told: Mapping[str, Any]) -> str:
    """Which service it is: by the standard's path, or by its body where a vendor registered an address without one."""
    for code, part in (("25", "transfer-va"), ("52", "qr-mpm"), ("56", "debit")):
        if part in arrival.path:
            return code
    if "virtualAccountNo" in told:
        return "25"
    profile = known_profile(account)
    return "56" if profile and profile.is_gateway else "52"


def read(account: Account, arrival: Arrival) -> Notice:
    """The news. Raises ValueError.

    The key is the payment's id and its status, and the money that came and went: refunds of part have one status.
    """
    try:
        told = parsed(arrival.body)
        seen = _READERS[service(account, arrival, told)](told)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    name = text(told.get("paymentRequestId")) or seen.provider_ref or seen.reference
    told_of = sum(one.amount for one in seen.refunds)
    return Notice(json.dumps([name, seen.provider_status, seen.received, seen.refunded, told_of]), (seen,))


def reply(account: Account, arrival: Arrival, status: str) -> Reply:
    """The response code of the service, and for a virtual account its number back, padding included."""
    try:
        told = parsed(arrival.body)
    except ValueError:
        told = {}
    code = service(account, arrival, told)
    said: dict[str, Any] = {"responseCode": f"{status}{code}00", "responseMessage": MESSAGES[status]}
    if code == "25" and status == "200":
        said["virtualAccountData"] = {name: told[name] for name in ECHOED if isinstance(told.get(name), str)}
    headers = {"Content-Type": "application/json", "X-TIMESTAMP": bi_snap.timestamp(now())}
    return Reply(int(status), json.dumps(said, separators=(",", ":")).encode(), headers)
