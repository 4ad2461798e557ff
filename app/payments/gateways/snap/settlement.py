"""The transaction history of the standard (service 12), as Midtrans documents its rows."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from ... import bi_snap
from ...adapter import Account, SettlementLine
from .words import moment, raw, rupiah, within

PATH = "/v1.0/transaction-history-list"
PAGE = 50


def lines(account: Account, since: datetime, until: datetime) -> Iterator[SettlementLine]:
    """Settled payments of that time, page by page."""
    from .api import call

    page = 0
    while True:
        told = call(
            account,
            PATH,
            {
                "fromDateTime": bi_snap.timestamp(since),
                "toDateTime": bi_snap.timestamp(until),
                "pageSize": str(PAGE),
                "pageNumber": str(page),
                "additionalInfo": {"types": ["PAYMENT"], "sortOrder": "ASC"},
            },
        )
        rows = told.get("detailData") or []
        yield from (_line(row) for row in rows)
        if len(rows) < PAGE:
            return
        page += 1


def _line(row: Mapping[str, Any]) -> SettlementLine:
    more = within(row, "additionalInfo")
    when = moment(row.get("dateTime"))
    if when is None:
        raise ValueError("a line without a time")
    return SettlementLine(
        line_id=f"{more.get('referenceNo')}:{row.get('status')}",
        kind=str(row.get("type") or ""),
        provider_ref=str(more.get("referenceNo") or ""),
        reference=str(more.get("partnerReferenceNo") or ""),
        gross=rupiah(row.get("amount")),
        fee=rupiah(more.get("fee")),
        tax=0,
        currency=str(within(row, "amount").get("currency") or "IDR"),
        occurred_at=when,
        settled_at=when if row.get("status") == "SETTLEMENT" else None,
        channel=str(more.get("channel") or ""),
        raw=raw(row),
    )
