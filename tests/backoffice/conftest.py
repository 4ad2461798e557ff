"""Sari's shelf, for the doors of the back office."""

import pytest

from app.catalog import product
from app.catalog.draft import simple
from app.catalog.terms import Terms
from app.core import tenancy
from app.core.db import transaction
from app.stock import movement


@pytest.fixture
def within(app, sari):
    """Sari's rows, read afresh."""

    def read(deed):
        with app.app_context(), tenancy.acting_for(sari.vendor_id):
            return deed()

    return read


@pytest.fixture
def stored(within, sari):
    """What a product has now, as the function given reads it."""
    return lambda one_id, read: within(lambda: read(product.find(sari.vendor_id, one_id)))


@pytest.fixture
def shelve(within, sari):
    """Products on Sari's shelf; answers their ids."""

    def made(*drafts, stock=None):
        def deed():
            with transaction():
                products = product.create_many(sari.actor(), drafts)
                if stock is not None:
                    movement.open(sari.actor(), {id_: stock for one in products for id_ in one.variant_ids})
            return [one.product_id for one in products]

        return within(deed)

    return made


@pytest.fixture
def crisps(shelve):
    (made,) = shelve(simple("Keripik pedas", Terms(25_000, sku="KP-1"), is_published=True), stock=7)
    return made
