"""Shops and their addresses."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from app.accounts import signing_up, vendor
from app.core import journal, tenancy
from app.core.db import transaction
from app.core.refusal import NotFound, Refusal
from tests import make


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Warung Sari", "warung-sari"),
        ("  Toko   Ibu & Anak!! ", "toko-ibu-dan-anak"),
        ("Kafé Ñandú", "kafe-nandu"),
        ("D'Cost Seafood", "dcost-seafood"),
        ("杂货店", "toko"),
        ("---", "toko"),
        ("Admin", "toko-admin"),
        ("x" * 80, "x" * 40),
        ("a" * 39 + " b", "a" * 39),
    ],
)
def test_an_address_comes_from_the_name(name, slug):
    assert vendor.slug_from(name) == slug


def test_a_shop_has_its_counters(db):
    shop = vendor.found("Warung Sari")
    assert db.session.get(vendor.Counter, shop.id).journal == 0
    assert (shop.currency, shop.is_open, shop.offers_transfer) == ("IDR", True, False)
    assert vendor.find_by_slug("WARUNG-SARI") is shop


def test_namesakes_are_numbered(db):
    assert [vendor.found("Warung Sari").slug for _ in range(3)] == ["warung-sari", "warung-sari-2", "warung-sari-3"]
    assert vendor.free_slug("Warung Sari") == "warung-sari-4"
    assert vendor.free_slug("Warung") == "warung"
    assert vendor.found("toko").slug == "toko-2"


def test_long_namesakes_stay_within_the_limit(db):
    slugs = {vendor.found("x" * 80).slug for _ in range(3)}
    assert len(slugs) == 3
    assert max(map(len, slugs)) <= vendor.LONGEST_SLUG


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_shop_needs_a_name(db, name):
    with pytest.raises(Refusal) as refused:
        vendor.found(name)
    assert refused.value.field == "name"


@pytest.mark.parametrize("slug", ["nothing-here", "", "a'; drop table vendor"])
def test_an_unknown_address_is_not_found(db, slug):
    with pytest.raises(NotFound):
        vendor.find_by_slug(slug)


def open_one(app: Flask, number: int) -> str:
    with app.app_context(), transaction():
        return signing_up.open_shop(make.make_person(f"Sari {number}"), "Warung Sari").vendor.slug


def test_six_shops_of_one_name_opened_at_once_get_six_addresses(app):
    with ThreadPoolExecutor(6) as hands:
        slugs = list(hands.map(lambda number: open_one(app, number), range(6)))
    assert len(set(slugs)) == 6


def test_opening_a_shop_is_its_first_journal_entry(db):
    with transaction():
        owner = make.make_shop("Warung Sari")
    assert owner.role == "owner"
    with tenancy.acting_for(owner.vendor_id):
        (entry,) = journal.since(owner.vendor_id, 0)
    assert (entry.deed, entry.actor_name, entry.particulars["slug"]) == ("shop.opened", "Sari", "warung-sari")
