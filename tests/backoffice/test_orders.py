"""The inbox and the page of an order."""

from types import SimpleNamespace

import pytest

from app.core import tenancy
from app.core.db import transaction
from app.core.ids import new_id
from app.orders import fulfilment, order, payment
from tests import make

ORDERS = "/backoffice/orders"


@pytest.fixture
def shop(app, sari):
    """Sari's shop: `shop.order(deeds, **told)` makes orders, `shop.state(id)` reads them again."""
    with app.app_context(), tenancy.acting_for(sari.vendor_id):
        crisps = make.saved(lambda: make.make_variant(sari.actor(), stock=500))

    def make_order(*deeds, **told):
        with app.app_context(), tenancy.acting_for(sari.vendor_id):
            made = make.saved(lambda: make.make_order(sari.actor(), crisps, **told))
            for deed in deeds:
                make.saved(lambda deed=deed: deed(sari.actor(), made.id))
        return made

    def state(order_id):
        with app.app_context(), tenancy.acting_for(sari.vendor_id), transaction():
            found = order.find(sari.vendor_id, order_id)
            return found.state, found.payment_state, found.fulfilment_state

    return SimpleNamespace(order=make_order, state=state)


def test_a_tab_shows_its_orders_and_how_many_wait(as_sari, shop):
    awaited, cash = shop.order(payment_method="transfer"), shop.order()

    new, packing = as_sari.get(ORDERS).text, as_sari.get(ORDERS + "?tab=packing").text

    assert f'id="order-{awaited.id}"' in new
    assert f'id="order-{cash.id}"' not in new
    assert f'id="order-{cash.id}"' in packing
    assert 'aria-current="page">Perlu dikemas' in packing


def test_an_unknown_tab_is_the_first(as_sari, shop):
    made = shop.order(payment_method="transfer")

    assert f'id="order-{made.id}"' in as_sari.get(ORDERS + "?tab=nonsense").text


def test_the_inbox_opens_where_something_waits(as_sari, shop):
    cash = shop.order()

    assert f'id="order-{cash.id}"' in as_sari.get(ORDERS).text


@pytest.mark.parametrize("tab", ["new", "packing", "sending", "done", "cancelled"])
def test_an_empty_tab_says_what_will_be_there(as_sari, tab):
    page = as_sari.get(f"{ORDERS}?tab={tab}").text

    assert 'class="empty"' in page
    assert "muncul di sini" in page or "pindah ke sini" in page


def test_search_looks_into_every_tab_and_offers_the_way_out(as_sari, shop):
    made = shop.order(fulfilment.pack, fulfilment.deliver)

    assert f'id="order-{made.id}"' in as_sari.get(f"{ORDERS}?q=0812-3456").text
    assert "Hapus pencarian" in as_sari.get(f"{ORDERS}?q=zzz").text


def test_older_orders_have_an_address_of_their_own(as_sari, shop, monkeypatch):
    monkeypatch.setattr("app.orders.inbox.PAGE", 2)
    monkeypatch.setattr("app.orders.inbox.page.__kwdefaults__", {"before": None, "limit": 2})
    first, _, _ = shop.order(), shop.order(), shop.order()

    page = as_sari.get(ORDERS + "?tab=packing").text
    assert f'id="order-{first.id}"' not in page
    assert "?tab=packing&amp;before=2" in page
    assert f'id="order-{first.id}"' in as_sari.get(ORDERS + "?tab=packing&before=2").text


def test_the_page_adds_up_line_by_line(as_sari, shop):
    made = shop.order(payment_method="transfer", fulfilment="courier")
    page = as_sari.get(f"{ORDERS}/{made.id}").text.replace("\u00a0", " ")

    assert "Rp 15.000" in page
    assert "Ongkos kirim (Kurir toko)" in page
    assert "Angka unik transfer" in page
    assert f"Rp {27_000 + made.unique_code:,}".replace(",", ".") in page


def test_the_page_tells_its_history_in_sentences_newest_first(as_sari, shop):
    made = shop.order(payment.confirm, payment_method="transfer")
    page = as_sari.get(f"{ORDERS}/{made.id}").text

    assert 0 < page.index("Pesanan lunas") < page.index("Dewi memesan seharga")


