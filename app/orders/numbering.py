"""Numbers for people, and the last digits that tell one transfer from another."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from uuid import UUID

from sqlalchemy import text

from app.core.db import db
from app.payments.method import BY_HAND

from .decision import Accepted

CODES = 999

_NEXT = text("UPDATE vendor_counter SET orders = orders + :n WHERE vendor_id = :vendor RETURNING orders - :n")
_AWAITED = text("""
    SELECT total_amount FROM orders
    WHERE vendor_id = :vendor AND payment_state = 'unpaid' AND state = 'open' AND unique_code IS NOT NULL
        AND total_amount BETWEEN :least AND :most
""")


def number(accepted: Sequence[Accepted]) -> None:
    """Give orders their number, without holes, and those a person confirms an amount no other has that is open.

    The vendor's counter row stays locked until commit, so two transactions cannot choose the same amount. When all
    999 codes of an amount are taken the order goes without one, and the shopper is asked to name its number instead.
    """
    by_vendor: dict[UUID, list[Accepted]] = defaultdict(list)
    for order in accepted:
        by_vendor[order.attempt.vendor_id].append(order)
    for vendor_id in sorted(by_vendor):
        orders = by_vendor[vendor_id]
        before = db.session.execute(_NEXT, {"n": len(orders), "vendor": vendor_id}).scalar_one()
        for i, order in enumerate(orders, before + 1):
            order.number = i
        _tell_apart(vendor_id, [order for order in orders if order.attempt.payment_method in BY_HAND])


def _tell_apart(vendor_id: UUID, transfers: list[Accepted]) -> None:
    if not transfers:
        return
    totals = [order.total_amount for order in transfers]
    span = {"vendor": vendor_id, "least": min(totals) + 1, "most": max(totals) + CODES}
    awaited = set(db.session.scalars(_AWAITED, span))
    for order in transfers:
        order.unique_code = _free_code(order, awaited)
        if order.unique_code:
            awaited.add(order.total_amount)


def _free_code(order: Accepted, awaited: set[int]) -> int | None:
    """The first free code from the order's own number on, so that neighbours differ."""
    start = order.number % CODES
    codes: Iterable[int] = chain(range(start + 1, CODES + 1), range(1, start + 1))
    return next((code for code in codes if order.total_amount + code not in awaited), None)
