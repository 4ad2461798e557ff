"""Flash sales as Dewi's phone sees them: a page that says the truth, a fragment that costs next to nothing."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from app.core import clock
from app.core.ids import new_id
from app.flash import carving, sale
from app.flash.item import ItemDraft
from app.flash.sale import Plan
from app.orders import cancellation
from app.orders import order as orders
from app.orders.place import Attempt, Wanted, place
from app.rush import press, waiting_room
from app.storefront import flash_attempts, flash_items, flash_shop, flash_token
from app.storefront.memory import short_memory
from tests.orders.stand import run

from .pages import Page, Shopper

DEAL = 9_000
DEWI = {"name": "Dewi Lestari", "phone": "0812-9999-1234"}


@pytest.fixture(autouse=True)
def _nothing_known():
    """What a second ago was true for another test is not for this one."""
    flash_shop.forget()
    flash_items.shells.forget()
    waiting_room._quiet_until.clear()


@pytest.fixture
def stall(shop):
    """The shop's crisps in a flash sale, five of ten; `item` is its address."""

    def open_stall(*, begins_in=-60, lasts=3600, begun=True, per_buyer=2, quota=5, **more):
        def deed():
            begin = clock.now() + timedelta(hours=1)
            items = (ItemDraft(shop.crisps, DEAL, quota, per_buyer),)
            made = sale.plan(shop.actor, Plan("Gajian", begin, begin + timedelta(hours=1), items, **more))
            run(
                "UPDATE flash_sale SET starts_at = now() + make_interval(secs => :b),"
                " ends_at = now() + make_interval(secs => :b + :l)", b=begins_in, l=lasts,
            )  # fmt: skip
            if begun:
                carving.begin(shop.actor, made.id)
            return made.id, run("SELECT id FROM flash_item").scalar_one()

        shop.sale_id, shop.item_id = shop.do(deed)
        shop.item = f"{shop.home}/flash/{shop.sale_id}/items/{shop.item_id}"
        return shop

    return open_stall


@pytest.fixture
def phone(app, stall):
    """Phones of people who look at the stall."""
    return lambda shop: Shopper(app.test_client(), shop.home)


def buy(shop, quantity=1, payment="cod"):
    """Somebody else is faster."""

    def deed():
        flash_shop.forget()
        number = f"+62813{new_id().int % 10**8:08d}"
        line = (Wanted(shop.crisps, quantity, DEAL),)
        told = {"shopper_name": "Agus", "shopper_phone": number, "fulfilment": "pickup", "payment_method": payment}
        [outcome] = place([Attempt(key=new_id(), vendor_id=shop.vendor_id, lines=line, deal_id=shop.item_id, **told)])
        assert outcome.order_id, str(outcome.refusal)
        return outcome.order_id

    return shop.do(deed)


def left(client, shop):
    """The fragment, of this very moment."""
    flash_shop.forget()
    short_memory.forget()
    waiting_room.shortcut.client.flushall()
    answer = client.get(shop.item + "/left")
    assert answer.status_code == 200
    return Page(answer.text).text


def test_the_page_says_price_limit_time_to_pay_and_what_is_left(stall, phone):
    shop = stall()
    page = phone(shop).see(shop.item)

    for words in ("Rp 9.000", "Harga semula Rp 15.000", "< 10 tersisa", "Paling banyak 2 per pembeli",
                  "bayar dalam 15 menit", "Bayar di tempat"):  # fmt: skip
        assert words in page.text


def test_a_press_without_scripts_makes_the_order(stall, phone):
    shop = stall()
    dewi = phone(shop)
    dewi.see(shop.item)
    page = dewi.send("/orders", quantity=2, **DEWI)

    assert "/orders/" in dewi.path
    assert "Rp 18.000" in page.text
    order = shop.do(lambda: orders.find_by_secret(shop.vendor_id, dewi.path.rsplit("/", 1)[1]))
    assert (order.lines_amount, order.shopper_phone) == (18_000, "+6281299991234")


def test_every_page_has_a_token_and_a_moment_of_its_own(stall, phone):
    shop = stall()
    first, second = phone(shop).see(shop.item), phone(shop).see(shop.item)

    tokens = {page.form("/orders").fields["token"] for page in (first, second)}
    forgeries = {page.form("/orders").fields["csrf_token"] for page in (first, second)}
    assert len(tokens) == len(forgeries) == 2


def test_somebody_signed_in_sees_the_same_page(stall, phone, as_sari):
    shop = stall()
    phone(shop).see(shop.item)
    flash_shop.forget()

    assert "Rp 9.000" in Page(as_sari.get(shop.item).text).text


