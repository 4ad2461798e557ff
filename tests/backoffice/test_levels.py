"""The shelf as a list: who may change it, what is refused, and what stays typed."""

import pytest

from app.core import journal, tenancy
from app.core.ids import new_id
from app.stock import level, location
from tests.make import browser_of, make_member, make_variant, saved


def shelved(app, who, name="Keripik pedas", stock=10, **more):
    with app.app_context(), tenancy.acting_for(who.vendor_id):
        return saved(lambda: make_variant(who.actor(), name, stock=stock, **more))


@pytest.fixture
def crisps(app, sari):
    """Ten bags on Sari's shelf."""
    return shelved(app, sari)


def on_hand(app, variant) -> int:
    with app.app_context(), tenancy.acting_for(variant.vendor_id):
        return level.figures(variant.vendor_id, [variant.id])[variant.id].on_hand


def journaled(app, variant) -> list[str]:
    with app.app_context(), tenancy.acting_for(variant.vendor_id):
        return [entry.deed for entry in journal.of(variant.vendor_id, "variant", variant.id)]


def change(browser, variant, *, hx=False, **form):
    form = {"kind": "received", "number": "5", "key": str(new_id())} | form
    return browser.patch(f"/backoffice/stock/{variant.id}", data=form, headers={"HX-Request": "true"} if hx else {})


def test_the_list_shows_each_counted_variant_with_its_figure(as_budi, crisps):
    page = as_budi.get("/backoffice/stock").text
    assert f'id="figure-{crisps.id}"' in page
    assert "Keripik pedas" in page


def test_the_list_says_where_in_the_journal_it_stands(app, as_budi, crisps):
    with app.app_context(), tenancy.acting_for(crisps.vendor_id):
        seq = journal.last_seq(crisps.vendor_id)
    assert f'data-seq="{seq}"' in as_budi.get("/backoffice/stock").text


@pytest.mark.parametrize(("kind", "number", "left"), [
    ("received", "5", 15), ("received", "+5", 15), ("returned", "1", 11), ("lost", "3", 7), ("lost", "-3", 7),
    ("corrected", "3", 7), ("received", "−3", 7), ("received", "1.200", 1210),
])  # fmt: skip
def test_a_number_and_what_happened_change_the_shelf(app, as_budi, crisps, kind, number, left):
    assert change(as_budi, crisps, kind=kind, number=number).status_code == 303
    assert on_hand(app, crisps) == left


def test_a_count_sets_what_is_there(app, as_budi, crisps):
    change(as_budi, crisps, kind="counted", number="8", based_on="10")
    assert on_hand(app, crisps) == 8


def test_the_same_form_sent_twice_counts_once(app, as_budi, crisps):
    key = str(new_id())
    assert [change(as_budi, crisps, key=key).status_code for _ in range(2)] == [303, 303]
    assert on_hand(app, crisps) == 15
    assert journaled(app, crisps) == ["stock.changed"]


def test_a_count_of_an_older_figure_is_refused_and_stays_typed(app, as_sari, as_budi, crisps):
    change(as_budi, crisps, number="2")
    answer = change(as_sari, crisps, kind="counted", number="9", based_on="10")
    assert answer.status_code == 409
    assert "Budi baru saja menambah 2, jadi stok kini 12, bukan 10 lagi." in answer.text
    assert 'value="9"' in answer.text
    assert 'name="based_on" value="12"' in answer.text
    assert on_hand(app, crisps) == 12


def test_the_refused_count_can_be_sent_again_from_the_page_it_came_back_with(app, as_sari, as_budi, crisps):
    change(as_budi, crisps, number="2")
    change(as_sari, crisps, kind="counted", number="9", based_on="10")
    assert change(as_sari, crisps, kind="counted", number="9", based_on="12").status_code == 303
    assert on_hand(app, crisps) == 9


def test_more_than_there_is_cannot_leave(app, as_budi, crisps):
    answer = change(as_budi, crisps, kind="lost", number="11", hx=True)
    assert answer.status_code == 422
    assert "Stok tinggal 10, jadi tidak bisa dikurangi lebih banyak." in answer.text
    assert 'value="11"' in answer.text
    assert "<html" not in answer.text
    assert on_hand(app, crisps) == 10


