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
from ...adapter import Account, SettlementLine
from ...scrub import scrubbed_text
from .status import rupiah

HOSTS = {"sandbox": "https://merchants.sbx.midtrans.com", "live": "https://merchants.midtrans.com"}
PATH, TOKEN = "/v1.0/transaction-history-list", "/v1.0/access-token/b2b"
PAGE = 50


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
        yield from (_line(row) for row in rows)
        page += 1


def _page(base: str, keys: Mapping[str, str], since: datetime, until: datetime, page: int) -> list[dict[str, Any]]:
    stamp = bi_snap.timestamp(now())
    body = bi_snap.compact(
        {
            "fromDateTime": bi_snap.timestamp(since),
            "toDateTime": bi_snap.timestamp(until),
            "pageSize": str(PAGE),
            "pageNumber": str(page),
            "additionalInfo": {"types": ["PAYMENT"], "statuses": ["SETTLEMENT", "REFUND"], "sortOrder": "ASC"},
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
    more: Mapping[str, Any] = row.get("additionalInfo") or {}
    moment = datetime.fromisoformat(str(row.get("dateTime")))
    return SettlementLine(
        line_id=f"{more.get('referenceNo')}:{row.get('status')}",
        kind=str(row.get("type") or ""),
        provider_ref=str(more.get("referenceNo") or ""),
        reference=str(more.get("partnerReferenceNo") or ""),
        gross=rupiah((row.get("amount") or {}).get("value", "0")),
        fee=rupiah((more.get("fee") or {}).get("value", "0")),
        tax=0,
        currency=str((row.get("amount") or {}).get("currency") or "IDR"),
        occurred_at=moment,
        settled_at=moment if row.get("status") == "SETTLEMENT" else None,
        channel=str(more.get("channel") or ""),
        raw=scrubbed_text(json.dumps(row).encode()),
    )
