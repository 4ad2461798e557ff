from dataclasses import replace

import pytest

from app.catalog import category, draft, product, variant
from app.catalog.draft import Draft
from app.catalog.terms import Terms
from app.core import journal, tenancy
from app.core.db import db, transaction
from app.core.ids import new_id
from app.core.refusal import Forbidden, NotFound, Refusal


def make(actor, name="Keripik pedas", price=25_000, **more):
    with transaction():
        return product.create(actor, name=name, price=price, **more)


def test_name_and_price_make_a_product(sari):
    made = make(sari)
    found = product.find(sari.vendor_id, made.id)
    assert (found.name, found.slug, found.state, found.version) == ("Keripik pedas", "keripik-pedas", "hidden", 1)
    (only,) = found.variants
    assert (only.price_amount, only.price_currency, only.option_values, only.availability) == (
        25_000,
        "IDR",
        [],
        "counted",
    )


def test_making_is_journaled(sari):
    made = make(sari)
    (entry,) = journal.of(sari.vendor_id, "product", made.id)
    assert (entry.deed, entry.actor_name, entry.particulars) == ("product.created", "Sari", {"name": "Keripik pedas"})


def test_a_cashier_cannot_make_one(cashier):
    with pytest.raises(Forbidden):
        make(cashier)


def test_a_stranger_does_not_find_it(sari, rudi):
    made_id = make(sari).id
    db.session.expunge_all()
    with tenancy.acting_for(rudi.vendor_id):
        for vendor_id in (rudi.vendor_id, sari.vendor_id):
            with pytest.raises(NotFound):
                product.find(vendor_id, made_id)


def test_namesakes_get_addresses_of_their_own(sari):
    assert [make(sari).slug for _ in range(3)] == ["keripik-pedas", "keripik-pedas-2", "keripik-pedas-3"]


def test_after_nine_namesakes_the_id_settles_the_address(sari):
    with transaction():
        product.create_many(sari, [draft.simple("Teh", Terms(1000))] * 9)
    made = make(sari, "Teh")
    assert made.slug == f"teh-{made.id.hex[-12:]}"


def test_two_shops_may_use_one_address(sari, rudi):
    make(sari)
    with tenancy.acting_for(rudi.vendor_id):
        assert make(rudi).slug == "keripik-pedas"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"price": -1}, "price"),
        ({"price": 10**12}, "price"),
        ({"price": 5_000, "was": 5_000}, "was"),
        ({"was": 10**12}, "was"),
        ({"sku": "x" * 65}, "sku"),
        ({"barcode": "9" * 65}, "barcode"),
        ({"weight_grams": -1}, "weight_grams"),
        ({"availability": "sometimes"}, "availability"),
        ({"description": "x" * 20_001}, "description"),
        ({"category_id": new_id()}, "category_id"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(sari, given, field):
    with pytest.raises(Refusal) as refused:
        make(sari, **given)
    assert refused.value.field == field
    assert product.by_name(sari.vendor_id, ["keripik pedas"]) == {}


def test_names_are_tidied(sari):
    made = make(sari, " Keripik\t pedas\n250g ", sku="  KP 01 ", description="satu  \r\n\r\ndua\0\n")
    assert (made.name, made.variants[0].sku, made.description) == ("Keripik pedas 250g", "KP 01", "satu\n\ndua")


def test_a_sku_belongs_to_one_active_variant(sari):
    make(sari, sku="KP-1")
    with pytest.raises(Refusal, match="Kode KP-1 sudah dipakai Keripik pedas"):
        make(sari, "Keripik manis", sku=" KP-1 ")


def test_a_batch_makes_the_good_and_names_the_bad(sari):
    make(sari, "Lama", sku="A")
    good = draft.simple("Baru", Terms(100, sku="B"))
    drafts = [good, draft.simple("", Terms(1)), draft.simple("Lain", Terms(1, sku="A")), replace(good, name="Kembar")]
    with transaction():
        answers = product.create_many(sari, drafts)
    assert [str(answer) for answer in answers[1:]] == [
        "Tulis nama produk.",
        "Kode A sudah dipakai Lama.",
        "Kode B sudah dipakai Baru.",
    ]
    assert isinstance(answers[0], product.Made)
    assert list(product.by_name(sari.vendor_id, ["BARU", "lain", "kembar"])) == ["baru"]


def test_a_draft_with_options_makes_its_variants_in_order(sari):
    drawn = Draft(
        "Kaos", {("M", "Merah"): Terms(50_000), ("L", "Merah"): Terms(55_000, sku="K-L")}, ("Ukuran", "Warna")
    )
    with transaction():
        (made,) = product.create_many(sari, [drawn])
    shirt = product.find(sari.vendor_id, made.product_id)
    assert [one.id for one in shirt.variants] == made.variant_ids
    assert [(one.name, one.price_amount) for one in shirt.variants] == [("M / Merah", 50_000), ("L / Merah", 55_000)]
    assert shirt.option_names == ["Ukuran", "Warna"]


def test_a_draft_whose_values_do_not_fit_its_options_is_refused(sari):
    (answer,) = product.create_many(sari, [Draft("Kaos", {("M",): Terms(1)}, ("Ukuran", "Warna"))])
    assert isinstance(answer, Refusal)


def test_a_batch_of_two_hundred_takes_few_statements(sari, statements):
    with statements() as seen, transaction():
        product.create_many(sari, [draft.simple(f"Barang {i}", Terms(i, sku=f"S{i}")) for i in range(200)])
    assert len(seen) <= 9
    assert len(variant.by_sku(sari.vendor_id, [f"S{i}" for i in range(200)])) == 200


def test_a_category_is_found_with_its_product(sari):
    with transaction():
        shelf = category.create(sari, "Camilan")
    assert make(sari, category_id=shelf.id).category.name == "Camilan"


def test_only_a_published_product_has_an_address_in_the_shop(sari):
    make(sari, is_published=True)
    make(sari, "Rahasia")
    assert product.find_by_slug(sari.vendor_id, "keripik-pedas").is_published
    with pytest.raises(NotFound):
        product.find_by_slug(sari.vendor_id, "rahasia")


def test_of_namesakes_the_oldest_answers_to_the_name(sari):
    first, _ = make(sari), make(sari)
    assert product.by_name(sari.vendor_id, ["KERIPIK PEDAS "])["keripik pedas"].id == first.id
