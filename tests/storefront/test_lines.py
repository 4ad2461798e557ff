"""Lines of the cart, sent as plain forms: put in, changed, taken out, and what is said when things change."""

import pytest
from sqlalchemy import text

from app.catalog import publication
from app.core.db import db
from app.core.ids import new_id
from app.stock import change

from .pages import Page

HX = {"HX-Request": "true"}


def lose(shop, variant_id, quantity):
    shop.do(lambda: change.add(shop.actor, variant_id, -quantity, reason="lost", key=new_id()))


def reprice(shop, amount):
    shop.do(lambda: db.session.execute(text("UPDATE variant SET price_amount = :a, was_amount = NULL"), {"a": amount}))


def test_buying_leads_to_the_cart_with_the_sum(dewi):
    page = dewi.buy("keripik-pedas", 2)
    assert dewi.path.endswith("/cart")
    assert "Rp 30.000" in page.text
    assert page.links["Lanjut · Rp 30.000"].endswith("/checkout")


def test_the_chosen_size_is_the_one_in_the_cart(dewi, shop):
    page = dewi.buy("kaos", variant_id=shop.medium)
    assert "Kaos M" in page.text
    assert "Rp 75.000" in page.text


def test_the_cart_belongs_to_one_browser_and_one_shop(app, dewi, shop, rudi):
    dewi.buy("keripik-pedas")
    assert "masih kosong" in app.test_client().get(f"{shop.home}/cart").text
    assert "masih kosong" in dewi.see("/@toko-rudi/cart").text
    cookie = dewi.client.get_cookie("cart", path=shop.home)
    assert (cookie.http_only, cookie.same_site) == (True, "Lax")


def test_the_figure_beside_the_cart_is_on_every_page(dewi):
    dewi.buy("keripik-pedas", 3)
    assert "Keranjang 3 barang" in dewi.see().text


def test_a_quantity_can_be_changed(dewi, shop):
    dewi.buy("keripik-pedas", 2)
    assert "Rp 75.000" in dewi.send(f"/cart/lines/{shop.crisps}", quantity=5).text


def test_more_than_there_are_is_explained(dewi, shop):
    dewi.buy("keripik-pedas", 2)
    page = dewi.send(f"/cart/lines/{shop.crisps}", quantity=14)
    assert "Anda mau 14, tinggal 10. Yang dihitung 10." in page.text
    assert "Lanjut · Rp 150.000" in page.links


def test_a_line_is_taken_out_and_put_back(dewi, shop):
    dewi.buy("keripik-pedas", 2)
    remove = f"{shop.home}/cart/lines/{shop.crisps}?quantity=2"
    answer = dewi.client.delete(remove, headers=HX)
    assert "Keranjang masih kosong" in answer.text
    assert "quantity=2" in answer.text
    dewi.page = Page(answer.text)
    assert "Rp 30.000" in dewi.send("/cart/lines").text


def test_taking_out_without_scripts_says_what_was_done(dewi, shop):
    dewi.buy("keripik-pedas")
    dewi.page.forms = [form for form in dewi.page.forms if "_method=delete" in form.action]
    assert "Keripik pedas dikeluarkan." in dewi.send(f"/cart/lines/{shop.crisps}").text


def test_what_sold_out_meanwhile_stays_and_is_explained(dewi, shop):
    dewi.buy("keripik-pedas")
    dewi.buy("kaos", variant_id=shop.medium)
    lose(shop, shop.crisps, 10)
    page = dewi.see("/cart")
    assert "Keripik pedas" in page.text
    assert "Habis, jadi tidak ikut dipesan." in page.text
    assert "Lanjut · Rp 75.000" in page.links


def test_what_was_hidden_meanwhile_stays_and_is_explained(dewi, shop):
    dewi.buy("keripik-pedas")
    shop.do(lambda: publication.hide(shop.actor, [shop.crisps_product]))
    page = dewi.see("/cart")
    assert "Sudah tidak dijual, jadi tidak ikut dipesan." in page.text
    assert not any(name.startswith("Lanjut") for name in page.links)


@pytest.mark.parametrize(("amount", "said"), [(18_000, "Harga naik"), (12_000, "Harga turun")])
def test_another_price_is_told(dewi, shop, amount, said):
    dewi.buy("keripik-pedas")
    reprice(shop, amount)
    assert said in dewi.see("/cart").text


def test_what_is_sold_out_is_refused_on_the_products_page(dewi, shop):
    dewi.see("/products/keripik-pedas")
    lose(shop, shop.crisps, 10)
    page = dewi.send("/cart/lines")
    assert dewi.path.endswith("/products/keripik-pedas")
    assert "Keripik pedas sudah habis." in page.text


def test_a_strangers_variant_is_a_404(app, dewi, shop, rudi):
    answer = app.test_client().post("/@toko-rudi/cart/lines", data={"variant_id": str(shop.crisps)})
    assert answer.status_code == 404


def test_changing_a_line_that_is_gone_is_a_404(dewi, shop):
    dewi.buy("keripik-pedas")
    form = dewi.page.form(f"/cart/lines/{shop.crisps}")
    dewi.client.delete(f"{shop.home}/cart/lines/{shop.crisps}")
    assert dewi.client.post(form.action, data={"quantity": "2"}).status_code == 404


def test_with_scripts_only_the_figure_and_a_word_change(dewi, shop):
    answer = dewi.client.post(f"{shop.home}/cart/lines", data={"variant_id": str(shop.crisps)}, headers=HX)
    assert "<html" not in answer.text
    assert 'hx-target="#cart-link"' in answer.text
    assert "Masuk keranjang." in answer.text
    assert "cart=" in answer.headers["Set-Cookie"]


def test_more_than_there_are_says_how_many_went_in_and_the_figure_agrees(dewi, shop):
    put = {"variant_id": str(shop.crisps), "quantity": "6"}
    first, again = (dewi.client.post(f"{shop.home}/cart/lines", data=put, headers=HX) for _ in range(2))
    assert "Masuk keranjang." in first.text
    assert "Stok tinggal 10: keranjang berisi 10." in again.text
    assert "Keranjang 10 barang" in Page(again.text).text
    assert "Keranjang 10 barang" in dewi.see().text
    assert "Jumlah 10 barang" in dewi.see("/cart").text


def test_the_figure_follows_what_sold_out_meanwhile(dewi, shop):
    dewi.buy("keripik-pedas", 3)
    dewi.buy("kaos", variant_id=shop.medium)
    lose(shop, shop.crisps, 10)
    assert "Keranjang 1 barang" in dewi.see().text
    assert "Keranjang 1 barang" in dewi.see("/cart").text


def test_without_our_token_nothing_is_put_in(app, shop):
    client = app.test_client()
    answer = client.post(f"{shop.home}/cart/lines", data={"variant_id": str(shop.crisps)}, token=False)
    assert answer.status_code == 403
    assert "masih kosong" in client.get(f"{shop.home}/cart").text
