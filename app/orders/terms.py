"""How a vendor hands over goods and takes money at this moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from app.core.db import db


@dataclass(frozen=True)
class Terms:
    """A vendor's selling terms; `courier_amount` is in minor units of `currency`."""

    currency: str
    is_open: bool
    offers_pickup: bool
    offers_courier: bool
    courier_label: str
    courier_amount: int
    offers_cod: bool
    bank_account: str
    hold_minutes: int
    methods: Sequence[str]
    """Of payment accounts that are on, as "provider:method"."""


_TERMS = text("""
    SELECT id, currency, is_open, offers_pickup, offers_courier, courier_label, courier_amount, offers_cod,
        bank_account, hold_minutes, ARRAY(
            SELECT a.provider || ':' || method FROM payment_account a, unnest(a.methods) AS method
            WHERE a.vendor_id = vendor.id AND a.is_on)
    FROM vendor WHERE id = ANY (CAST(:vendors AS uuid[]))
""")


def terms(vendor_ids: Iterable[UUID]) -> dict[UUID, Terms]:
    """The terms of these vendors."""
    rows = db.session.execute(_TERMS, {"vendors": list(set(vendor_ids))})
    return {row[0]: Terms(*row[1:]) for row in rows}
