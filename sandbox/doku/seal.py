"""DOKU's non-SNAP signatures, written for the twin from its documents: nothing of it is the adapter's.

A seal is made over a header block: names in their fixed order, then where it goes, then what is in it.
"""

import hmac
from base64 import standard_b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import new
from typing import Any

MARK = "HMACSHA256="


def utc(moment: float) -> str:
    """A time as DOKU writes it."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def seal(secret: str, block: Mapping[str, Any], target: str, body: bytes | None = None) -> str:
    """Over `block` in its order; a GET, which has no body, has no digest."""
    lines = [*block.items(), ("Request-Target", target)]
    if body is not None:
        lines.append(("Digest", _base64(new("sha256", body).digest())))
    machine = hmac.HMAC(secret.encode("ascii", "replace"), digestmod="sha256")
    machine.update("\n".join(":".join(line) for line in lines).encode("utf-8"))
    return MARK + _base64(machine.digest())


def sealed(
    merchant: Mapping[str, str], id_: str, stamp_name: str, moment: float, target: str, body: bytes
) -> dict[str, str]:
    """The four headers of something that DOKU sends."""
    block = {"Client-Id": merchant["client_id"], "Request-Id": id_, stamp_name: utc(moment)}
    return block | {"Signature": seal(merchant["secret_key"], block, target, body)}


def _base64(data: bytes) -> str:
    return str(standard_b64encode(data), "ascii")
