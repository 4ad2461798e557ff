"""GET /transactions: every movement with its fees, page by page."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from app.core.clock import now

from ...adapter import Account, SettlementLine
from ...scrub import scrubbed_text
from .api import call
from .request import moment, rupiah

PAGE = 50


def lines(account: Account, since: datetime, until: datetime) -> Iterator[SettlementLine]:
    """Payments and refunds of that time, the oldest page first."""
    after = ""
    while True:
        wanted = {"created[gte]": _utc(since), "created[lte]": _utc(until), "limit": str(PAGE)}
        told = call(account, "GET", f"/transactions?{urlencode(wanted | ({'after_id': after} if after else {}))}")
        rows = told.get("data") or []
        yield from (_line(row) for row in rows)
        if not told.get("has_more") or not rows:
            return
        after = str(rows[-1].get("id"))


def _utc(moment_: datetime) -> str:
    return moment_.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _line(row: Mapping[str, Any]) -> SettlementLine:
    fee: Mapping[str, Any] = row.get("fee") or {}
    sign = -1 if row.get("cashflow") == "MONEY_OUT" else 1
    settled = row.get("settlement_status") == "SETTLED"
    return SettlementLine(
        line_id=str(row.get("id") or ""),
        kind=str(row.get("type") or ""),
        provider_ref=str(row.get("product_id") or ""),
        reference=str(row.get("reference_id") or ""),
        gross=sign * rupiah(row.get("amount", 0)),
        fee=rupiah(fee.get("xendit_fee", 0)),
        tax=rupiah(fee.get("value_added_tax", 0)),
        currency=str(row.get("currency") or "IDR"),
        occurred_at=moment(row.get("created")) or now(),
        settled_at=moment(row.get("updated")) if settled else None,
        channel=str(row.get("channel_code") or ""),
        raw=scrubbed_text(json.dumps(row).encode()),
    )
