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
    WITH due AS MATERIALIZED (
        SELECT b.vendor_id, b.id, b.subject_id FROM bill b
            JOIN orders o ON o.vendor_id = b.vendor_id AND o.id = b.subject_id
        WHERE o.vendor_id = :vendor AND o.state = 'open' AND o.payment_state = 'unpaid' AND o.held_until <= :now
            AND b.subject_type = 'order' AND NOT EXISTS (
                SELECT FROM payment_attempt a WHERE a.vendor_id = b.vendor_id AND a.bill_id = b.id
                    AND a.state IN ('created', 'unknown', 'pending', 'authorized', 'review'))
        ORDER BY o.id LIMIT :batch FOR UPDATE OF b SKIP LOCKED
    ), closed AS (
        UPDATE bill b SET state = 'closed' FROM due d WHERE b.vendor_id = d.vendor_id AND b.id = d.id
    )
    UPDATE orders o SET state = 'expired' FROM due d
    WHERE o.vendor_id = d.vendor_id AND o.id = d.subject_id AND o.state = 'open' AND o.payment_state = 'unpaid'
    RETURNING o.id, o.number
""")
_VENDORS = text("""
    SELECT DISTINCT vendor_id FROM orders
    WHERE state = 'open' AND payment_state = 'unpaid' AND held_until <= :now ORDER BY vendor_id
""")


def expire_due() -> int:
    """Give back what unpaid orders hold past their time; returns how many orders ended.

    Commits batch by batch. An order that is being paid at this moment has its bill locked and is skipped: whoever
    locks the bill first wins, and stock is given back once. While money may still come of an attempt, the order waits:
    the attempt is first taken back at its provider.
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
