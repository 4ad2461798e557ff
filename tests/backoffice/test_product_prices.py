import pytest

from app.catalog.draft import simple
from app.catalog.terms import Terms

from .forms import html, send

PRICES = "/backoffice/product-prices"


@pytest.fixture
def two(shelve):
    return shelve(simple("Teh", Terms(5_000)), simple("Kopi", Terms(12_000)))


@pytest.fixture
def prices(two, stored):
    return lambda: [stored(one, lambda product: product.variants[0].price_amount) for one in two]


def change(client, ids, **fields):
    return send(client, PRICES, id=[str(one) for one in ids], **fields)


def test_the_form_names_the_products_it_is_about(as_sari, two):
    page = html(as_sari, f"{PRICES}/new?id={two[0]}&id={two[1]}")
    assert "Ubah harga 2 produk" in page
    assert "Teh" in page


def test_the_bulk_bar_leads_there_and_keeps_the_token_out_of_the_address(as_sari, two):
    answer = send(as_sari, f"{PRICES}/new", id=[str(one) for one in two], state="")
    assert "Ubah harga 2 produk" in answer.get_data(as_text=True)
    assert 'formmethod="get"' not in html(as_sari, "/backoffice/products?tab=hidden")


@pytest.mark.parametrize(
    ("how", "amount", "after"),
    [
        ("up-percent", "10", [5_500, 13_200]),
        ("down-percent", "50", [2_500, 6_000]),
        ("up", "Rp 1.500", [6_500, 13_500]),
        ("down", "5000", [0, 7_000]),
        ("to", "7.000", [7_000, 7_000]),
    ],
)
def test_prices_change_together(as_sari, two, prices, how, amount, after):
    assert change(as_sari, two, how=how, amount=amount).status_code == 303
    assert prices() == after


@pytest.mark.parametrize(
    ("how", "amount", "sentence"),
    [
        ("down", "6.000", "Tidak ada harga yang diubah"),
        ("up", "-5", "tanpa tanda kurang"),
        ("up-percent", "", "Tulis persen"),
        ("to", "murah", "Tulis dengan angka saja"),
    ],
)
def test_what_cannot_be_changes_no_price_and_keeps_what_was_typed(as_sari, two, prices, how, amount, sentence):
    answer = change(as_sari, two, how=how, amount=amount)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{how}" checked' in page
    assert prices() == [5_000, 12_000]


def test_nothing_chosen_is_said(as_sari):
    assert as_sari.get(f"{PRICES}/new").status_code == 422


def test_a_stranger_changes_no_price(as_rudi, two, prices):
    change(as_rudi, two, how="to", amount="1")
    assert prices() == [5_000, 12_000]
