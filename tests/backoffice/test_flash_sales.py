"""Sari plans a flash sale, watches it, and ends it; nobody else's hands reach in."""

import html as text
import re
from datetime import timedelta

import pytest

from app.backoffice import flash_boards
from app.catalog.draft import simple
from app.catalog.terms import Terms
from app.core import journal, tenancy
from app.core.clock import JAKARTA, now
from app.core.db import transaction
from app.core.ids import new_id
from app.flash import carving, sale
from app.flash.item import ItemDraft
from app.flash.sale import Plan
from app.live import fragments
from app.orders import payment
from app.orders.place import Attempt, Wanted, place
from app.rush import board
from tests.orders.stand import run

HOME = "/backoffice/flash-sales"
DRAFTS = "/backoffice/flash-drafts"
KEY = "01a1f8af-71c6-74d5-93ca-600468cdc837"


def words(answer):
    body = re.sub(r"<(script|style|template).*?</\1>", "", answer.get_data(as_text=True), flags=re.S)
    return " ".join(text.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ").split())


def in_jakarta(**later):
    return (now() + timedelta(**later)).astimezone(JAKARTA).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def goods(shelve, within):
    """The variants of two products on the shelf: ten crisps at 25.000, seven cakes at 40.000."""
    made = shelve(simple("Keripik pedas", Terms(25_000, sku="KP-1"), is_published=True), stock=10)
    made += shelve(simple("Bolu pandan", Terms(40_000), is_published=True), stock=7)
    return [
        within(lambda one=one: run("SELECT id FROM variant WHERE product_id = :p", p=one).scalar_one()) for one in made
    ]


@pytest.fixture
def typed(goods):
    """What Sari types for the first of the goods."""
    return {
        "name": "Gajian November", "starts_at": in_jakarta(hours=1), "ends_at": in_jakarta(hours=3),
        "hold_minutes": "15", "waiting_above": "500", "variant_id": [str(goods[0])],
        f"price-{goods[0]}": "19.000", f"quota-{goods[0]}": "5", f"per_buyer-{goods[0]}": "2",
    }  # fmt: skip


@pytest.fixture
def first(goods):
    """Something else in the first row."""
    return lambda **cells: {f"{name}-{goods[0]}": value for name, value in cells.items()}


@pytest.fixture
def known(within, sari):
    """The only sale, as it is stored."""
    return lambda read=lambda one: one.state: within(lambda: read(sale.every(sari.vendor_id)[0]))


@pytest.fixture
def planned(within, sari, goods):
    """A sale of the first of the goods; `begun` lets it begin."""

    def plan(begun=True, **more):
        def deed():
            with transaction():
                items = (ItemDraft(goods[0], 19_000, 5, 2),)
                begin, end = now() + timedelta(hours=1), now() + timedelta(hours=3)
                made = sale.plan(
                    sari.actor(), Plan(**{"name": "Gajian", "starts_at": begin, "ends_at": end, "items": items} | more)
                )
                if begun:
                    run("UPDATE flash_sale SET starts_at = now() - interval '1 minute'")
                    carving.begin(sari.actor(), made.id)
            return made.id

        return within(deed)

    return plan


def confirmed(client, typed):
    page = client.post(HOME, data=typed).get_data(as_text=True)
    return typed | {"confirmed": re.search(r'name="confirmed" value="(\w+)"', page)[1]}


def test_the_list_is_empty_and_then_says_how_each_stands(as_sari, planned):
    assert "Belum ada flash sale" in words(as_sari.get(HOME))
    planned(name="Besok", begun=False)
    planned(name="Sekarang")

    said = words(as_sari.get(HOME))
    assert "Besok 1 barang" in said
    assert "Terjadwal" in said
    assert "Sedang berjalan" in said


def test_publishing_asks_once_and_repeats_name_time_and_prices(as_sari, typed, within, sari):
    answer = as_sari.post(HOME, data=typed)

    said = words(answer)
    assert answer.status_code == 200
    assert "Terbitkan “Gajian November”?" in said
    assert "5 unit, paling banyak 2 per pembeli Rp 19.000 Harga semula Rp 25.000" in said
    assert "WIB" in said
    assert within(lambda: len(sale.every(sari.vendor_id))) == 0


def test_a_confirmed_sale_is_published_as_it_was_typed(as_sari, typed, known):
    answer = as_sari.post(HOME, data=confirmed(as_sari, typed))

    assert answer.status_code == 303
    item = known(lambda one: one.items[0])
    assert (item.price_amount, item.quota, item.per_buyer) == (19_000, 5, 2)
    begins = known(lambda one: one.starts_at.astimezone(JAKARTA).strftime("%Y-%m-%dT%H:%M"))
    assert begins == typed["starts_at"]


def test_a_start_that_has_passed_is_said_and_the_sale_begins_at_once(as_sari, typed, known):
    early = typed | {"starts_at": in_jakarta(minutes=-5)}
    said = "Waktu mulainya sudah lewat, jadi flash sale ini langsung mulai."
    assert said in words(as_sari.post(HOME, data=early))
    assert said not in words(as_sari.post(HOME, data=typed))

    answer = as_sari.post(HOME, data=confirmed(as_sari, early))

    assert known() == "running"
    assert "Sedang berjalan" in words(as_sari.get(answer.location))


def test_a_planned_sale_that_is_moved_into_the_past_begins_at_once(as_sari, planned, typed, known):
    one = planned(begun=False)
    as_sari.post(f"{HOME}/{one}?_method=put", data=typed)
    assert known() == "planned"
    as_sari.post(f"{HOME}/{one}?_method=put", data=typed | {"starts_at": in_jakarta(minutes=-5)})
    assert known() == "running"
    assert known(lambda sale_: board.tally(sale_.vendor_id, sale_.id).sum("available")) == 5


def test_what_was_confirmed_is_what_was_shown(as_sari, typed, first, within, sari):
    agreed = confirmed(as_sari, typed)
    answer = as_sari.post(HOME, data=agreed | first(price="1.000"))

    assert "Terbitkan “Gajian November”?" in words(answer)
    assert within(lambda: len(sale.every(sari.vendor_id))) == 0


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "Beri nama"),
        ({"starts_at": "besok"}, "Isi tanggal"),
        ({"ends_at": in_jakarta(hours=100)}, "paling lama 72 jam"),
        ({"price": "30.000"}, "harus lebih rendah"),
        ({"price": "murah"}, "angka saja"),
        ({"quota": ""}, "paling sedikit 1"),
        ({"per_buyer": "0"}, "antara 1 dan 100"),
        ({"variant_id": []}, "Pilih 1 sampai 50 barang"),
    ],
)
def test_a_form_that_cannot_be_comes_back_with_the_sentence_and_what_was_typed(as_sari, typed, first, wrong, sentence):
    answer = as_sari.post(HOME, data=typed | wrong | first(**wrong))

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert f'value="{(typed | wrong)["name"].strip()}"' in answer.text
    assert 'aria-invalid="true"' in answer.text or "items-error" in answer.text


