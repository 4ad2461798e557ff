"""Sari's shop from within: the test acts for it; Budi works there too."""

from collections.abc import Iterator

import pytest

from app.core import tenancy
from app.core.actor import Actor
from tests.make import make_variant, saved


@pytest.fixture
def owner(db, sari) -> Iterator[Actor]:
    """Sari at work."""
    with tenancy.acting_for(sari.vendor_id):
        yield sari.actor()


@pytest.fixture
def helper(owner: Actor, budi) -> Actor:
    """Budi at work."""
    return budi.actor()


@pytest.fixture
def crisps(owner: Actor):
    """Ten bags on the shelf."""
    return saved(lambda: make_variant(owner, stock=10))
