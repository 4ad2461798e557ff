"""GET /transactions: every movement of the balance with its fees, page by page.

A row that is reversed keeps its id and changes its status, so it is told as the payment and as its opposite. Money of a
switcher channel goes straight to the shop's bank; its row looks the same and only its fee moves the balance.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from ...scrub import scrubbed_text
from ...words import Account, SettlementLine
from .api import call, understood
from .value import fee, moment, rows, rupiah, text, within

PAGE = 50
MOVED = ("SUCCESS", "REVERSED")
SETTLED = ("SETTLED", "EARLY_SETTLED")


def lines(account: Account, since: datetime, until: datetime) -> Iterator[SettlementLine]:
    """What moved in rupiah in that time."""
    after = ""
    while True:
        told = call(account, "GET", f"/transactions?{_query(since, until, after)}")
        found = rows(told)
        with understood():
            page = [line for row in found if row.get("status") in MOVED for line in _lines(row)]
        yield from page
        last = text(found[-1].get("id")) if found else ""
        if not (isinstance(told, Mapping) and told.get("has_more")) or last in ("", after):
            return
        after = last


def _query(since: datetime, until: datetime, after: str) -> str:
    wanted = [("created[gte]", _utc(since)), ("created[lte]", _utc(until)), ("currency", "IDR"), ("limit", str(PAGE))]
    wanted += [("statuses", status) for status in MOVED]
    return urlencode([*wanted, ("after_id", after)] if after else wanted)


def _utc(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def _lines(row: Mapping[str, Any]) -> list[SettlementLine]:
    line = _line(row)
    if row.get("status") != "REVERSED":
        return [line]
    is_given_back = within(row, "fee").get("status") in ("REVERSED", "CANCELED")
    back = replace(
        line,
        line_id=f"{line.line_id}:REVERSED",
        kind="REVERSED",
        gross=-line.gross,
        fee=-line.fee if is_given_back else 0,
        tax=-line.tax if is_given_back else 0,
        occurred_at=moment(row.get("updated")) or line.occurred_at,
    )
    return [line, back]


def _line(row: Mapping[str, Any]) -> SettlementLine:
    costs, about = within(row, "fee"), within(row, "product_data")
    made = moment(row.get("created"))
    if made is None:
        raise ValueError("a transaction without a time")
    is_settled = row.get("settlement_status") in SETTLED
    return SettlementLine(
        line_id=text(row.get("id")),
        kind=text(row.get("type")),
        provider_ref=text(about.get("payment_request_id") or about.get("payment_link_id") or row.get("product_id")),
        reference=text(row.get("reference_id")),
        gross=(-1 if row.get("cashflow") == "MONEY_OUT" else 1) * rupiah(row.get("amount")),
        fee=fee(costs.get("xendit_fee")),
        tax=fee(costs.get("value_added_tax")),
        currency=text(row.get("currency")) or "IDR",
        occurred_at=made,
        settled_at=moment(row.get("estimated_settlement_time") or row.get("updated")) if is_settled else None,
        channel=text(row.get("channel_code")),
        raw=scrubbed_text(json.dumps(row).encode()),
    )