def test_leaving_a_form_is_asked_about_only_when_something_was_typed(as_sari, planned, typed):
    one = planned(begun=False)
    for untouched in (f"{HOME}/new", f"{HOME}/{one}/edit"):
        assert "data-unsaved" not in as_sari.get(untouched).text
    for path in (DRAFTS, HOME, f"{HOME}/{one}?_method=put"):
        assert "data-unsaved" in as_sari.post(path, data=typed | {"ends_at": ""}).text


def test_goods_are_found_put_in_and_taken_out_with_their_stock_beside_them(as_sari, typed, goods):
    found = as_sari.post(DRAFTS, data=typed | {"find": "1", "q": "bolu"})
    assert "Bolu pandan Rp 40.000 · stok 7 Tambah" in words(found)

    added = as_sari.post(DRAFTS, data=typed | {"add": str(goods[1])})
    assert "Bolu pandan Harga biasa Rp 40.000 · stok 7" in words(added)
    assert "Tambah" not in words(as_sari.get(f"/backoffice/flash-wares?q=bolu&variant_id={goods[1]}"))
    assert 'value="19.000"' in added.text
    removed = as_sari.post(DRAFTS, data=typed | {"remove": str(goods[0])})
    assert "Belum ada barang" in words(removed)


def test_adding_twice_puts_it_in_once(as_sari, typed, goods):
    answer = as_sari.post(DRAFTS, data=typed | {"add": str(goods[0])})

    assert answer.text.count('class="flash-row"') == 1


def test_a_live_search_is_a_fragment(as_sari, goods):
    answer = as_sari.get("/backoffice/flash-wares?q=pedas", headers={"HX-Request": "true"})

    assert "Keripik pedas" in answer.text
    assert "<html" not in answer.text
    assert "Tidak ada barang berstok" in words(as_sari.get("/backoffice/flash-wares?q=sepatu"))


