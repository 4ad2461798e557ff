import re

import pytest

from app.catalog import category
from app.catalog.draft import Draft, simple
from app.catalog.terms import Terms
from app.core import tenancy
from app.core.db import transaction
from tests import make
from tests.catalog import photos

from .forms import HOME, fields_of, file, html, save, send, token


def test_the_list_shows_price_and_stock(as_sari, crisps):
    page = html(as_sari, HOME)
    assert "Keripik pedas" in page
    assert "Rp\u00a025.000" in page
    assert re.search(r'id="figure-[0-9a-f-]+"[^>]*>.*?7', page, re.S)


def test_the_list_takes_few_queries(as_sari, shelve, statements):
    shelve(*(Draft(f"Kaos {n}", {("S",): Terms(1), ("M",): Terms(2)}, ("Ukuran",)) for n in range(40)), stock=3)
    html(as_sari, HOME)
    with statements() as seen:
        html(as_sari, f"{HOME}?tab=hidden")
    assert len(seen) <= 12, "\n".join(seen)


def test_twenty_five_rows_make_a_page(as_sari, shelve):
    shelve(*(simple(f"Barang {n:02}", Terms(1), is_published=True) for n in range(30)))
    assert html(as_sari, HOME).count('id="product-') == 25
    assert html(as_sari, f"{HOME}?page=2").count('id="product-') == 5


def test_tabs_sort_products_by_what_they_are(as_sari, shelve, crisps):
    shelve(simple("Rahasia", Terms(1)), simple("Ludes", Terms(1), is_published=True))
    shown = {tab: html(as_sari, f"{HOME}?tab={tab}") for tab in ("published", "hidden", "out", "archived")}
    names = {tab: {n for n in ("Keripik pedas", "Rahasia", "Ludes") if n in page} for tab, page in shown.items()}
    assert names == {
        "published": {"Keripik pedas", "Ludes"},
        "hidden": {"Rahasia"},
        "out": {"Ludes"},
        "archived": set(),
    }
    assert "Arsip kosong" in shown["archived"]


def test_what_is_not_counted_never_runs_out(as_sari, shelve):
    shelve(simple("Kue pesanan", Terms(1, availability="preorder"), is_published=True))
    assert "Kue pesanan" not in html(as_sari, f"{HOME}?tab=out")
    assert "Dibuat sesudah dipesan" in html(as_sari, HOME)


def test_a_search_mends_a_mistyped_word(as_sari, crisps):
    page = html(as_sari, f"{HOME}?q=krpik")
    assert "Keripik pedas" in page
    assert "Ini hasil untuk “keripik”" in page
    assert "Tidak ada “bakso”" in html(as_sari, f"{HOME}?q=bakso")


def test_an_empty_shop_is_shown_the_first_step(as_sari):
    assert "Tambah produk pertama" in html(as_sari, HOME)


def test_a_product_is_made_with_photos_and_stock(as_sari):
    answer = send(
        as_sari, HOME, [file(photos.photo()), file(photos.photo("PNG", (90, 90)), "b.png")],
        name="Sambal", price="15.000", stock="12", publish="1", weight_grams="200",
    )  # fmt: skip
    page = html(as_sari, answer.headers["Location"])
    assert "Sambal sudah dijual." in page
    assert page.count("<source") == 2
    assert re.search(r'id="figure-[0-9a-f-]+"[^>]*>.*?12', page, re.S)


@pytest.mark.parametrize(
    ("typed", "seen"), [({"stock": ""}, "Habis"), ({"stock": "", "availability": "ready"}, "Selalu ada")]
)
def test_an_empty_stock_means_what_the_form_says(as_sari, typed, seen):
    form = html(as_sari, f"{HOME}/new")
    assert "Kosong di sini berarti 0: pembeli melihat “Habis”." in form
    assert "Selalu ada, tidak dihitung" in form
    send(as_sari, HOME, name="Sambal", price="15.000", publish="1", **typed)
    rows = html(as_sari, HOME)
    assert seen in rows[rows.index("Sambal") :]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Tulis nama produk"),
        ({"price": ""}, "Tulis harga"),
        ({"price": "mahal"}, "Tulis dengan angka saja"),
        ({"stock": "-1"}, "Stok tidak bisa kurang dari nol"),
    ],
)
def test_what_is_wrong_stands_beside_what_was_typed(as_sari, typed, sentence):
    answer = send(as_sari, HOME, **{"name": "Sambal bu Sari", "price": "1", "stock": "1"} | typed)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert sentence in page
    assert "name" in typed or "Sambal bu Sari" in page


@pytest.mark.parametrize("data", [photos.HTML, photos.SVG, photos.HTML_WITH_A_JPEG_HEAD, photos.bomb()])
def test_a_file_that_is_no_photo_is_named_and_makes_no_product(as_sari, data):
    answer = send(as_sari, HOME, [file(data, "liburan.jpg")], name="Sambal", price="1")
    assert answer.status_code == 422
    assert "liburan.jpg" in answer.get_data(as_text=True)
    assert "Belum ada produk" in html(as_sari, HOME)


