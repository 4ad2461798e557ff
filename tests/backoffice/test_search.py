"""One field for everything on paper."""

import pytest

from app.core import tenancy
from tests import make

SEARCH = "/backoffice/search"


@pytest.fixture
def order(app, sari):
    """An order for crisps in Sari's shop."""
    with app.app_context(), tenancy.acting_for(sari.vendor_id):
        crisps = make.saved(lambda: make.make_variant(sari.actor(), "Keripik pedas", stock=5, sku="KP-250"))
        return make.saved(lambda: make.make_order(sari.actor(), crisps))


@pytest.mark.parametrize("words", ["1", "Dewi", "0812-3456-7890", "15.000"])
def test_an_order_is_found_by_what_is_on_its_paper(as_budi, order, words):
    assert f"/backoffice/orders/{order.id}" in as_budi.get(SEARCH, query_string={"q": words}).text


@pytest.mark.parametrize("words", ["keripik", "KP-250"])
def test_a_product_is_found_by_name_and_code(as_budi, order, words):
    page = as_budi.get(SEARCH, query_string={"q": words}).text

    assert 'id="found-products"' in page
    assert "Keripik pedas" in page


def test_nothing_found_says_what_could_be_tried(as_budi, order):
    assert "Tidak ada yang cocok" in as_budi.get(SEARCH + "?q=zzzz").text


def test_nothing_asked_is_an_empty_field(as_budi, order):
    page = as_budi.get(SEARCH).text

    assert "found-orders" not in page
    assert "Tidak ada yang cocok" not in page


def test_more_than_a_few_lead_to_all_of_them(app, as_sari, sari, order):
    with app.app_context(), tenancy.acting_for(sari.vendor_id):
        ready = make.saved(lambda: make.make_variant(sari.actor(), "Telur", availability="ready"))
        for _ in range(8):
            make.saved(lambda: make.make_order(sari.actor(), ready))

    assert "/backoffice/orders?q=Dewi" in as_sari.get(SEARCH + "?q=Dewi").text


def test_another_shop_finds_nothing_of_ours(as_rudi, client, order):
    assert "found-" not in as_rudi.get(SEARCH + "?q=Dewi").text
    assert client.get(SEARCH + "?q=Dewi").status_code == 303