def test_every_row_is_filled_at_once(as_sari, typed, goods):
    both = {"variant_id": [str(id_) for id_ in goods], f"quota-{goods[1]}": "3", f"per_buyer-{goods[1]}": "1"}
    answer = as_sari.post(DRAFTS, data=typed | both | {"fill": "1", "all_percent": "20", "all_quota": "4"})

    assert re.findall(r'name="price-[\w-]+" value="([^"]*)"', answer.text) == ["20000", "32000"]
    assert re.findall(r'name="quota-[\w-]+" value="([^"]*)"', answer.text) == ["4", "4"]
    assert re.findall(r'name="per_buyer-[\w-]+" value="([^"]*)"', answer.text) == ["2", "1"]


def test_a_quota_beyond_the_stock_is_said_beside_it(as_sari, typed, first):
    assert "Stoknya baru 10" in words(as_sari.post(DRAFTS, data=typed | first(quota="99")))
    assert "Stoknya baru" not in words(as_sari.post(DRAFTS, data=typed))


def test_a_planned_sale_is_changed(as_sari, planned, typed, first, known):
    one = planned(begun=False)
    page = as_sari.get(f"{HOME}/{one}/edit")
    assert 'value="19000"' in page.text

    answer = as_sari.post(f"{HOME}/{one}?_method=put", data=typed | {"name": "Gajian besar"} | first(price="18.000"))

    assert answer.status_code == 303
    assert known(lambda sale_: (sale_.name, sale_.items[0].price_amount)) == ("Gajian besar", 18_000)


def test_a_running_sale_keeps_its_price_and_start(as_sari, planned, typed, first, known):
    one = planned()
    answer = as_sari.post(f"{HOME}/{one}?_method=put", data=typed | first(price="1.000"))

    assert answer.status_code == 409
    assert "sudah mulai" in words(answer)
    assert known(lambda sale_: sale_.items[0].price_amount) == 19_000


def test_a_planned_sale_is_called_off_and_not_twice(as_sari, planned, known):
    one = planned(begun=False)
    assert as_sari.post(f"{HOME}/{one}/cancellation").status_code == 303
    assert known() == "cancelled"
    assert as_sari.post(f"{HOME}/{one}/cancellation").status_code == 409


def test_a_running_sale_is_ended_and_ending_again_does_nothing(as_sari, planned, known):
    one = planned()
    for _ in range(2):
        assert as_sari.post(f"{HOME}/{one}/ending").status_code == 303
    assert known() == "ended"
    assert "Akhiri sekarang" not in words(as_sari.get(f"{HOME}/{one}"))


def test_more_quota_comes_off_the_shelf_once(as_sari, planned, known):
    one = planned()
    address = f"{HOME}/{one}/items/{known(lambda sale_: sale_.items[0].id)}/quota"
    for _ in range(2):
        assert as_sari.post(address, data={"pieces": "3", "key": str(KEY)}).status_code == 303
    assert known(lambda sale_: sale_.items[0].quota) == 8

    refused = as_sari.post(address, data={"pieces": "50"})
    assert refused.status_code == 422
    assert "tinggal 2" in words(refused)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", f"{HOME}/new"), ("post", HOME), ("post", DRAFTS), ("get", "/backoffice/flash-wares"),
        ("get", f"{HOME}/{{}}/edit"), ("post", f"{HOME}/{{}}/ending"), ("post", f"{HOME}/{{}}/cancellation"),
        ("post", f"{HOME}/{{}}/items/{{}}/quota"), ("post", f"{HOME}/{{}}?_method=put"),
    ],
)  # fmt: skip
def test_staff_look_and_owners_plan(as_budi, planned, known, method, path):
    one = planned()
    assert getattr(as_budi, method)(path.format(one, one)).status_code == 403
    assert known() == "running"
    assert as_budi.get(f"{HOME}/{one}").status_code == 200
    assert "Akhiri" not in words(as_budi.get(f"{HOME}/{one}"))
    assert as_budi.get(f"{HOME}/{one}/board").status_code == 200


@pytest.mark.parametrize("path", ["", "/edit", "/board", "/board/figures"])
def test_a_stranger_finds_nothing(as_rudi, planned, path):
    assert as_rudi.get(f"{HOME}/{planned()}{path}").status_code == 404


@pytest.mark.parametrize("path", ["/ending", "/cancellation", f"/items/{KEY}/quota", "?_method=put"])
def test_a_stranger_changes_nothing(as_rudi, planned, known, path):
    assert as_rudi.post(f"{HOME}/{planned()}{path}", data={"pieces": "1"}).status_code == 404
    assert known() == "running"