def test_the_form_saves_what_it_shows(as_sari, crisps, stored):
    assert save(as_sari, crisps).status_code == 303
    assert stored(crisps, lambda one: (one.name, one.variants[0].sku, one.version)) == ("Keripik pedas", "KP-1", 2)


def test_a_save_changes_name_price_and_category(as_sari, crisps, within, stored, sari):
    def shelf():
        with transaction():
            return category.create(sari.actor(), "Camilan").id

    changes = {"name": "Keripik balado", "v0-price": "Rp 27.500", "v0-was": "30.000", "category_id": str(within(shelf))}
    save(as_sari, crisps, **changes)
    got = stored(crisps, lambda one: (one.name, one.category.name, one.variants[0].price_amount))
    assert got == ("Keripik balado", "Camilan", 27_500)
    assert "Sari mengubah harga Keripik balado dari Rp\u00a025.000 menjadi Rp\u00a027.500." in html(
        as_sari, f"{HOME}/{crisps}"
    )


def test_an_older_form_is_refused_by_name_and_keeps_what_was_typed(as_sari, as_budi, crisps, stored):
    old = fields_of(html(as_sari, f"{HOME}/{crisps}"))
    save(as_budi, crisps, name="Keripik Budi")
    answer = as_sari.post(f"{HOME}/{crisps}?_method=put", data=old | {"name": "Keripik Sari"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Budi sudah mengubah produk ini" in page
    assert 'value="Keripik Sari"' in page
    assert "Tersimpan: Keripik Budi" in page
    assert stored(crisps, lambda one: one.name) == "Keripik Budi"
    again = fields_of(page)
    assert as_sari.post(f"{HOME}/{crisps}?_method=put", data=again).status_code == 303
    assert stored(crisps, lambda one: one.name) == "Keripik Sari"


def test_options_make_variants_and_their_rows(as_sari, crisps, stored):
    before = stored(crisps, lambda one: one.variants[0].id)
    save(as_sari, crisps, **{"o0-name": "Ukuran", "o0-more": "S, M; L"})
    assert stored(crisps, lambda one: [v.name for v in one.variants]) == ["S", "M", "L"]
    assert stored(crisps, lambda one: one.variants[0].id) == before
    changes = {"v1-price": "30000", "o0-value": ["Kecil", "M", ""], "o1-name": "Rasa", "o1-more": "Asin,Manis"}
    save(as_sari, crisps, **changes)
    got = stored(crisps, lambda one: [(v.name, v.price_amount) for v in one.variants])
    assert got == [("Kecil / Asin", 25_000), ("Kecil / Manis", 25_000), ("M / Asin", 30_000), ("M / Manis", 30_000)]
    assert stored(crisps, lambda one: one.variants[0].id) == before


def test_a_variant_that_is_not_ticked_is_not_sold(as_sari, crisps, stored):
    save(as_sari, crisps, **{"o0-name": "Ukuran", "o0-more": "S,M"})
    fields = fields_of(html(as_sari, f"{HOME}/{crisps}"))
    del fields["v1-active"]
    as_sari.post(f"{HOME}/{crisps}?_method=put", data=fields)
    assert stored(crisps, lambda one: [v.name for v in one.variants]) == ["S"]


def test_a_wrong_number_of_one_variant_stands_at_its_field(as_sari, crisps):
    save(as_sari, crisps, **{"o0-name": "Ukuran", "o0-more": "S,M"})
    answer = save(as_sari, crisps, **{"v1-was": "1"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert re.search(r'name="v1-was"[^>]*aria-invalid="true"', page)
    assert not re.search(r'name="v0-was"[^>]*aria-invalid', page)


def test_a_stranger_finds_nothing(as_rudi, crisps):
    assert "Keripik" not in html(as_rudi, HOME)
    assert as_rudi.get(f"{HOME}/{crisps}").status_code == 404
    answer = as_rudi.post(f"{HOME}/{crisps}?_method=put", data={"csrf_token": token(as_rudi), "name": "Milikku"})
    assert answer.status_code == 404


def test_a_cashier_is_turned_away(app, sari, crisps):
    with app.app_context():
        putri = make.saved(lambda: make.make_member(sari.vendor_id, "Putri", "cashier"))
    assert make.browser_of(app, putri).get(HOME).status_code == 403


def test_nobody_else_gets_in(client):
    assert client.get(HOME).status_code == 303


def test_every_link_to_the_shop_leads_there(as_sari, app, sari):
    with app.app_context(), tenancy.acting_for(sari.vendor_id):
        crisps = make.saved(lambda: make.make_variant(sari.actor(), "Keripik pedas"))

    page = as_sari.get(f"/backoffice/products/{crisps.product_id}").text

    links = set(re.findall(r'(?:href|value|data-\w+)="(?:http://localhost)?(/@[^"?]+)"', page))
    assert f"/@{sari.vendor.slug}/products/keripik-pedas" in links
    assert {link: as_sari.get(link).status_code for link in links} == dict.fromkeys(links, 200)
