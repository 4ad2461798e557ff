import re
from html import unescape
from pathlib import Path
from uuid import UUID

import pytest

from app.catalog import product
from app.catalog.price_list import LIMIT
from app.catalog.price_list.doubt import REASONS
from app.core.ids import new_id
from tests import make

from .forms import html, token

NEW, PREVIEWS, LISTS = "/backoffice/price-lists/new", "/backoffice/price-list-previews", "/backoffice/price-lists"
LIST = "Halo kak\nKeripik Singkong\n- original 15rb stok 10\n- pedas 16rb\nBakso 15\nKue lapis 45rb PO"
SAMPLE = Path(__file__).parents[1] / "data" / "whatsapp" / "toko_serba_ada.txt"


def page(answer, status=200):
    assert answer.status_code == status
    return unescape(answer.get_data(as_text=True))


def preview(client, text=LIST, status=200):
    return page(client.post(PREVIEWS, data={"csrf_token": token(client), "text": text}), status)


def typed(shown):
    """What a browser would send of the sheet, as it stands."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", shown[shown.index('action="/backoffice/price-lists"') :]):
        name, value = re.search(r' name="([^"]*)"', tag), re.search(r' value="(.*?)"(?: autocomplete| aria|>)', tag)
        if name and ('type="checkbox"' not in tag or " checked" in tag):
            found.setdefault(name[1], []).append(value[1] if value else "")
    return found


def publish(client, shown, **changes):
    return client.post(LISTS, data=typed(shown) | changes)


def names(within, sari):
    found = within(lambda: [(each.name, [one.name for one in each.variants]) for each in all_products(sari)])
    return sorted(found)


def all_products(sari):
    ids = product.db.session.scalars(product.select(product.Product.id)).all()
    return product.find_many(sari.vendor_id, ids)


def test_the_box_shows_an_example(as_sari):
    assert "Keripik Singkong" in html(as_sari, NEW)


def test_a_paste_becomes_a_sheet_and_nothing_is_saved(as_sari, within, sari):
    cells = typed(preview(as_sari))
    assert cells["name"] == ["Keripik Singkong", "Keripik Singkong", "Bakso", "Kue lapis"]
    assert cells["variant"] == ["original", "pedas", "", ""]
    assert cells["price"] == ["15.000", "16.000", "15.000", "45.000"]
    assert cells["stock"] == ["10", "", "", "PO"]
    assert names(within, sari) == []


def test_an_empty_stock_cell_says_what_it_means(as_sari):
    page = preview(as_sari)
    assert 'name="stock" value="" autocomplete="off" placeholder="Selalu ada"' in page
    assert "Stok kosong di daftar ini berarti “Selalu ada”" in page


def test_a_doubtful_cell_is_marked_by_word_and_shape_and_colour(as_sari):
    shown = preview(as_sari)
    assert "Ada 1 yang perlu dicek" in shown
    [cell] = re.findall(r'<td class="paste__cell paste__cell--doubt">.*?</td>', shown, re.S)
    assert "Harga tampak terlalu kecil: mungkin ribuan" in cell
    assert "<svg" in cell
    assert 'aria-describedby="price-3-note"' in cell


def test_lines_that_are_no_goods_are_listed(as_sari):
    assert '<li class="clip">Halo kak</li>' in preview(as_sari)


def test_publishing_makes_the_products_and_says_what_was_made(as_sari, within, sari):
    answer = publish(as_sari, preview(as_sari))
    assert answer.status_code == 303
    shown = html(as_sari, answer.location)
    assert "3 produk sudah dijual" in shown
    assert "Bagikan ke WhatsApp" in shown
    assert "wa.me" in shown
    assert f"/@{sari.vendor.slug}" in shown
    assert names(within, sari) == [("Bakso", [""]), ("Keripik Singkong", ["original", "pedas"]), ("Kue lapis", [""])]


def test_publishing_twice_makes_one_set(as_sari, within, sari):
    shown = preview(as_sari)
    first, second = publish(as_sari, shown), publish(as_sari, shown)
    assert first.location == second.location
    assert len(names(within, sari)) == 3


def test_what_was_corrected_is_what_is_sold(as_sari, within, sari):
    shown = preview(as_sari, "Bakso 15")
    publish(as_sari, shown, name=["Bakso urat"], price=["17.500"], stock=["4"])
    [made] = within(lambda: [(each.name, each.variants[0].price_amount) for each in all_products(sari)])
    assert made == ("Bakso urat", 17_500)


def test_something_wrong_keeps_everything_typed(as_sari, within, sari):
    shown = preview(as_sari)
    prices = ["15.000", "", "mahal", "45.000"]
    again = page(publish(as_sari, shown, price=prices, category=["Camilan", "", "", ""]), 422)
    cells = typed(again)
    assert (cells["price"], cells["category"]) == (prices, ["Camilan", "", "", ""])
    assert cells["key"] == typed(shown)["key"]
    assert again.count("paste__cell--wrong") == 2
    assert "Harga kosong." in again
    assert "Belum ada yang dibuat: 2 baris" in again
    assert names(within, sari) == []


def test_a_row_can_be_added_and_removed_without_publishing(as_sari, within, sari):
    shown = preview(as_sari)
    more = page(as_sari.post(PREVIEWS, data=typed(shown) | {"add": "1"}))
    assert typed(more)["name"] == [*typed(shown)["name"], ""]
    less = page(as_sari.post(PREVIEWS, data=typed(shown) | {"remove": "2"}))
    assert typed(less)["variant"] == ["original", "", ""]
    assert typed(less)["key"] == typed(shown)["key"]
    assert names(within, sari) == []


def test_a_doubt_stays_until_its_cell_is_changed(as_sari):
    shown = preview(as_sari)
    same = page(as_sari.post(PREVIEWS, data=typed(shown) | {"add": "1"}))
    assert "mungkin ribuan" in same
    changed = typed(shown) | {"price": ["15.000", "16.000", "15.500", "45.000"], "add": "1"}
    assert "mungkin ribuan" not in page(as_sari.post(PREVIEWS, data=changed))


def test_blank_rows_are_not_published(as_sari, within, sari):
    shown = page(as_sari.post(PREVIEWS, data=typed(preview(as_sari)) | {"add": "1"}))
    assert publish(as_sari, shown).status_code == 303
    assert len(names(within, sari)) == 3


def test_what_is_there_is_pointed_out_and_stays_unless_ticked(as_sari, within, sari):
    publish(as_sari, preview(as_sari, "Bakso 15rb stok 3"))
    shown = preview(as_sari, "Bakso 18rb stok 9\nSoto 12rb")
    assert shown.count("Sudah ada") == 1
    assert "1 baris sama namanya" in shown

    def bakso():
        return within(lambda: product.by_name(sari.vendor_id, ["bakso"])["bakso"].variants[0].price_amount)

    result = html(as_sari, publish(as_sari, shown).location)
    assert "Sudah ada, dibiarkan" in result
    assert bakso() == 15_000
    publish(as_sari, preview(as_sari, "Bakso 18rb stok 9"), updates="1")
    assert bakso() == 18_000


def test_a_long_list_of_everything_goes_through(as_sari, within, sari):
    shown = preview(as_sari, SAMPLE.read_text())
    prices = [price or "9.000" for price in typed(shown)["price"]]
    assert publish(as_sari, shown, price=prices).status_code == 303
    assert len(names(within, sari)) > 40


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Halo kak, apa kabar?", "Tidak ada barang yang terbaca"),
        ("", "Tidak ada barang"),
        ("Bakso 15rb\n" * 1001, "1000 baris"),
    ],
)
def test_a_paste_without_goods_or_too_long_gets_a_sentence_and_keeps_the_text(as_sari, text, sentence):
    shown = preview(as_sari, text, 422)
    assert sentence in shown
    assert text[:30] in shown


def test_a_paste_over_the_limit_gets_a_sentence(as_sari):
    assert "paling banyak 200 kB" in preview(as_sari, "a" * (LIMIT + 1), 422)


@pytest.mark.parametrize(
    "memory",
    ["", "nonsense", "[[1]]", '[["name",99999,"x"]]', '[["vendor_id",0,"x"]]', "{}", '[["price",-1,""]]', "[1]"],
)
def test_a_forged_memory_of_doubts_is_ignored(as_sari, memory):
    cells = typed(preview(as_sari, "Bakso 15rb"))
    shown = page(as_sari.post(PREVIEWS, data=cells | {"doubts": [memory], "add": "1"}))
    assert "paste__cell--doubt" not in shown


def test_what_was_pasted_is_shown_as_words_and_never_run(as_sari):
    answer = as_sari.post(
        PREVIEWS, data={"csrf_token": token(as_sari), "text": 'Bakso "><script>alert(1)</script> 15rb'}
    )
    assert "<script>alert" not in answer.get_data(as_text=True)


def test_a_reloaded_sheet_is_the_box_again(as_sari):
    assert "Tempel daftar harga" in html(as_sari, PREVIEWS)


def test_staff_may_publish_and_a_cashier_may_not(app, as_budi, sari):
    assert publish(as_budi, preview(as_budi)).status_code == 303
    with app.app_context():
        cashier = make.saved(lambda: make.make_member(sari.vendor_id, "Kasir", "cashier"))
    assert make.browser_of(app, cashier).get(NEW).status_code == 403


def test_a_stranger_finds_no_list(as_sari, as_rudi):
    location = publish(as_sari, preview(as_sari)).location
    assert as_rudi.get(location).status_code == 404
    assert as_sari.get(f"{LISTS}/{new_id()}").status_code == 404
    assert UUID(location.rsplit("/", 1)[1])


def test_somebody_who_is_not_signed_in_is_sent_to_the_door(client):
    assert client.get(NEW).status_code in (302, 303)


def test_the_screens_speak_english_too(as_sari):
    as_sari.set_cookie("language", "en")
    shown = preview(as_sari)
    assert "1 row needs a look" in shown
    assert "The price looks too small: perhaps thousands" in shown
    assert "3 products are on sale" in html(as_sari, publish(as_sari, shown).location)


def test_every_doubt_has_its_english_sentence():
    known = (Path(__file__).parents[2] / "translations/price_lists/en/LC_MESSAGES/messages.po").read_text()
    assert [reason for reason in REASONS if f'msgid "{reason}"' not in known] == []