@pytest.fixture
def sold(within, sari, planned, goods):
    """A sale with one paid order of two, one unpaid of one, one cash of one."""

    def order(sale_id, quantity, method):
        item = sale.find(sari.vendor_id, sale_id).items[0].id
        line = (Wanted(goods[0], quantity, 19_000),)
        told = {"shopper_name": "Dewi", "shopper_phone": f"+62812{new_id().int % 10**8:08d}", "fulfilment": "pickup"}
        [outcome] = place([
            Attempt(key=new_id(), vendor_id=sari.vendor_id, payment_method=method, lines=line, deal_id=item, **told)
        ])  # fmt: skip
        return outcome.order_id

    def deed(sale_id):
        with transaction():
            run("UPDATE vendor SET bank_account = '123', bank_name = 'BCA'")
            paid = order(sale_id, 2, "transfer")
            payment.confirm(sari.actor(), paid)
            order(sale_id, 1, "transfer")
            order(sale_id, 1, "cod")

    one = planned()
    within(lambda: deed(one))
    return one


def test_the_board_adds_up(within, sari, sold):
    tally = within(lambda: board.tally(sari.vendor_id, sold))

    assert [tally.sum(name) for name in ("quota", "available", "held", "sold", "paid", "orders")] == [5, 1, 1, 3, 2, 3]
    assert tally.amount == 3 * 19_000
    assert sum(tally.bars) == tally.lately == 3
    assert tally.per_second == 0.3


def test_the_board_says_it_in_words_beside_the_picture(as_sari, sold):
    said = words(as_sari.get(f"{HOME}/{sold}/board"))

    for sentence in (
        "Tersisa 1 dari kuota 5",
        "Belum dibayar 1",
        "Terjual 3 Rp 57.000",
        "Lunas 2 sudah dibayar",
        "3 pesanan · Selesai",
    ):
        assert sentence in said
    assert "3 pesanan dalam gambar ini" in said


def test_an_order_long_ago_is_not_in_the_picture(within, sari, sold):
    within(lambda: _committed("UPDATE orders SET placed_at = placed_at - interval '10 minutes'"))
    tally = within(lambda: board.tally(sari.vendor_id, sold))

    assert (sum(tally.bars), tally.lately, tally.sum("orders")) == (0, 0, 3)


def test_an_ended_sale_shows_the_minutes_up_to_its_last_order(as_sari, within, sari, sold):
    as_sari.post(f"{HOME}/{sold}/ending")
    within(lambda: _committed("UPDATE orders SET placed_at = placed_at - interval '1 hour'"))

    assert sum(within(lambda: board.tally(sari.vendor_id, sold)).bars) == 3


def test_the_figures_are_a_304_while_nothing_happens(as_sari, planned):
    address = f"{HOME}/{planned()}/board/figures"
    first = as_sari.get(address)

    assert "<html" not in first.text
    assert as_sari.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_an_order_reaches_the_boards_that_are_open(within, sari, sold):
    entries = within(lambda: journal.since(sari.vendor_id, 0))
    placed = [entry for entry in entries if entry.deed == "order.placed"]

    assert within(lambda: flash_boards.changed(placed)) == {sold}
    [piece] = within(lambda: list(fragments.named(sari.vendor_id, [f"flash-board-{sold}"])))
    assert piece.context["tally"].sum("orders") == 3


def test_a_storm_of_orders_draws_the_board_once_in_a_while_and_a_deed_at_once(within, sari, sold):
    entries = within(lambda: journal.since(sari.vendor_id, 0))
    placed = [entry for entry in entries if entry.deed == "order.placed"]
    begun = [entry for entry in entries if entry.deed == "flash.begun"]
    flash_boards._told_at.clear()

    drawn = [len(within(lambda: list(flash_boards.read(sari.vendor_id, [sold], placed)))) for _ in range(3)]

    assert drawn == [1, 0, 0]
    assert len(within(lambda: list(flash_boards.read(sari.vendor_id, [sold], begun)))) == 1


def test_another_shops_orders_touch_no_board_here(within, sold, app, rudi):
    with app.app_context(), tenancy.acting_for(rudi.vendor_id):
        assert list(flash_boards.read(rudi.vendor_id, [sold], ())) == []
        assert board.watched(rudi.vendor_id) == set()


def _committed(statement):
    with transaction():
        run(statement)
