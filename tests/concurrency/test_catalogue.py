"""Several people write into one catalogue at the same moment, on real threads and a real PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError

from app.catalog import naming, product, revision
from app.catalog.revision import Revision
from app.catalog.terms import Terms
from app.core import tenancy
from app.core.db import db as database
from app.core.db import transaction
from app.core.refusal import Changed, Refusal

HANDS = 6


@pytest.fixture
def crowd(app, sari):
    """Does a deed in as many threads as there are hands, all at once; answers what came of each."""

    def press(deed):
        start = Barrier(HANDS)

        def one(hand):
            with app.app_context(), tenancy.acting_for(sari.vendor_id):
                start.wait()
                try:
                    with transaction():
                        return deed(sari.actor(), hand)
                except Exception as error:
                    return error
                finally:
                    database.session.remove()

        with ThreadPoolExecutor(HANDS) as pool:
            return list(pool.map(one, range(HANDS)))

    return press


def make(actor, _hand):
    return product.create(actor, name="Keripik", price=1, sku="KP").slug


def name_it(actor, _hand):
    return product.create(actor, name="Keripik", price=1).slug


def test_a_code_goes_to_one_and_the_others_hear_to_whom(crowd):
    outcomes = crowd(make)
    refused = [one for one in outcomes if isinstance(one, Refusal)]
    assert [one for one in outcomes if isinstance(one, str)] == ["keripik"]
    assert {str(one) for one in refused} == {"Kode KP sudah dipakai Keripik."}
    assert len(refused) == HANDS - 1


def test_everybody_s_keripik_gets_an_address_of_its_own(crowd):
    assert sorted(crowd(name_it)) == ["keripik", *(f"keripik-{n}" for n in range(2, HANDS + 1))]


def test_negative_control_without_the_lock_the_database_breaks_in(crowd, monkeypatch):
    monkeypatch.setattr(naming, "lock", lambda vendor_id: None)
    assert any(isinstance(one, IntegrityError) for one in crowd(name_it))


@pytest.fixture
def saves(app, sari, crowd):
    """Everybody saves the same version with a price of their own."""
    with app.app_context(), tenancy.acting_for(sari.vendor_id), transaction():
        crisps_id = product.create(sari.actor(), name="Keripik", price=1).id

    def save(actor, hand):
        wanted = Revision("Keripik", {(): Terms(100 + hand)})
        return revision.change(actor, crisps_id, version=1, wanted=wanted).version

    return lambda: crowd(save)


def test_of_many_saves_of_one_version_one_is_kept(saves):
    outcomes = saves()
    assert outcomes.count(2) == 1
    assert sum(isinstance(one, Changed) for one in outcomes) == HANDS - 1


def test_negative_control_without_looking_at_the_version_everybody_writes_over_the_other(saves, monkeypatch):
    monkeypatch.setattr(revision, "_refuse_older", lambda product, version: None)
    assert sorted(saves()) == list(range(2, HANDS + 2))