def test_the_page_is_drawn_once_for_all_who_come_in_the_same_second(stall, phone, monkeypatch):
    shop, drawn = stall(), []
    draw = flash_items.render_template
    monkeypatch.setattr(flash_items, "render_template", lambda *names, **more: drawn.append(1) or draw(*names, **more))
    for _ in range(5):
        phone(shop).see(shop.item)

    assert len(drawn) == 1


def test_the_second_visitor_asks_postgresql_for_nothing(stall, phone, statements):
    shop = stall()
    phone(shop).see(shop.item)

    with statements() as seen:
        phone(shop).see(shop.item)

    assert seen == []


def test_a_mistake_in_the_form_comes_back_with_what_was_typed_and_decides_nothing(stall, phone):
    shop = stall(per_buyer=1)
    dewi = phone(shop)
    dewi.see(shop.item)
    first = dewi.page.form("/orders").fields["token"]
    page = dewi.send("/orders", status=422, name="Dewi Lestari", phone="12")

    assert "Nomor HP belum lengkap" in page.text
    assert page.form("/orders").fields["name"] == "Dewi Lestari"
    assert page.form("/orders").fields["token"] == first


def test_everything_that_is_missing_is_said_at_once(stall, phone):
    shop = stall()
    dewi = phone(shop)
    dewi.see(shop.item)
    page = dewi.send("/orders", status=422, name="", phone="12")
    assert "Isi nama Anda" in page.text
    assert "Nomor HP belum lengkap" in page.text


def test_a_number_comes_back_as_it_was_typed(stall, phone):
    shop = stall()
    dewi = phone(shop)
    dewi.see(shop.item)
    page = dewi.send("/orders", status=422, name="", phone="+62 813 1111 0001")
    assert page.form("/orders").fields["phone"] == "+62 813 1111 0001"


def test_after_a_refusal_the_next_press_has_a_key_of_its_own(stall, phone):
    shop = stall(per_buyer=1)
    dewi = phone(shop)
    dewi.see(shop.item)
    first = dewi.page.form("/orders").fields["token"]
    page = dewi.send("/orders", status=422, quantity=2, **DEWI)

    assert "Batasnya 1 per pembeli" in page.text
    assert page.form("/orders").fields["token"] != first


def test_a_press_that_nobody_could_decide_is_the_same_press_when_it_is_sent_again(stall, phone, monkeypatch):
    shop = stall()
    dewi = phone(shop)
    dewi.see(shop.item)
    monkeypatch.setattr(press, "SIDE_DOOR_SECONDS", 0.05)
    for _ in range(press.SIDE_DOORS):
        press._doors.acquire()
    first = dewi.page.form("/orders").fields["token"]
    page = dewi.send("/orders", status=503, **DEWI)
    for _ in range(press.SIDE_DOORS):
        press._doors.release()

    assert "pesanan Anda tetap satu" in page.text
    assert page.form("/orders").fields["token"] == first
    dewi.send("/orders", **DEWI)
    assert "/orders/" in dewi.path


def test_the_page_of_a_press_goes_on_looking_while_the_database_is_out(app, stall, phone, monkeypatch):
    shop = stall()
    dewi = phone(shop)
    dewi.see(shop.item)
    token = dewi.page.form("/orders").fields["token"]
    key = flash_token.read_token(shop.vendor_id, token, app.config["SECRET_KEY"]).key
    out_of_order(monkeypatch, flash_attempts.attempts, "recall")
    page = dewi.see(f"{shop.item}/attempts/{key}")

    assert "Pesanan Anda sedang dicatat" in page.text


def test_while_the_database_is_out_a_page_shows_what_was_known_last(stall, phone, monkeypatch):
    shop = stall()
    dewi = phone(shop)
    dewi.see(shop.item)
    for memory in (flash_shop.vendors, flash_shop.sales, flash_shop.lefts):
        memory.kept = {key: (0.0, known) for key, (_, known) in memory.kept.items()}
    out_of_order(monkeypatch, flash_shop.vendor, "find_by_slug")
    out_of_order(monkeypatch, flash_shop.showcase, "shown")
    out_of_order(monkeypatch, flash_shop.left_, "left")

    assert "< 10 tersisa" in dewi.see(shop.item).text
    flash_shop.forget()
    flash_items.shells.forget()
    page = dewi.see(shop.item, status=503)
    assert "Mencoba lagi aman" in page.text
    assert dewi.answer.headers["Retry-After"]


