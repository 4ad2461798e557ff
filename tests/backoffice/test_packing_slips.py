"""Paper that goes with the goods."""

import re

import pytest

from app.core import tenancy
from tests import make

SLIPS = "/backoffice/packing-slips"


@pytest.fixture
def orders(app, sari):
    """Two orders of Sari's."""
    with app.app_context(), tenancy.acting_for(sari.vendor_id):
        crisps = make.saved(lambda: make.make_variant(sari.actor(), stock=50))
        return [make.saved(lambda: make.make_order(sari.actor(), crisps, 2, fulfilment="courier")) for _ in range(2)]


def test_several_orders_are_one_sheet_each(as_budi, orders):
    page = as_budi.get(f"{SLIPS}?id={orders[1].id}&id={orders[0].id}").text

    assert page.count('class="slip"') == 2
    assert page.index("Pesanan #1") < page.index("Pesanan #2")
    assert page.count("Jl. Riau 5, Bandung") == 2
    assert "Keripik pedas" in page


def test_a_gift_does_not_tell_its_price(as_sari, orders):
    assert "Rp" in as_sari.get(f"{SLIPS}?id={orders[0].id}").text
    assert "Rp" not in as_sari.get(f"{SLIPS}?id={orders[0].id}&prices=0").text


def test_the_square_leads_to_the_order_in_the_back_office_not_to_the_shoppers_page(as_sari, orders):
    page = as_sari.get(f"{SLIPS}?id={orders[0].id}").text

    assert "<svg" in page
    assert "Buka pesanan 1" in page
    assert orders[0].secret not in page


def test_the_sheet_needs_no_style_of_its_own(as_sari, orders):
    page = as_sari.get(f"{SLIPS}?id={orders[0].id}").text

    assert re.search(r"\sstyle=|<style", page) is None


@pytest.mark.parametrize("question", ["", "?id=nonsense", "?id=01a1f894-6b47-74f9-beb8-89dd5caeaaa3"])
def test_nothing_to_print_is_a_404(as_sari, question):
    assert as_sari.get(SLIPS + question).status_code == 404


def test_a_stranger_prints_nothing_not_even_beside_their_own(as_rudi, client, orders):
    assert as_rudi.get(f"{SLIPS}?id={orders[0].id}").status_code == 404
    assert client.get(f"{SLIPS}?id={orders[0].id}").status_code == 303
