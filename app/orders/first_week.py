"""What a new shop still has to do, each step seen in what is there: nobody ticks a box."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import text

from app.accounts import vendor as vendors
from app.core import journal
from app.core.actor import Actor
from app.core.clock import now
from app.core.db import db

STEPS = ("product", "shared", "handover", "bank", "order")
DAYS = 14

_DONE = text("""
    SELECT EXISTS (SELECT FROM product WHERE vendor_id = :vendor AND state = 'published') AS product,
        EXISTS (SELECT FROM journal WHERE vendor_id = :vendor AND deed = 'shop.shared') AS shared,
        v.offers_courier OR v.pickup_address <> '' AS handover,
        v.bank_account <> '' AS bank,
        EXISTS (SELECT FROM orders WHERE vendor_id = :vendor) AS "order"
    FROM vendor v WHERE v.id = :vendor
""")


def guide(vendor_id: UUID) -> dict[str, bool]:
    """Each step and whether it is done, in the order they make sense; empty once all are, or after two weeks."""
    done = db.session.execute(_DONE, {"vendor": vendor_id}).one()._mapping
    is_old = vendors.find(vendor_id).created_at < now() - timedelta(days=DAYS)
    return {} if is_old or all(done.values()) else {step: done[step] for step in STEPS}


def share(actor: Actor) -> None:
    """The shop's address went out to people. Noted once; sharing again needs no second note."""
    if not db.session.execute(_DONE, {"vendor": actor.vendor_id}).one().shared:
        journal.record(actor, "shop.shared", subject=("vendor", actor.vendor_id))
