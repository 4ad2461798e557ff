"""The transaction history of the standard (12), as Midtrans documents its rows.

Source: Midtrans, "transaction history list API". Whether `amount` is gross is UNVERIFIED; its sample looks so.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from ... import bi_snap
from ...failure import UnknownOutcome
from ...words import Account, SettlementLine
from .api import call
from .words import fee, moment, raw, rupiah, text, within

HISTORY = "12"
PAGE = 50
SETTLED = "SETTLEMENT"


def lines(account: Account, since: datetime, until: datetime) -> Iterator[SettlementLine]:
    """Payments of that time, page by page, the oldest first. Raises UnknownOutcome for rows that nobody can read."""
    page = 0
    while True:
        rows = call(account, HISTORY, _asked(since, until, page)).get("detailData")
        found = rows if isinstance(rows, list) else []
        yield from (_line(row) for row in found)
        if len(found) < PAGE:
            return
        page += 1


def _asked(since: datetime, until: datetime, page: int) -> dict[str, Any]:
    return {
        "fromDateTime": bi_snap.timestamp(since),
        "toDateTime": bi_snap.timestamp(until),
        "pageSize": str(PAGE),
        "pageNumber": str(page),
        "additionalInfo": {"types": ["PAYMENT"], "payment": {"statuses": [SETTLED]}, "sortOrder": "ASC"},
    }


def _line(row: Mapping[str, Any]) -> SettlementLine:
    """`status` is the standard's word, the one in `additionalInfo` is Midtrans's own."""
    more, when = within(row, "additionalInfo"), moment(row.get("dateTime")) if isinstance(row, Mapping) else None
    if when is None:
        raise UnknownOutcome("a line without a time")
    word = text(more.get("status")) or text(row.get("status"))
    try:
        gross = rupiah(row.get("amount"))
    except ValueError as error:
        raise UnknownOutcome(str(error)) from error
    return SettlementLine(
        line_id=f"{text(more.get('referenceNo'))}:{word}",
        kind=text(row.get("type")),
        provider_ref=text(more.get("referenceNo")),
        reference=text(more.get("partnerReferenceNo")),
        gross=gross,
        fee=fee(more.get("fee")) or 0,
        tax=0,
        currency=text(within(row, "amount").get("currency")) or "IDR",
        occurred_at=when,
        settled_at=when if word == SETTLED else None,
        channel=text(more.get("channel")),
        raw=raw(row),
    )
