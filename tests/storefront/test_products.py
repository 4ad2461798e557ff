"""One product: its price, its choices, what is left, and what its link looks like elsewhere."""

import gzip

from sqlalchemy import text

from app.catalog import publication
from app.core.db import db
from app.core.ids import new_id
from app.stock import change


def test_a_product_says_what_it_costs_and_what_is_left(dewi):
    page = dewi.see("/products/keripik-pedas")
    assert "Rp 15.000" in page.text
    assert "Rp 20.000" in page.text
    assert "Stok 10" in page.text


def test_every_choice_says_its_own_price_and_stock(dewi):
    text = dewi.see("/products/kaos").text
    assert "M Rp 75.000 Sisa 4" in text
    assert "XL Rp 80.000 Habis" in text


def test_the_first_choice_that_can_be_had_is_chosen(dewi, shop):
    shop.do(lambda: change.add(shop.actor, shop.medium, -4, reason="lost", key=new_id()))
    shop.do(lambda: change.add(shop.actor, shop.large, 2, reason="received", key=new_id()))
    assert dewi.see("/products/kaos").form("/cart/lines").fields["variant_id"] == str(shop.large)


def test_a_link_may_name_its_choice(dewi, shop):
    assert dewi.see(f"/products/kaos?variant={shop.large}").form("/cart/lines").fields["variant_id"] == str(shop.large)


def test_a_sold_out_product_has_no_button(dewi, shop):
    shop.do(lambda: change.add(shop.actor, shop.crisps, -10, reason="lost", key=new_id()))
    page = dewi.see("/products/keripik-pedas")
    assert "Halaman ini memberi tahu begitu ada lagi" in page.text
    assert "Beli" not in page.text


def test_a_hidden_product_is_a_404_in_the_shops_own_look(dewi, shop):
    shop.do(lambda: publication.hide(shop.actor, [shop.crisps_product]))
    page = dewi.see("/products/keripik-pedas", status=404)
    assert "sedang tidak dijual" in page.text
    assert page.links["Warung Sari"] == shop.home


def test_a_product_of_which_nothing_is_sold_any_more_is_nowhere(dewi, shop):
    shop.do(lambda: db.session.execute(text("UPDATE variant SET is_active = false WHERE sku IS NULL AND name = ''")))
    dewi.see("/products/keripik-pedas", status=404)
    dewi.see("/products/keripik-pedas/preview.png", status=404)
    assert "Keripik pedas" not in dewi.see().text
    assert "Keripik pedas" not in dewi.see("/products/kaos").text


def test_another_shops_product_is_a_404(client, rudi, shop):
    assert client.get("/@toko-rudi/products/keripik-pedas").status_code == 404


def test_a_shared_link_brings_name_price_and_a_picture(dewi, client):
    tags = dewi.see("/products/keripik-pedas").properties
    assert tags["og:title"] == "Keripik pedas"
    assert "15.000" in tags["og:description"]
    assert tags["product:availability"] == "in stock"
    picture = client.get(tags["og:image"])
    assert picture.mimetype == "image/png"
    assert picture.data.startswith(b"\x89PNG")
    assert "preview.png" in tags["og:image"]
    assert tags["og:image"].startswith("http://")


def test_the_question_to_the_shop_names_the_product(dewi):
    address = dewi.see("/products/keripik-pedas").links["Tanya toko"]
    assert address.startswith("https://wa.me/6281234567890?text=")
    assert "Keripik%20pedas" in address


def test_a_product_page_is_light_and_asks_little(dewi, statements):
    with statements() as seen:
        dewi.see("/products/kaos")
    assert len(seen) <= 12
    assert len(gzip.compress(dewi.answer.data)) <= 25_000
