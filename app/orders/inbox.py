"""The vendor's orders by what they wait for, and found again by anything that is written on paper."""

import re
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import selectinload

from app.core.db import db
from app.core.refusal import NotFound

from .order import Order

PAGE = 25
MOST_AT_ONCE = 100

_open = Order.state == "open"
_may_leave = or_(Order.payment_state == "paid", Order.payment_method == "cod")

TABS: Mapping[str, ColumnElement[bool]] = {
    "new": and_(_open, ~_may_leave),
    "packing": and_(_open, _may_leave, Order.fulfilment_state == "waiting"),
    "sending": and_(_open, _may_leave, Order.fulfilment_state != "waiting"),
    "done": Order.state == "completed",
    "cancelled": Order.state.in_(("cancelled", "expired")),
}
"""new waits for a transfer, packing for hands, sending for the road; each order is in exactly one."""

WAITING = ("new", "packing", "sending")

Slice = tuple[Sequence[Order], bool]
"""Orders, newest first, and whether older ones follow."""


def tab_of(order: Order) -> str:
    """The tab that an order is in now: the same rule as TABS, for an order at hand."""
    if order.state != "open":
        return "done" if order.state == "completed" else "cancelled"
    if not order.may_leave:
        return "new"
    return "packing" if order.fulfilment_state == "waiting" else "sending"


def counts(vendor_id: UUID) -> dict[str, int]:
    """How many orders wait in each tab that waits for somebody."""
    columns = [func.count().filter(TABS[tab]).label(tab) for tab in WAITING]
    row = db.session.execute(select(*columns).where(Order.vendor_id == vendor_id, _open)).one()
    return dict(row._mapping)


def page(vendor_id: UUID, tab: str, *, before: int | None = None, limit: int = PAGE) -> Slice:
    """Orders of a tab, below the number `before`."""
    query = _orders(vendor_id).where(TABS[tab])
    return _slice(query if before is None else query.where(Order.number < before), limit)


def search(vendor_id: UUID, words: str, *, before: int | None = None, limit: int = PAGE) -> Slice:
    """Orders found by their number, phone, name, transfer amount or tracking number."""
    query = _orders(vendor_id).where(_matches(" ".join(words.split())))
    return _slice(query if before is None else query.where(Order.number < before), limit)


def owed_back(vendor_id: UUID) -> Sequence[Order]:
    """Orders that are over and whose money is to go back to the shopper, the oldest first."""
    query = select(Order).where(Order.vendor_id == vendor_id, Order.payment_state == "refund_due")
    return db.session.scalars(query.order_by(Order.number).limit(MOST_AT_ONCE)).all()


def several(vendor_id: UUID, ids: Collection[UUID]) -> Sequence[Order]:
    """These orders, oldest first, to be printed together. Raises NotFound when one is not the vendor's."""
    wanted = set(list(ids)[:MOST_AT_ONCE])
    found = some(vendor_id, wanted)
    if not wanted or len(found) != len(wanted):
        raise NotFound("Pesanan tidak ditemukan.")
    return found


def some(vendor_id: UUID, ids: Collection[UUID]) -> Sequence[Order]:
    """Those of these orders that are the vendor's, with their lines, oldest first."""
    return db.session.scalars(_orders(vendor_id).where(Order.id.in_(ids)).order_by(None).order_by(Order.number)).all()


def _orders(vendor_id: UUID):  # type: ignore[no-untyped-def]
    mine = select(Order).where(Order.vendor_id == vendor_id)
    return mine.options(selectinload(Order.lines)).order_by(Order.number.desc())


def _slice(query, limit: int) -> Slice:  # type: ignore[no-untyped-def]
    rows = db.session.scalars(query.limit(limit + 1)).all()
    return rows[:limit], len(rows) > limit


def _matches(words: str) -> ColumnElement[bool]:
    text = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    ways: list[ColumnElement[bool]] = [Order.shopper_name.ilike(f"%{text}%"), Order.tracking_number.ilike(f"%{text}%")]
    digits = re.sub(r"\D", "", words)
    if digits and not re.search(r"[A-Za-z]{3,}", words):
        ways += _numbers(digits)
    return or_(*ways)


def _numbers(digits: str) -> list[ColumnElement[bool]]:
    """A number may be an order's, a sum of money, or (part of) a phone number as people write it, 0812…"""
    ways: list[ColumnElement[bool]] = []
    if len(digits) <= 18:
        ways += [Order.number == int(digits), Order.total_amount == int(digits)]
    if len(digits) >= 4:
        ways.append(Order.shopper_phone.contains(digits.removeprefix("0"), autoescape=True))
    return ways
