"""What open pages hear about orders, through the same address a tab asks."""

import pytest

from app.core import tenancy
from app.orders import fulfilment
from tests import make


@pytest.fixture
def tell(app, sari):
    """Does deeds on Sari's orders; answers the order."""
    with app.app_context(), tenancy.acting_for(sari.vendor_id):
        crisps = make.saved(lambda: make.make_variant(sari.actor(), stock=50))

    def order(*deeds, **told):
        with app.app_context(), tenancy.acting_for(sari.vendor_id):
            made = make.saved(lambda: make.make_order(sari.actor(), crisps, **told))
            for deed in deeds:
                make.saved(lambda deed=deed: deed(sari.actor(), made.id))
        return made

    return order


@pytest.fixture
def heard(as_budi):
    """What Budi's open page would hear since it was loaded."""
    since = as_budi.get("/live/refresh").json["seq"]

    def ask(keys=""):
        return as_budi.get(f"/live/refresh?since={since}&keys={keys}").json["html"]

    return ask


def about(html, id_):
    """The fragment of that id."""
    return next(one for one in html if f'id="{id_}"' in one)


def test_a_new_order_comes_as_a_row_for_its_tab(tell, heard):
    cash, awaited = tell(), tell(payment_method="transfer")
    html = heard()

    assert 'data-live-into="#orders-packing"' in about(html, f"order-{cash.id}")
    assert 'data-live-into="#orders-new"' in about(html, f"order-{awaited.id}")


def test_the_counts_of_the_tabs_follow(tell, heard, sari):
    tell()
    tell(fulfilment.pack)
    html = heard()

    assert ">1<" in about(html, f"orders-count-packing-{sari.vendor_id}")
    assert ">1<" in about(html, f"orders-count-sending-{sari.vendor_id}")
    assert "count" not in about(html, f"orders-count-new-{sari.vendor_id}").replace("orders-count-new", "")


def test_a_quiet_toast_says_who_ordered(tell, heard):
    made = tell()
    toast = about(heard(), f"arrival-{made.id}")

    assert "Pesanan baru #1 dari Dewi Lestari" in toast
    assert 'data-live-into="#toasts"' in toast
    assert f"/backoffice/orders/{made.id}" in toast


def test_many_at_once_are_one_toast(tell, heard):
    first, _, _ = tell(), tell(), tell()
    toasts = [one for one in heard() if 'id="arrival-' in one]

    assert len(toasts) == 1
    assert "3 pesanan baru" in about(toasts, f"arrival-{first.id}")


def test_an_orders_page_hears_what_a_colleague_did(tell, heard):
    made = tell(fulfilment.pack)
    html = heard()

    assert "Sari mengemas pesanan" in about(html, f"order-news-{made.id}")
    assert "Siap diambil" in about(html, f"order-standing-{made.id}")


def test_a_tab_that_asks_for_what_it_shows_gets_rows_and_counts_but_no_toast(tell, heard, sari):
    made = tell()
    html = heard(f"order-{made.id},orders-count-packing-{sari.vendor_id},home-needs-{sari.vendor_id},arrival-{made.id}")

    assert len(html) == 3
    assert "1 pesanan perlu dikemas" in about(html, f"home-needs-{sari.vendor_id}")


def test_every_fragment_has_one_root_with_its_number(tell, heard):
    tell(fulfilment.pack)
    for html in heard():
        assert html.strip().startswith("<")
        assert "data-seq=" in html.split(">", 1)[0]


def test_another_shop_hears_nothing(tell, as_rudi):
    made = tell()

    assert as_rudi.get("/live/refresh?since=0").json["html"] == []
    assert as_rudi.get(f"/live/refresh?keys=order-{made.id}").json["html"] == []
