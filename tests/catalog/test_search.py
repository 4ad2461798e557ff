import pytest

from app.catalog import category, listing, product, publication, search
from app.catalog.draft import Draft, simple
from app.catalog.terms import Terms
from app.core import tenancy
from app.core.db import db, transaction


@pytest.fixture
def shelf(sari):
    with transaction():
        snacks = category.create(sari, "Camilan")
        made = product.create_many(
            sari,
            [
                simple("Keripik singkong pedas", Terms(25_000, sku="KSP-250")),
                simple("Keripik tempe", Terms(20_000, barcode="8991234567890"), category_id=snacks.id),
                simple("Sambal", Terms(15_000), description="Cocok untuk makanan dan keripik"),
                Draft("Kaos polos", {("L", "Biru dongker"): Terms(60_000)}, ("Ukuran", "Warna")),
            ],
        )
        publication.publish(sari, [one.product_id for one in made])


def found(actor, typed, **more):
    return [one.name for one in db.session.scalars(listing.catalogue(actor.vendor_id, typed=typed, **more))]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("kerip", ["Keripik tempe", "Keripik singkong pedas"]),
        ("keripik", ["Keripik tempe", "Keripik singkong pedas", "Sambal"]),
        ("KERIPIK PED", ["Keripik singkong pedas"]),
        ("pedas, keripik!", ["Keripik singkong pedas"]),
        ("makan", ["Sambal"]),
        ("camil", ["Keripik tempe"]),
        ("camilan tempe", ["Keripik tempe"]),
        ("dongker", ["Kaos polos"]),
        ("kaos biru", ["Kaos polos"]),
        ("ksp-250", ["Keripik singkong pedas"]),
        ("8991234567890", ["Keripik tempe"]),
        ("899123456", []),
        ("bakso", []),
        ("' | & :* !", []),
        ("%", []),
    ],
)
def test_words_find_products(sari, shelf, typed, names):
    assert found(sari, typed) == names


def test_nothing_typed_finds_everything_newest_first(sari, shelf):
    assert found(sari, "  ")[0] == "Kaos polos"
    assert len(found(sari, "")) == 4


def test_a_code_comes_before_a_name(sari, shelf):
    with transaction():
        product.create(sari, name="Sambal terasi", price=1, sku="tempe")
    assert found(sari, "tempe") == ["Sambal terasi", "Keripik tempe"]


def test_a_variant_that_is_no_longer_sold_is_not_found(sari, shelf):
    (shirt,) = db.session.scalars(listing.catalogue(sari.vendor_id, typed="dongker"))
    with transaction():
        shirt.variants[0].is_active = False
    assert found(sari, "dongker") == []


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("kripik tempe", ["Keripik tempe"]),
        ("kripi tempe", ["Keripik tempe"]),
        ("krip", ["Keripik tempe", "Keripik singkong pedas"]),
        ("kri", []),
        ("sambel", ["Sambal"]),
        ("kaus", ["Kaos polos"]),
        ("KRIPIK-TEMPE", ["Keripik tempe"]),
    ],
)
def test_a_word_is_found_however_it_is_spelled(sari, shelf, typed, names):
    assert found(sari, typed)[: len(names) or None] == names


def test_a_short_twin_finds_itself_and_no_longer_word(sari):
    with transaction():
        product.create_many(sari, [simple("Minyak goreng", Terms(1)), simple("Mi instan", Terms(1))])
    assert found(sari, "mie") == ["Mi instan"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("krpik", "keripik"),
        ("keripik tempeh", ""),
        ("keripik singkng", "keripik singkong"),
        ("kripik singkng", "kripik singkong"),
        ("camilna tempe", "camilan tempe"),
        ("kaos dongkre", "kaos dongker"),
        ("xyzzy", ""),
        ("keripik", ""),
    ],
)
def test_a_mistyped_word_is_mended(sari, shelf, typed, meant):
    assert search.nearest(sari.vendor_id, typed, listing.IN_USE) == meant


def test_a_word_is_not_mended_by_what_may_not_be_seen(sari, shelf):
    with transaction():
        publication.hide(sari, [one.id for one in product.by_name(sari.vendor_id, ["sambal"]).values()])
    assert search.nearest(sari.vendor_id, "sambla", listing.IN_USE) == "sambal"
    assert search.nearest(sari.vendor_id, "sambla", ("published",)) == ""


def test_the_archive_is_searched_only_when_asked_for(sari, shelf):
    with transaction():
        publication.archive(sari, [one.id for one in product.by_name(sari.vendor_id, ["sambal"]).values()])
    assert "Sambal" not in found(sari, "")
    assert found(sari, "sambal", states=("archived",)) == ["Sambal"]


def test_a_category_narrows_the_list(sari, shelf):
    assert found(sari, "", category_id=category.named(sari.vendor_id, "Camilan").id) == ["Keripik tempe"]


def test_counts_are_by_state(sari, shelf):
    assert listing.counts(sari.vendor_id) == {"published": 4}


def test_a_stranger_finds_nothing_of_it(sari, rudi, shelf):
    with tenancy.acting_for(rudi.vendor_id):
        assert found(rudi, "keripik") == []
        assert search.nearest(rudi.vendor_id, "krpik", listing.IN_USE) == ""
