"""Sari's shop and Rudi's, with nothing on their shelves yet."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import text

from app.core import tenancy
from app.core.actor import Actor
from app.core.ids import new_id


def open_shop(db, slug: str) -> UUID:
    """A vendor with a counter, as signing up would make it."""
    vendor_id = new_id()
    db.session.execute(
        text("INSERT INTO vendor (id, slug, name) VALUES (:id, :slug, :slug)"), {"id": vendor_id, "slug": slug}
    )
    db.session.execute(text("INSERT INTO vendor_counter (vendor_id) VALUES (:id)"), {"id": vendor_id})
    db.session.commit()
    return vendor_id


@pytest.fixture
def sari(db) -> Iterator[Actor]:
    """Owner of Warung Sari; the test acts for her shop."""
    vendor_id = open_shop(db, "warung-sari")
    with tenancy.acting_for(vendor_id):
        yield Actor("staff", vendor_id, new_id(), "Sari", "owner")


@pytest.fixture
def budi(sari: Actor) -> Actor:
    """Her staff."""
    return Actor("staff", sari.vendor_id, new_id(), "Budi", "staff")


@pytest.fixture
def cashier(sari: Actor) -> Actor:
    """Her cashier, who sells and changes nothing."""
    return Actor("staff", sari.vendor_id, new_id(), "Putri", "cashier")


@pytest.fixture
def rudi(db) -> Actor:
    """Owner of another shop: the stranger."""
    return Actor("staff", open_shop(db, "toko-rudi"), new_id(), "Rudi", "owner")
