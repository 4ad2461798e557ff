"""What an owner asks in the morning: how it sells, what waits for me, how the last two weeks went."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from app.core.clock import JAKARTA, now
from app.core.db import db
from app.payments import refund as refunds
from app.payments import surplus
from app.stock import inventory

DAYS = 14
NAMED = 3


@dataclass(frozen=True)
class Sales:
    """Orders that count as sold (paid, or paid on delivery, and not called off) and their total in minor units."""

    orders: int
    amount: int


@dataclass(frozen=True)
class Comparison:
    """Today until this moment, beside the same weekday a week ago until the same time of day."""

    today: Sales
    last_week: Sales
    until: datetime

    @property
    def percent(self) -> int | None:
        """How far above (or below) last week, in whole percent; None when there is nothing to compare with."""
        before = self.last_week.amount
        return round((self.today.amount - before) * 100 / before) if before else None


@dataclass(frozen=True)
class Day:
    """One day in Jakarta and what was sold on it."""

    on: date
    sales: Sales


@dataclass(frozen=True)
class Need:
    """Something that waits for a person, of one of KINDS; a few names to recognise it by."""

    kind: str
    count: int
    names: tuple[str, ...] = ()


_SOLD = "state IN ('open', 'completed') AND (payment_state = 'paid' OR payment_method = 'cod')"
_SALES = text(f"""
    SELECT count(*) AS orders, coalesce(sum(total_amount), 0)::bigint AS amount FROM orders
    WHERE vendor_id = :vendor AND placed_at >= :since AND placed_at < :until AND {_SOLD}
""")
_BY_DAY = text(f"""
    SELECT (placed_at AT TIME ZONE 'Asia/Jakarta')::date AS day, count(*) AS orders,
        sum(total_amount)::bigint AS amount
    FROM orders WHERE vendor_id = :vendor AND placed_at >= :since AND placed_at < :until AND {_SOLD} GROUP BY 1
""")
_WAITING = text("""
    WITH waiting AS (
        SELECT number, CASE
            WHEN state <> 'open' THEN 'refund'
            WHEN payment_state = 'reversed' THEN 'reversed'
            WHEN payment_method IN ('transfer', 'qris_static') AND payment_state = 'unpaid' THEN 'confirm'
            WHEN payment_method <> 'cod' AND payment_state <> 'paid' THEN NULL
            WHEN fulfilment_state = 'waiting' THEN 'pack'
            WHEN fulfilment_state = 'packed' THEN 'send' END AS kind
        FROM orders WHERE vendor_id = :vendor AND (state = 'open' OR payment_state = 'refund_due'))
    SELECT kind, count(*) AS number, (array_agg('#' || number ORDER BY number))[1:3] AS names
    FROM waiting WHERE kind IS NOT NULL GROUP BY kind
""")
KINDS = ("reversed", "desk", "payout", "confirm", "pack", "send", "refund", "out", "low")


def sales(vendor_id: UUID) -> Comparison:
    """Today's sales so far beside last week's at the same time."""
    moment = now().astimezone(JAKARTA)
    week_ago = moment - timedelta(days=7)
    return Comparison(
        _sold(vendor_id, _midnight(moment.date()), moment),
        _sold(vendor_id, _midnight(week_ago.date()), week_ago),
        week_ago,
    )


def days(vendor_id: UUID) -> list[Day]:
    """The last fourteen days in Jakarta, today last; a day without sales is there too."""
    last = now().astimezone(JAKARTA).date()
    first = last - timedelta(days=DAYS - 1)
    span = {"vendor": vendor_id, "since": _midnight(first), "until": _midnight(last + timedelta(days=1))}
    sold = {row.day: Sales(row.orders, row.amount) for row in db.session.execute(_BY_DAY, span)}
    return [Day(on, sold.get(on, Sales(0, 0))) for on in (first + timedelta(days=n) for n in range(DAYS))]


def needs(vendor_id: UUID) -> list[Need]:
    """What waits for a person, most pressing first; nothing when nothing does."""
    rows = db.session.execute(_WAITING, {"vendor": vendor_id})
    found = {row.kind: Need(row.kind, row.number, tuple(row.names)) for row in rows}
    money = {"desk": surplus.count_waiting(vendor_id), "payout": len(refunds.payouts(vendor_id))}
    found |= {kind: Need(kind, number) for kind, number in money.items() if number}
    found |= {kind: _short(vendor_id, kind, number) for kind, number in inventory.waiting(vendor_id).items() if number}
    return [found[kind] for kind in KINDS if kind in found]


def _short(vendor_id: UUID, kind: str, number: int) -> Need:
    """Goods that are out or run low, the same that the stock list shows."""
    variants: Any = db.session.scalars(inventory.listed(vendor_id, state=kind).limit(NAMED))
    return Need(kind, number, tuple(f"{one.product.name} {one.name}".strip() for one in variants))


def _sold(vendor_id: UUID, since: datetime, until: datetime) -> Sales:
    row = db.session.execute(_SALES, {"vendor": vendor_id, "since": since, "until": until}).one()
    return Sales(row.orders, row.amount)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), JAKARTA)