def test_whatsapp_opens_with_a_message_for_this_state(as_sari, shop):
    made = shop.order(fulfilment.pack)
    page = as_sari.get(f"{ORDERS}/{made.id}").text

    assert (
        "https://wa.me/6281234567890?text=Halo%20Dewi%2C%20pesanan%20Anda%20nomor%201%20sudah%20siap%20diambil" in page
    )
    assert made.secret in page


def test_only_one_button_is_filled(as_sari, shop):
    for told in ({}, {"payment_method": "transfer"}, {"fulfilment": "courier"}):
        made = shop.order(**told)
        assert as_sari.get(f"{ORDERS}/{made.id}").text.count("btn--primary") == 1


def test_a_shoppers_words_are_only_words(as_sari, shop):
    made = shop.order(shopper_name="<script>alert(1)</script>", note="<img src=x onerror=alert(1)>")

    for page in (as_sari.get(f"{ORDERS}/{made.id}").text, as_sari.get(ORDERS + "?tab=packing").text):
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_staff_see_orders_a_stranger_and_a_visitor_do_not(as_budi, as_rudi, client, shop):
    made = shop.order()

    assert as_budi.get(f"{ORDERS}/{made.id}").status_code == 200
    assert as_rudi.get(f"{ORDERS}/{made.id}").status_code == 404
    assert f"order-{made.id}" not in as_rudi.get(ORDERS + "?tab=packing").text
    assert client.get(f"{ORDERS}/{made.id}").status_code == 303
    assert as_budi.get(f"{ORDERS}/{new_id()}").status_code == 404


DEEDS = {
    "payment": ([], {"payment_method": "transfer"}, {}, ("open", "paid", "waiting")),
    "packing": ([], {}, {}, ("open", "unpaid", "packed")),
    "shipment": ([], {"fulfilment": "courier"}, {"courier_name": "JNE"}, ("open", "unpaid", "shipped")),
    "delivery": ([], {}, {}, ("completed", "paid", "delivered")),
    "cancellation": ([], {}, {"reason": "Stok habis"}, ("cancelled", "unpaid", "waiting")),
}


@pytest.mark.parametrize("noun", DEEDS)
def test_each_deed_works_and_comes_back_to_the_order(as_budi, shop, noun):
    deeds, told, form, expected = DEEDS[noun]
    made = shop.order(*deeds, **told)
    answer = as_budi.post(f"{ORDERS}/{made.id}/{noun}", data=form)

    assert (answer.status_code, answer.location) == (303, f"{ORDERS}/{made.id}")
    assert shop.state(made.id) == expected


@pytest.mark.parametrize("noun", DEEDS)
def test_each_deed_does_nothing_the_second_time_and_says_so(as_budi, shop, noun):
    deeds, told, form, expected = DEEDS[noun]
    made = shop.order(*deeds, **told)
    as_budi.post(f"{ORDERS}/{made.id}/{noun}", data=form)
    again = as_budi.post(f"{ORDERS}/{made.id}/{noun}", data=form)

    assert again.status_code in (409, 422)
    assert 'id="refusal"' in again.text
    assert shop.state(made.id) == expected


@pytest.mark.parametrize("noun", DEEDS)
def test_each_deed_is_refused_to_strangers_visitors_and_cashiers(app, sari, as_rudi, client, shop, noun):
    deeds, told, form, _ = DEEDS[noun]
    made = shop.order(*deeds, **told)
    before = shop.state(made.id)
    with app.app_context():
        cashier = make.saved(lambda: make.make_member(sari.vendor_id, "Tono", "cashier"))

    assert as_rudi.post(f"{ORDERS}/{made.id}/{noun}", data=form).status_code == 404
    assert client.post(f"{ORDERS}/{made.id}/{noun}", data=form).status_code in (303, 403)
    assert make.browser_of(app, cashier).post(f"{ORDERS}/{made.id}/{noun}", data=form).status_code == 403
    assert shop.state(made.id) == before


@pytest.mark.parametrize("noun", DEEDS)
def test_no_deed_is_done_by_looking(as_sari, shop, noun):
    made = shop.order()

    assert as_sari.get(f"{ORDERS}/{made.id}/{noun}").status_code in (404, 405)


