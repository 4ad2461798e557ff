"""Holds whose time is up: one conditional update against the payment, and the goods can be sold again."""

from uuid import UUID

from sqlalchemy import text

from app.core import journal
from app.core.actor import system
from app.core.clock import now
from app.core.db import db, transaction
from app.core.tenancy import everyone
from app.flash import deal
from app.stock import allocation

BATCH = 100

_DUE = text("""
    UPDATE orders SET state = 'expired'
    WHERE (vendor_id, id) IN (
        SELECT vendor_id, id FROM orders
        WHERE vendor_id = :vendor AND state = 'open' AND payment_state = 'unpaid' AND held_until <= :now
        ORDER BY id LIMIT :batch FOR UPDATE SKIP LOCKED)
    RETURNING id, number
""")
_VENDORS = text("""
    SELECT DISTINCT vendor_id FROM orders
    WHERE state = 'open' AND payment_state = 'unpaid' AND held_until <= :now ORDER BY vendor_id
""")


def expire_due() -> int:
    """Give back what unpaid orders hold past their time; returns how many orders ended.

    Commits batch by batch. An order that is being paid at this moment is locked and therefore skipped: whoever
    changes the row first wins, and stock is given back once.
    """
    with everyone():
        vendors = db.session.scalars(_VENDORS, {"now": now()}).all()
        db.session.rollback()
        return sum(_expire_batches(vendor_id) for vendor_id in vendors)


def _expire_batches(vendor_id: UUID) -> int:
    ended = 0
    while True:
        with transaction():
            due = db.session.execute(_DUE, {"vendor": vendor_id, "now": now(), "batch": BATCH}).all()
            allocation.lock(vendor_id, [row.id for row in due])
            for row in due:
                _give_back(vendor_id, row.id, row.number)
            deal.give_back(vendor_id, [row.id for row in due])
        ended += len(due)
        if len(due) < BATCH:
            return ended


def _give_back(vendor_id: UUID, order_id: UUID, number: int) -> None:
    freed = [str(id_) for id_ in allocation.release(vendor_id, order_id)]
    journal.record(system(vendor_id), "order.expired", subject=("order", order_id), number=number, variants=freed)