def out_of_order(monkeypatch, room, name):
    """As when PostgreSQL is not there."""

    def fails(*_):
        raise OperationalError("SELECT", {}, Exception("connection refused"))

    monkeypatch.setattr(room, name, fails)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"begins_in": 3600, "lasts": 60, "begun": False}, "Mulai"),
        ({"begins_in": -1, "begun": False}, "Segera mulai"),
        ({}, "< 10 tersisa"),
        ({"quota": 10}, "Tersisa 10"),
        ({"begins_in": -60, "lasts": 30}, "Selesai"),
    ],
)
def test_the_fragment_says_each_state_in_words(stall, phone, told, words):
    shop = stall(**told)

    assert words in left(phone(shop).client, shop)


def test_what_lies_in_unpaid_orders_may_come_back_and_what_is_paid_may_not(stall, phone):
    shop = stall(quota=1)
    dewi = phone(shop).client
    held = buy(shop, payment="transfer")
    assert "Semua sedang di keranjang orang (mungkin kembali)" in left(dewi, shop)
    assert "Antre kalau ada yang kembali" in left(dewi, shop)

    shop.do(lambda: cancellation.cancel(shop.actor, held, ""))
    assert "< 10 tersisa" in left(dewi, shop)
    buy(shop)

    assert "Habis" in left(dewi, shop)


def test_the_fragment_is_small_and_mostly_a_304(stall, phone):
    shop = stall()
    client = phone(shop).client
    first = client.get(shop.item + "/left")
    again = client.get(shop.item + "/left", headers={"If-None-Match": first.headers["ETag"]})

    assert len(first.data) <= 2048
    assert (again.status_code, again.data) == (304, b"")


def test_the_fragment_asks_postgresql_once_a_second(stall, phone, statements):
    shop = stall()
    client = phone(shop).client
    client.get(shop.item + "/left")

    with statements() as seen:
        for _ in range(10):
            client.get(shop.item + "/left")

    assert len(seen) <= 1


@pytest.mark.parametrize(("begins_in", "pace"), [(3600, "5"), (30, "2")])
def test_pages_ask_more_often_in_the_minute_before_the_start(stall, phone, begins_in, pace):
    shop = stall(begins_in=begins_in, begun=False)

    assert f'data-every="{pace}"' in phone(shop).client.get(shop.item + "/left").text


def test_a_press_before_the_start_makes_nothing_and_uses_up_nothing(stall, phone):
    shop = stall(begins_in=3600, begun=False)
    dewi = phone(shop)
    dewi.see(shop.item)

    page = dewi.send("/orders", status=422, **DEWI)

    assert "belum mulai" in page.text
    assert shop.do(lambda: run("SELECT count(*) FROM order_attempt").scalar_one()) == 0


def test_the_front_page_tells_of_a_sale_that_comes_within_a_day(stall, phone):
    shop = stall(begins_in=3600, begun=False)
    page = phone(shop).see("")
    assert "Mulai dalam" in page.text
    assert page.links["Lihat flash sale"].endswith(f"/flash/{shop.sale_id}")

    shop.do(
        lambda: run("UPDATE flash_sale SET starts_at = now() + interval '2 days', ends_at = now() + interval '3 days'")
    )
    assert "Lihat flash sale" not in phone(shop).see("").links


def test_the_products_own_page_leads_to_the_deal_while_it_runs(stall, phone):
    shop = stall()
    page = phone(shop).see("/products/keripik-pedas")
    assert "Sedang flash sale: Rp 9.000" in page.text

    shop.do(lambda: carving.end(shop.actor, shop.sale_id))
    assert "Sedang flash sale" not in phone(shop).see("/products/keripik-pedas").text


def test_a_sale_of_one_item_leads_straight_to_it(stall, phone):
    shop = stall()

    assert phone(shop).client.get(f"{shop.home}/flash/{shop.sale_id}").location == shop.item


def test_a_sale_of_several_shows_them_all(stall, phone):
    shop = stall()
    shop.do(lambda: run(
        "INSERT INTO flash_item (vendor_id, id, sale_id, variant_id, price_amount, quota, per_buyer)"
        " VALUES (:v, :i, :s, :m, 50000, 2, 1)", v=shop.vendor_id, i=new_id(), s=shop.sale_id, m=shop.medium,
    ))  # fmt: skip
    page = phone(shop).see(f"/flash/{shop.sale_id}")

    assert "Kaos M" in page.links
    assert "Keripik pedas" in page.links


