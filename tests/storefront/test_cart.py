"""The cart's page."""

from app.core.db import db
from app.orders.order import Order
from tests.make import make_variant


def test_an_empty_cart_leads_back_to_the_shelves(dewi, shop):
    page = dewi.see("/cart")
    assert "Keranjang masih kosong" in page.text
    assert page.links["Lihat barang"] == shop.home


def test_after_an_order_the_empty_cart_knows_it(dewi):
    dewi.buy("keripik-pedas")
    dewi.order()
    page = dewi.see("/cart")
    assert "masih kosong" in page.text
    assert page.links["Lihat pesanan terakhir Anda (nomor 1)"].startswith(f"{dewi.home}/orders/")


def test_a_cart_is_kept_by_no_cache(dewi):
    dewi.buy("keripik-pedas")
    assert dewi.answer.headers["Cache-Control"] == "no-store"


def test_a_full_cart_asks_no_more_than_a_small_one(dewi, shop, statements):
    dewi.buy("keripik-pedas")
    with statements() as few:
        dewi.see("/cart")
    kinds = shop.do(lambda: [make_variant(shop.actor, f"Kue {n}", stock=3).id for n in range(10)])
    for kind in kinds:
        dewi.client.post(f"{shop.home}/cart/lines", data={"variant_id": str(kind)})
    with statements() as many:
        assert "Kue 9" in dewi.see("/cart").text
    assert len(many) == len(few) <= 12


def test_a_cart_sets_nothing_aside(dewi, shop):
    dewi.buy("keripik-pedas", 4)
    assert shop.do(lambda: db.session.query(Order).count()) == 0
    assert "Stok 10" in dewi.see("/products/keripik-pedas").text
