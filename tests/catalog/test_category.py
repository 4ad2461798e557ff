import pytest

from app.catalog import category, product
from app.core import journal, tenancy
from app.core.db import db, transaction
from app.core.refusal import Forbidden, NotFound, Refusal


def make(actor, name="Camilan"):
    with transaction():
        return category.create(actor, name)


def test_categories_stand_in_the_order_they_were_made(sari):
    for name in ("Minuman", "Camilan"):
        make(sari, name)
    assert [one.name for one in category.all_of(sari.vendor_id)] == ["Minuman", "Camilan"]


@pytest.mark.parametrize("name", [" ", "x" * 61, "CAMILAN"])
def test_a_name_must_be_there_short_and_free(sari, name):
    make(sari)
    with pytest.raises(Refusal) as refused:
        make(sari, name)
    assert refused.value.field == "name"


def test_a_category_may_keep_its_name_in_other_letters(sari):
    with transaction():
        category.rename(sari, make(sari).id, "camilan")
    assert category.named(sari.vendor_id, "CAMILAN").name == "camilan"


def test_products_outlive_their_category(sari):
    shelf = make(sari)
    with transaction():
        crisps = product.create(sari, name="Keripik", price=1, category_id=shelf.id)
    with transaction():
        category.remove(sari, shelf.id)
    db.session.expire_all()
    assert product.find(sari.vendor_id, crisps.id).category_id is None
    with pytest.raises(NotFound):
        category.find(sari.vendor_id, shelf.id)


def test_deeds_on_categories_are_journaled(sari):
    shelf = make(sari)
    with transaction():
        category.rename(sari, shelf.id, "Kue")
    with transaction():
        category.remove(sari, shelf.id)
    history = journal.of(sari.vendor_id, "category", shelf.id)
    assert [entry.deed for entry in history] == ["category.removed", "category.renamed", "category.created"]


def test_names_of_a_list_find_or_make_their_categories(sari):
    shelf = make(sari)
    with transaction():
        ids = category.ensure(sari, ["camilan", " Kue ", "kue", ""])
    assert set(ids) == {"camilan", "kue"}
    assert ids["camilan"] == shelf.id


def test_a_cashier_changes_no_category(sari, cashier):
    shelf = make(sari)
    for deed in (
        lambda: make(cashier, "Kue"),
        lambda: category.rename(cashier, shelf.id, "x"),
        lambda: category.remove(cashier, shelf.id),
    ):
        with pytest.raises(Forbidden):
            deed()


def test_a_stranger_finds_no_category(sari, rudi):
    shelf_id = make(sari).id
    with tenancy.acting_for(rudi.vendor_id), pytest.raises(NotFound):
        category.rename(rudi, shelf_id, "Milikku")
