import pytest

from app.catalog import category
from app.catalog.draft import simple
from app.catalog.terms import Terms
from app.core.db import transaction

from .forms import html, send

HOME = "/backoffice/categories"


@pytest.fixture
def snacks(within, sari):
    def deed():
        with transaction():
            return category.create(sari.actor(), "Camilan").id

    return within(deed)


def test_a_category_is_added(as_sari):
    assert send(as_sari, HOME, name=" Minuman ").status_code == 303
    page = html(as_sari, HOME)
    assert "Kategori Minuman ditambahkan." in page
    assert 'value="Minuman"' in page


def test_a_name_that_is_taken_stays_in_its_field(as_sari, snacks):
    answer = send(as_sari, HOME, name="camilan")
    assert answer.status_code == 422
    assert "Kategori Camilan sudah ada." in answer.get_data(as_text=True)
    assert 'value="camilan"' in answer.get_data(as_text=True)


def test_a_category_is_renamed_in_its_row(as_sari, snacks):
    send(as_sari, f"{HOME}/{snacks}?_method=put", name="Kudapan")
    assert 'value="Kudapan"' in html(as_sari, HOME)
    answer = send(as_sari, f"{HOME}/{snacks}?_method=put", name="")
    assert answer.status_code == 422
    assert "Tulis nama kategori." in answer.get_data(as_text=True)


def test_a_category_goes_and_going_twice_is_not_found(as_sari, snacks):
    assert send(as_sari, f"{HOME}/{snacks}?_method=delete").status_code == 303
    assert "Kategori Camilan dihapus. Produknya tetap ada." in html(as_sari, HOME)
    assert send(as_sari, f"{HOME}/{snacks}?_method=delete").status_code == 404


def test_a_stranger_finds_no_category(as_rudi, snacks):
    assert "Camilan" not in [part.split('"')[0] for part in html(as_rudi, HOME).split('value="')]
    for method in ("put", "delete"):
        assert send(as_rudi, f"{HOME}/{snacks}?_method={method}", name="Milikku").status_code == 404


def test_a_category_shows_its_products_alone(as_sari, snacks, shelve):
    shelve(simple("Keripik", Terms(1), category_id=snacks), simple("Teh", Terms(1)))
    page = html(as_sari, f"/backoffice/products?category={snacks}")
    assert "Hanya kategori Camilan." in page
    assert "Keripik" in page
    assert "Teh" not in page


def test_a_stranger_s_category_is_no_filter(as_rudi, snacks):
    assert as_rudi.get(f"/backoffice/products?category={snacks}").status_code == 404