@pytest.mark.parametrize("number", ["", "lima", "5 buah", "9" * 12, "٥"])
def test_what_is_not_a_number_is_asked_again(app, as_budi, crisps, number):
    assert change(as_budi, crisps, number=number).status_code == 422
    assert on_hand(app, crisps) == 10


def test_htmx_gets_the_figure_alone(as_budi, crisps):
    answer = change(as_budi, crisps, hx=True)
    assert answer.status_code == 200
    assert f'id="level-{crisps.id}"' in answer.text
    assert ">15<" in answer.text
    assert "<html" not in answer.text


def test_the_plain_form_leads_back_to_where_it_was_sent_from(as_budi, crisps):
    answer = change(as_budi, crisps, back="/backoffice/stock?q=keripik")
    assert answer.location == "/backoffice/stock?q=keripik"
    assert change(as_budi, crisps, back="https://elsewhere.example/").location == "/backoffice/stock"


def test_a_stranger_finds_nothing(app, as_rudi, crisps):
    assert change(as_rudi, crisps).status_code == 404
    assert as_rudi.get(f"/backoffice/variants/{crisps.id}/movements").status_code == 404
    assert "Keripik" not in as_rudi.get("/backoffice/stock").text
    assert on_hand(app, crisps) == 10


def test_a_cashier_may_not_change_the_shelf(app, sari, crisps):
    with app.app_context():
        putri = saved(lambda: make_member(sari.vendor_id, "Putri", "cashier"))
    assert change(browser_of(app, putri), crisps).status_code == 403
    assert on_hand(app, crisps) == 10


def test_nobody_in_particular_is_asked_to_sign_in(client, crisps):
    assert client.get("/backoffice/stock").status_code == 303


def test_the_list_is_searched_and_filtered(app, as_budi, sari, crisps):
    low, out = shelved(app, sari, "Teh botol", 3), shelved(app, sari, "Kopi bubuk", 0)
    shelved(app, sari, "Jasa antar", 0, availability="ready")
    shown = {state: as_budi.get(f"/backoffice/stock?{state}").text for state in ("", "state=out", "state=low", "q=teh")}
    assert [f"figure-{one.id}" in shown[""] for one in (crisps, low, out)] == [True] * 3
    assert [f"figure-{one.id}" in shown["state=out"] for one in (crisps, low, out)] == [False, False, True]
    assert [f"figure-{one.id}" in shown["state=low"] for one in (crisps, low, out)] == [False, True, False]
    assert [f"figure-{one.id}" in shown["q=teh"] for one in (crisps, low, out)] == [False, True, False]
    assert "Jasa antar" not in shown[""]


@pytest.mark.parametrize(("question", "sentence"), [
    ("", "Belum ada barang yang dihitung"), ("?q=xyz", "Tidak ada yang cocok"),
    ("?state=out", "Tidak ada yang habis"), ("?state=low", "Tidak ada yang hampir habis"),
])  # fmt: skip
def test_an_empty_list_says_why(as_budi, question, sentence):
    assert sentence in as_budi.get(f"/backoffice/stock{question}").text


def test_with_two_locations_a_count_is_of_one_of_them(app, as_sari, sari, crisps):
    with app.app_context(), tenancy.acting_for(sari.vendor_id):
        attic = saved(lambda: location.add(sari.actor(), "Loteng"))
    change(as_sari, crisps, number="4", location_id=str(attic.id))
    page = as_sari.get(f"/backoffice/stock?location={attic.id}").text
    assert 'name="based_on" value="4"' in page
    assert ">14<" in page
    change(as_sari, crisps, kind="counted", number="1", based_on="4", location_id=str(attic.id))
    assert on_hand(app, crisps) == 11


def test_english_says_the_same(as_budi, crisps):
    as_budi.set_cookie("language", "en")
    page = as_budi.get("/backoffice/stock").text
    assert "Arrived" in page
    assert "Datang" not in page
