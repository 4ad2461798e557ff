"""The transaction history, the only call of Midtrans that tells the fee of each payment.

POST /v1.0/transaction-history-list of its BI-SNAP side. Its `amount` is taken as gross, as in the documented sample.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from app.core.clock import now

from ... import bi_snap, failure, wire
from ...scrub import scrubbed_text
from ...words import Account, SettlementLine
from .status import rupiah, text

HOSTS = {"sandbox": "https://merchants.sbx.midtrans.com", "live": "https://merchants.midtrans.com"}
PATH, TOKEN = "/v1.0/transaction-history-list", "/v1.0/access-token/b2b"
PAGE = 50
STATUSES = ["SETTLEMENT", "REFUND", "CHARGEBACK", "REVERSAL"]
"""Those of payments that moved money of the balance (Midtrans docs, transaction-history-values)."""


def lines(account: Account, since: datetime, until: datetime) -> Iterator[SettlementLine]:
    """Settled payments of that time, page by page. Raises KeysRefused without SNAP keys."""
    keys = {
        "client_id": account.settings.get("snap_client_id", ""),
        "client_secret": account.keys.get("snap_client_secret", ""),
        "private_key": account.keys.get("snap_private_key", ""),
    }
    if not all(keys.values()):
        raise failure.KeysRefused("the transaction history needs the SNAP keys")
    base = account.base_url if account.mode == "twin" else HOSTS[account.mode]
    page = 0
    while rows := _page(base, keys, since, until, page):
        yield from (_understood(row) for row in rows)
        page += 1


def _understood(row: Any) -> SettlementLine:
    try:
        return _line(row)
    except (ValueError, AttributeError) as error:
        raise failure.UnknownOutcome(f"a row that nobody understands: {error}") from error


def _page(base: str, keys: Mapping[str, str], since: datetime, until: datetime, page: int) -> list[dict[str, Any]]:
    stamp = bi_snap.timestamp(now())
    body = bi_snap.compact(
        {
            "fromDateTime": bi_snap.timestamp(since),
            "toDateTime": bi_snap.timestamp(until),
            "pageSize": str(PAGE),
            "pageNumber": str(page),
            "additionalInfo": {"types": ["PAYMENT"], "payment": {"statuses": STATUSES}, "sortOrder": "ASC"},
        }
    )
    headers = {
        "Content-Type": "application/json",
        "X-TIMESTAMP": stamp,
        "X-PARTNER-ID": keys["client_id"],
        "X-EXTERNAL-ID": uuid4().hex,
        "CHANNEL-ID": "95221",
        **bi_snap.with_token(keys, base + TOKEN)("POST", PATH, body, stamp),
    }
    answer = wire.send("POST", base + PATH, headers=headers, body=body)
    if answer.status == 401:
        bi_snap.forget_token(base + TOKEN, keys)
        raise failure.KeysRefused(code="401")
    if answer.status != 200:
        raise failure.Down(code=str(answer.status))
    rows = answer.json().get("detailData")
    return rows if isinstance(rows, list) else []


def _line(row: Mapping[str, Any]) -> SettlementLine:
    """`status` of the row is SNAP's (SUCCESS), the one in `additionalInfo` is Midtrans's own, and tells what it is.

    A row tells when its transaction was made, not when it was settled; whether a refund is a row of its own or the
    payment's with another status is UNVERIFIED, so the status is part of its name and of its kind.
    """
    more: Mapping[str, Any] = row.get("additionalInfo") or {}
    status = text(more.get("status") or row.get("status"))
    kind = text(more.get("type") or row.get("type"))
    amount = row.get("amount") or {}
    moment = _moment(row)
    return SettlementLine(
        line_id=f"{text(more.get('referenceNo'))}:{status}",
        kind=kind if status == "SETTLEMENT" else status,
        provider_ref=text(more.get("referenceNo")),
        reference=text(more.get("partnerReferenceNo")),
        gross=rupiah(amount.get("value", "0")),
        fee=rupiah((more.get("fee") or {}).get("value", "0")),
        tax=0,
        currency=text(amount.get("currency") or "IDR"),
        occurred_at=moment,
        settled_at=moment if status == "SETTLEMENT" else None,
        channel=text(more.get("channel")),
        raw=text(scrubbed_text(json.dumps(row).encode())),
    )


def _moment(row: Mapping[str, Any]) -> datetime:
    moment = datetime.fromisoformat(str(row.get("dateTime")))
    return moment if moment.tzinfo else moment.replace(tzinfo=bi_snap.JAKARTA)
