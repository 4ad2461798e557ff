"""The front page: what is on the shelves, and finding it."""

from app.accounts import selling_terms, vendor
from app.catalog import product, publication
from tests.make import make_variant


def test_the_shop_shows_what_it_sells_with_price_and_what_is_left(dewi):
    page = dewi.see()
    assert "Keripik pedas" in page.links
    assert "Rp 15.000" in page.text
    assert "Stok 10" in page.text
    assert "mulai Rp 75.000" in page.text


def test_hidden_products_and_other_shops_are_not_shown(app, dewi, shop, rudi):
    shop.do(lambda: publication.hide(shop.actor, [shop.crisps_product]))
    assert "Keripik pedas" not in dewi.see().text
    assert app.test_client().get("/@toko-rudi").text.count("product-card") == 0


def test_an_unknown_shop_is_not_found(client):
    assert client.get("/@tidak-ada").status_code == 404


def test_a_category_narrows_the_shelf(dewi, shop):
    page = dewi.see(f"?category={shop.shelf}")
    assert "Keripik pedas" in page.links
    assert "Kaos" not in page.links


def test_searching_finds_by_the_beginning_of_a_word(dewi):
    page = dewi.see("?q=keri")
    assert "Keripik pedas" in page.links
    assert "Kaos" not in page.links


def test_a_mistyped_word_shows_what_was_meant_and_says_so(dewi):
    page = dewi.see("?q=krpik")
    assert "Keripik pedas" in page.links
    assert "Menampilkan hasil untuk “keripik” Tidak ada yang cocok dengan “krpik”." in page.text


def test_the_other_spelling_of_a_word_is_no_mistake(dewi):
    page = dewi.see("?q=kripik")
    assert "Keripik pedas" in page.links
    assert "Hasil untuk “kripik”" in page.text
    assert "Tidak ada" not in page.text


def test_words_that_are_on_no_product_together_are_not_promised(dewi):
    page = dewi.see("?q=krpik+kaos")
    assert "Tidak ada yang cocok dengan “krpik kaos”" in page.text
    assert "Menampilkan" not in page.text


def test_the_next_page_of_what_was_meant_goes_on(dewi, shop):
    shop.do(lambda: [make_variant(shop.actor, f"Nastar {n}") for n in range(30)])
    first = dewi.see("?q=nastr")
    second = dewi.see(first.links["Muat lagi"])
    assert len({name for name in [*first.links, *second.links] if name.startswith("Nastar ")}) == 30


def test_the_next_page_is_a_link_of_its_own(dewi, shop):
    shop.do(lambda: [make_variant(shop.actor, f"Kue {n}") for n in range(30)])
    first = dewi.see()
    second = dewi.see(first.links["Muat lagi"])
    shown = {name for name in [*first.links, *second.links] if name.startswith("Kue ")}
    assert len(shown) == 30
    assert "Keripik pedas" in second.links
    assert "Muat lagi" not in second.links


def test_a_shop_without_products_says_so_kindly(client, rudi):
    answer = client.get("/@toko-rudi")
    assert "Toko ini baru dibuka" in answer.text
    assert 'role="search"' not in answer.text


def test_a_closed_shop_can_be_looked_at(dewi, shop):
    shop.do(lambda: selling_terms.open_or_close(shop.actor, vendor.find(shop.vendor_id), is_open=False))
    page = dewi.see()
    assert "Toko sedang tutup" in page.text
    assert "Keripik pedas" in page.links


def test_a_long_shelf_asks_no_more_than_a_short_one(dewi, shop, statements):
    with statements() as few:
        dewi.see()
    shop.do(lambda: [product.create(shop.actor, name=f"Kue {n}", price=1, is_published=True) for n in range(22)])
    with statements() as many:
        dewi.see()
    assert len(many) == len(few) <= 12


def test_english_is_offered(dewi):
    dewi.client.set_cookie("language", "en")
    page = dewi.see("?q=zzz")
    assert "Nothing matches “zzz”" in page.text
    assert "Tidak ada" not in page.text
