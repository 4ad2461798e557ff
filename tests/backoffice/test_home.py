"""The first page of the day."""

import re
from datetime import date

import pytest

from app.backoffice.home import bars
from app.core import tenancy
from app.orders.today import Day, Sales
from tests import make


@pytest.fixture
def shop(app, sari):
    """Makes orders of Sari's."""
    with app.app_context(), tenancy.acting_for(sari.vendor_id):
        crisps = make.saved(lambda: make.make_variant(sari.actor(), stock=3))

    def make_order(**told):
        with app.app_context(), tenancy.acting_for(sari.vendor_id):
            return make.saved(lambda: make.make_order(sari.actor(), crisps, **told))

    return make_order


def test_a_new_shop_is_guided_one_step_at_a_time(as_sari):
    page = as_sari.get("/backoffice").text

    assert "Menyiapkan toko" in page
    assert "0 dari 5 selesai" in page
    assert page.count("btn--primary") == 1
    assert "Tambah produk" in page


def test_the_guide_goes_on_to_the_next_step_by_itself(as_sari, shop):
    shop_page = as_sari.get("/backoffice").text
    assert "Bagikan toko" in shop_page
    answer = as_sari.post("/backoffice/sharing")

    assert (answer.status_code, answer.location) == (303, "/backoffice/sharing")
    assert "2 dari 5 selesai" in as_sari.get("/backoffice").text


def test_what_waits_leads_to_its_place(as_budi, shop):
    shop()
    shop(payment_method="transfer")
    page = as_budi.get("/backoffice").text

    assert re.search(r'href="/backoffice/orders\?tab=packing">.*?1 pesanan perlu dikemas.*?#1', page, re.S)
    assert re.search(r'href="/backoffice/orders\?tab=new">.*?1 transfer perlu dicek.*?#2', page, re.S)
    assert re.search(r"1 barang hampir habis.*?Keripik pedas", page, re.S)


def test_nothing_waiting_is_said_too(as_sari):
    assert "Tidak ada yang menunggu" in as_sari.get("/backoffice").text


def test_the_picture_has_words_beside_it_and_no_style_inside(as_sari, shop):
    shop()
    page = as_sari.get("/backoffice").text

    assert page.count("<rect") == 14 + page.count('class="logo__ground"')
    assert "1 pesanan dalam 14 hari" in page
    assert " style=" not in page


def test_another_shops_day_is_not_ours(as_rudi, shop):
    shop()

    assert "pesanan perlu dikemas" not in as_rudi.get("/backoffice").text


def test_a_visitor_signs_in_first(client):
    assert client.get("/backoffice").status_code == 303


def test_the_home_speaks_english_with_its_own_plurals(as_sari, shop):
    shop()
    as_sari.set_cookie("language", "en")
    assert "1 order to pack" in as_sari.get("/backoffice").text
    shop()
    assert "2 orders to pack" in as_sari.get("/backoffice").text


@pytest.mark.parametrize(("orders", "heights"), [((0, 0), [1, 1]), ((1, 4), [12, 48]), ((1, 100), [3, 48])])
def test_bars_fill_the_height_and_a_day_with_any_order_is_seen(orders, heights):
    days = [Day(date(2026, 11, n), Sales(count, 0)) for n, count in enumerate(orders, 1)]

    assert [bar.height for bar in bars(days)] == heights


def test_the_shop_is_shared_by_link_message_and_square(as_sari, sari):
    page = as_sari.get("/backoffice/sharing").text

    assert f"http://localhost/@{sari.vendor.slug}" in page
    assert "https://wa.me/?text=" in page
    assert "<svg" in page


def test_a_shop_without_sales_sees_no_empty_picture(as_sari, shop):
    assert "home-sales" not in as_sari.get("/backoffice").text
    shop()
    assert "home-sales" in as_sari.get("/backoffice").text
