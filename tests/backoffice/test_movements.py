import pytest

from app.core import tenancy
from app.core.db import transaction
from app.core.ids import new_id
from app.stock import change
from tests.make import make_variant, saved


@pytest.fixture
def crisps(app, sari, budi):
    """Ten bags on Sari's shelf, and a day's work on them."""
    with app.app_context(), tenancy.acting_for(sari.vendor_id):
        variant = saved(lambda: make_variant(sari.actor(), stock=10))
        with transaction():
            change.add(budi.actor(), variant.id, 5, key=new_id(), note="<b>pasar</b>")
        for _ in range(25):
            with transaction():
                change.add(sari.actor(), variant.id, 1, key=new_id())
    return variant


def address(variant):
    return f"/backoffice/variants/{variant.id}/movements"


def test_the_page_tells_the_newest_first_and_leads_to_the_rest(as_budi, crisps):
    first = as_budi.get(address(crisps))
    assert "Sari menambah 1 (barang datang)" in first.text
    assert "Budi menambah 5" not in first.text
    older = first.text.split('href="?before=')[1].split('"')[0]
    rest = as_budi.get(f"{address(crisps)}?before={older}").text
    assert "Budi menambah 5 (barang datang)" in rest
    assert "Sari mencatat stok awal 10" in rest
    assert "&lt;b&gt;pasar" in rest
    assert 'rel="next"' not in rest


def test_it_is_told_in_english_too(as_budi, crisps):
    as_budi.set_cookie("language", "en")
    assert "Sari added 1 (arrived)" in as_budi.get(address(crisps)).text


def test_a_stranger_finds_nothing(as_rudi, crisps):
    assert as_rudi.get(address(crisps)).status_code == 404