@pytest.mark.parametrize("path", ["", "/left", "/place", "/turn"])
def test_a_strangers_item_is_not_there(stall, phone, rudi, path):
    shop = stall()
    elsewhere = shop.item.replace(shop.home, "/@toko-rudi")

    assert phone(shop).client.get(elsewhere + path).status_code == 404
    assert phone(shop).client.get(f"{shop.home}/flash/{shop.sale_id}/items/{new_id()}{path}").status_code == 404


def test_above_the_threshold_people_get_a_place_and_may_close_the_page(stall, phone, monkeypatch):
    monkeypatch.setattr(waiting_room, "PER_SECOND", 0.001)
    shop = stall(waiting_above=1)
    first, second, third = (phone(shop) for _ in range(3))
    first.see(shop.item)
    for one in (second, third):
        answer = one.client.get(shop.item)
        assert answer.location == shop.item + "/place"
    page = third.see(shop.item + "/place")

    assert "Nomor antrean Anda 2" in page.text
    assert "kami simpan antrean Anda" in page.text
    assert third.client.get_cookie(f"place-{shop.item_id.hex[-12:]}", path=f"{shop.home}/flash/{shop.sale_id}")


@pytest.mark.parametrize("forged", ["", "[1,1]", "WzEsMV0.c2lnbmVk"])
def test_a_number_in_the_line_cannot_be_made_up(stall, phone, monkeypatch, forged):
    monkeypatch.setattr(waiting_room, "PER_SECOND", 0.001)
    shop = stall(waiting_above=0)
    name, path = f"place-{shop.item_id.hex[-12:]}", f"{shop.home}/flash/{shop.sale_id}"
    honest, cheat = phone(shop), phone(shop)
    honest.see(shop.item + "/place")
    waiting_room.shortcut.client.flushall()
    cheat.client.set_cookie(name, forged or honest.client.get_cookie(name, path=path).value, path=path)
    phone(shop).see(shop.item + "/place")

    assert "Nomor antrean Anda 2" in cheat.see(shop.item + "/place").text


def test_a_number_in_the_line_outlives_the_line(stall, phone, monkeypatch):
    monkeypatch.setattr(waiting_room, "PER_SECOND", 0.001)
    shop = stall(waiting_above=0)
    people = [phone(shop) for _ in range(4)]
    for one in people:
        one.see(shop.item + "/place")
    waiting_room.shortcut.client.flushall()

    order = [people[n].see(shop.item + "/place").text for n in (3, 1, 2, 0)]

    assert [f"Nomor antrean Anda {n}" in text for n, text in zip((1, 1, 2, 1), order, strict=True)] == [True] * 4


def test_a_press_out_of_turn_leads_to_the_place_and_makes_nothing(stall, phone, monkeypatch):
    monkeypatch.setattr(waiting_room, "PER_SECOND", 0.001)
    shop = stall(waiting_above=1)
    early, late = phone(shop), phone(shop)
    late.see(shop.item)
    waiting_room.shortcut.client.flushall()
    early.see(shop.item)

    late.send("/orders", **DEWI)

    assert late.path == shop.item + "/place"
    assert shop.do(lambda: run("SELECT count(*) FROM orders").scalar_one()) == 0


def test_a_place_follows_the_line_and_ends_in_ones_turn(stall, phone):
    shop = stall(quota=1)
    held = buy(shop, payment="transfer")
    dewi = phone(shop)
    dewi.see(shop.item + "/place")
    page = dewi.send("/place")
    assert "Nomor antrean Anda 1" in page.text

    waiting_room.shortcut.client.hincrby(f"flash:room:{shop.item_id.hex}", "emptied", -5000)
    shop.do(lambda: cancellation.cancel(shop.actor, held, ""))
    flash_shop.forget()
    stranger = phone(shop).client.get(shop.item)

    assert stranger.location == shop.item + "/place"
    assert "Giliran Anda" in dewi.see(shop.item + "/turn").text
    dewi.see(shop.item)
    assert "Rp 9.000" in dewi.send("/orders", **DEWI).text


def test_a_place_closes_when_everything_is_sold(stall, phone):
    shop = stall(quota=1)
    buy(shop)

    assert "Antrean ditutup" in phone(shop).see(shop.item + "/place").text


def test_a_fragment_of_a_place_is_a_304_while_nobody_moves(stall, phone):
    shop = stall(quota=1)
    buy(shop, payment="transfer")
    dewi = phone(shop)
    dewi.see(shop.item + "/place")
    dewi.send("/place")
    first = dewi.client.get(shop.item + "/turn")

    assert dewi.client.get(shop.item + "/turn", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
