"""Sales begin and end by themselves, by the database's clock."""

import logging
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import text

from app.core.actor import Actor, system
from app.core.db import db, transaction
from app.core.tenancy import acting_for, everyone

from . import carving

EARLY_SECONDS = 3
"""So long before its start a sale's stock is set apart: the first press of the first second finds it there.

Nothing is sold before the start: every deal asks for the time itself.
"""

log = logging.getLogger(__name__)

_TO_BEGIN = text(f"""
    SELECT vendor_id, id FROM flash_sale
    WHERE state = 'planned' AND starts_at <= clock_timestamp() + interval '{EARLY_SECONDS} seconds'
""")
_TO_END = text("SELECT vendor_id, id FROM flash_sale WHERE state = 'running' AND ends_at <= clock_timestamp()")
_NEXT = text("""
    SELECT coalesce(min(extract(epoch FROM starts_at - clock_timestamp())), 3600)
    FROM flash_sale WHERE state = 'planned'
""")
_TO_RETURN = text("""
    SELECT DISTINCT s.vendor_id, s.id FROM flash_sale s
    JOIN stock_location p ON p.vendor_id = s.vendor_id AND p.flash_sale_id = s.id
    JOIN stock_level l ON l.vendor_id = p.vendor_id AND l.location_id = p.id
    WHERE s.state = 'ended' AND l.on_hand - l.held - l.allocated > 0
""")


def keep_time() -> int:
    """Begin what is due, end what is over, bring back what came free afterwards; returns how many sales it touched."""
    return sum(
        _each(question, deed)
        for question, deed in ((_TO_BEGIN, carving.begin), (_TO_END, carving.end), (_TO_RETURN, carving.give_back))
    )


def until_next() -> float:
    """Seconds until the next planned sale should begin: 0 or less when one is due, an hour at the most."""
    with everyone():
        seconds = db.session.scalar(_NEXT)
        db.session.rollback()
    return min(float(seconds) - EARLY_SECONDS, 3600.0)


def _each(question, deed: Callable[[Actor, UUID], object]) -> int:  # type: ignore[no-untyped-def]
    with everyone():
        due = db.session.execute(question).all()
        db.session.rollback()
    for vendor_id, sale_id in due:
        _one(deed, vendor_id, sale_id)
    return len(due)


def _one(deed: Callable[[Actor, UUID], object], vendor_id: UUID, sale_id: UUID) -> None:
    """A sale that fails is tried again by the next sweep, and holds up no other."""
    try:
        with acting_for(vendor_id), transaction():
            deed(system(vendor_id), sale_id)
    except Exception:
        log.exception("flash sale %s could not be moved along", sale_id)
