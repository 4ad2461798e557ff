"""Where a page stands in the journal: read before its figures are, so that nothing between is missed."""

from uuid import UUID

from flask import Flask, g
from sqlalchemy import text

from app.core.db import db

BACK_OFFICE = "backoffice"


def init_app(app: Flask) -> None:
    """Note the number before each page of the back office, after its guard; templates know it as live_seq."""
    app.before_request_funcs.setdefault(BACK_OFFICE, []).append(note)
    app.context_processor(lambda: {"live_seq": g.get("live_seq", 0)})


def note() -> None:
    """The number up to which this page tells everything; a form that is refused comes back as a page too."""
    if g.get("vendor"):
        g.live_seq = reached(g.vendor.id)


def reached(vendor_id: UUID) -> int:
    """How far a vendor's journal goes."""
    query = text("SELECT journal FROM vendor_counter WHERE vendor_id = :vendor")
    return db.session.execute(query, {"vendor": vendor_id}).scalar() or 0