def test_who_comes_second_reads_who_was_first(as_sari, as_budi, shop):
    made = shop.order()
    as_budi.post(f"{ORDERS}/{made.id}/packing")
    late = as_sari.post(f"{ORDERS}/{made.id}/packing")

    assert late.status_code == 409
    assert "Rekan Anda lebih dulu" in late.text
    assert "Budi mengemas pesanan" in late.text
    assert "Tandai sudah diserahkan" in late.text


def test_who_presses_twice_reads_that_it_is_noted(as_budi, shop):
    made = shop.order()
    as_budi.post(f"{ORDERS}/{made.id}/packing")

    assert "Langkah ini sudah tercatat" in as_budi.post(f"{ORDERS}/{made.id}/packing").text


def test_the_transfer_is_asked_for_to_the_last_digit(as_sari, shop):
    made = shop.order(payment_method="transfer")
    page = as_sari.get(f"{ORDERS}/{made.id}").text.replace("\u00a0", " ")

    assert f"({made.unique_code:03d})" in page
    assert f"Catat Rp {made.total_amount:,}".replace(",", ".") in page


def test_a_parcel_without_a_courier_is_asked_for_one(as_sari, shop):
    made = shop.order(fulfilment.pack, fulfilment="courier")
    typed = {"courier_name": " ", "tracking_number": "JX-77"}
    answer = as_sari.post(f"{ORDERS}/{made.id}/shipment", data=typed)

    assert answer.status_code == 422
    assert "Tulis nama kurirnya" in answer.text
    assert 'value="JX-77"' in answer.text
    assert shop.state(made.id)[2] == "packed"


@pytest.mark.parametrize("noun", ["payment", "shipment", "delivery", "cancellation"])
def test_the_pages_that_ask_once_more_are_there_and_only_for_ones_own(as_sari, as_rudi, shop, noun):
    made = shop.order(payment_method="transfer")

    assert as_sari.get(f"{ORDERS}/{made.id}/{noun}/new").status_code == 200
    assert as_rudi.get(f"{ORDERS}/{made.id}/{noun}/new").status_code == 404


def test_cancelling_says_before_what_happens_to_stock_and_money(as_sari, shop):
    unpaid = as_sari.get(f"{ORDERS}/{shop.order().id}/cancellation/new").text
    paid = as_sari.get(f"{ORDERS}/{shop.order(payment.confirm, payment_method='transfer').id}/cancellation/new").text

    assert "Barangnya kembali ke stok" in unpaid
    assert "Belum ada uang masuk" in unpaid
    assert "sudah dibayar oleh Dewi Lestari. Setelah dibatalkan, kembalikan dari halaman pesanan" in paid
    assert "Batalkan pesanan" in paid


def test_a_reason_of_ones_own_comes_before_the_usual_ones(as_sari, shop):
    made = shop.order()
    as_sari.post(f"{ORDERS}/{made.id}/cancellation", data={"reason": "Stok habis", "other": "Salah pesan."})

    assert "Sari membatalkan pesanan: Salah pesan." in as_sari.get(f"{ORDERS}/{made.id}").text


def test_money_owed_back_is_given_back_by_the_owner_only(as_sari, as_budi, as_rudi, shop):
    made = shop.order(payment.confirm, payment_method="transfer")
    as_sari.post(f"{ORDERS}/{made.id}/cancellation", data={"reason": "Stok habis"})
    assert shop.state(made.id) == ("cancelled", "refund_due", "waiting")

    assert as_rudi.post(f"{ORDERS}/{made.id}/refund").status_code == 404
    assert as_budi.post(f"{ORDERS}/{made.id}/refund").status_code == 403
    nothing = as_sari.post(f"{ORDERS}/{made.id}/refund")
    assert nothing.status_code == 422
    assert "sebagai bukti" in nothing.text
    assert as_sari.post(f"{ORDERS}/{made.id}/refund", data={"proof": "TRX-1"}).status_code == 303
    assert shop.state(made.id) == ("cancelled", "refunded", "waiting")
    assert as_sari.post(f"{ORDERS}/{made.id}/refund").status_code == 409


def test_the_same_pages_speak_english(as_sari, shop):
    made = shop.order(payment_method="transfer")
    as_sari.set_cookie("language", "en")

    inbox, page = as_sari.get(ORDERS).text, as_sari.get(f"{ORDERS}/{made.id}").text
    assert "To pack" in inbox
    assert "Check for the transfer" in page
    assert "Dewi ordered for" in page
