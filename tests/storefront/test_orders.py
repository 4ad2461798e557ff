"""The shopper's page of an order: where it stands, what to do, and that it follows the vendor's deeds."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest

from app.core import clock
from app.core.db import db
from app.orders import cancellation, expiry, fulfilment, payment
from app.orders.order import Order
from app.payments import account as accounts
from app.payments import polling
from app.payments.attempt import PaymentAttempt
from app.payments.state import State
from app.payments.words import Observation
from app.storefront import paying


def the_order(shop):
    return shop.do(lambda: db.session.query(Order).one())


@pytest.fixture
def transfer(dewi, shop):
    """Two bags by courier, paid by bank transfer."""
    dewi.buy("keripik-pedas", 2)
    return dewi.order(fulfilment="courier", address="Jl. Merdeka 45", payment_method="transfer")


@pytest.fixture
def cash(dewi, shop):
    """Two bags, picked up and paid in cash."""
    dewi.buy("keripik-pedas", 2)
    return dewi.order()


def test_a_transfer_is_told_where_what_and_until_when(transfer, dewi, shop):
    order = the_order(shop)
    assert "Menunggu transfer Anda" in transfer.text
    assert "BCA · Sari Wulandari 1234567890" in transfer.text
    assert f'<mark class="digits">{order.total_amount % 1000:03d}</mark>' in dewi.answer.text
    assert f'data-text="{order.total_amount}"' in dewi.answer.text
    assert "Jangan dibulatkan" in transfer.text
    assert "Barang disisihkan sampai" in transfer.text


def test_the_money_adds_up_line_by_line(transfer, shop):
    order = the_order(shop)
    box = transfer.text[transfer.text.index("Isi pesanan") :]
    amounts = [int(found.replace(".", "")) for found in re.findall(r"Rp ([\d.]+)", box)][1:]
    line, goods, shipping, code, total = amounts[:5]
    assert line == goods == 30_000
    assert (shipping, code) == (12_000, order.unique_code)
    assert goods + shipping + code == total == order.total_amount


def test_cash_is_told_what_to_bring(cash):
    assert "Bayar Rp 30.000 saat mengambil barang." in cash.text
    assert "1234567890" not in cash.text


def test_the_message_to_the_shop_is_ready(transfer, dewi):
    address = transfer.links["Kirim pesan ke toko"]
    said = unquote(address)
    assert address.startswith("https://wa.me/6281234567890?text=")
    assert "Dewi Lestari" in said
    assert "pesanan 1" in said
    assert "2 × Keripik pedas" in said
    assert f"http://localhost{dewi.path}" in said


STEPS = [
    ("paid", "Pembayaran diterima"),
    ("packed", "Sudah dikemas"),
    ("shipped", "Dalam perjalanan"),
    ("delivered", "Selesai"),
]


def test_the_page_follows_the_vendors_deeds(transfer, dewi, shop):
    order = the_order(shop)
    deeds = {
        "paid": lambda: payment.confirm(shop.actor, order.id),
        "packed": lambda: fulfilment.pack(shop.actor, order.id),
        "shipped": lambda: fulfilment.ship(shop.actor, order.id, "JNE", "JNE0012"),
        "delivered": lambda: fulfilment.deliver(shop.actor, order.id),
    }
    for name, said in STEPS:
        shop.do(deeds[name])
        page = dewi.see(f"/orders/{order.secret}/progress")
        assert said in page.text
    assert "Barang diserahkan ke JNE." in page.text


def test_the_tracking_number_can_be_copied(transfer, dewi, shop):
    order = the_order(shop)
    shop.do(lambda: payment.confirm(shop.actor, order.id))
    shop.do(lambda: fulfilment.ship(shop.actor, order.id, "JNE", "JNE0012"))
    dewi.see(f"/orders/{order.secret}")
    assert "Kurir: JNE." in dewi.page.text
    assert 'data-text="JNE0012"' in dewi.answer.text


def test_who_in_the_shop_did_it_is_not_told(cash, dewi, shop):
    order = the_order(shop)
    shop.do(lambda: fulfilment.pack(shop.actor, order.id))
    page = dewi.see(f"/orders/{order.secret}")
    assert "Siap diambil" in page.text
    assert "Sari" not in page.text.replace("Warung Sari", "")


def test_the_fragment_is_304_until_something_happens(cash, dewi, shop):
    order = the_order(shop)
    path = f"{shop.home}/orders/{order.secret}/progress"
    first = dewi.client.get(path)
    known = {"If-None-Match": first.headers["ETag"]}
    again = dewi.client.get(path, headers=known)
    assert (again.status_code, again.data) == (304, b"")
    shop.do(lambda: fulfilment.pack(shop.actor, order.id))
    assert dewi.client.get(path, headers=known).status_code == 200


def test_a_shopper_changes_their_mind_before_paying(transfer, dewi, shop):
    page = dewi.send("/cancellation", reason="salah pilih")
    assert "Pesanan dibatalkan" in page.text
    assert the_order(shop).state == "cancelled"
    assert not any(form.action.endswith("/cancellation") for form in page.forms)


def test_after_packing_it_is_too_late_to_cancel(cash, dewi, shop):
    order = the_order(shop)
    form = dewi.page.form("/cancellation")
    shop.do(lambda: fulfilment.pack(shop.actor, order.id))
    answer = dewi.client.post(form.action, data=form.fields)
    assert answer.status_code == 422
    assert "sudah diproses" in answer.text
    assert the_order(shop).state == "open"


def test_a_second_cancellation_changes_nothing(cash, dewi, shop):
    form = dewi.page.form("/cancellation")
    dewi.client.post(form.action, data=form.fields)
    assert dewi.client.post(form.action, data=form.fields).status_code == 422


def test_when_the_time_is_over_it_says_what_to_do(app, transfer, dewi, shop):
    order = the_order(shop)
    with app.app_context(), clock.at(clock.now() + timedelta(days=3)):
        expiry.expire_due()
    page = dewi.see(f"/orders/{order.secret}")
    assert "Waktu bayar habis" in page.text
    assert "uang Anda tidak hilang" in page.text


def test_money_that_is_owed_back_is_said(transfer, dewi, shop):
    order = the_order(shop)
    shop.do(lambda: payment.confirm(shop.actor, order.id))
    shop.do(lambda: cancellation.cancel(shop.actor, order.id, "habis"))
    assert "Uang Anda akan dikembalikan" in dewi.see(f"/orders/{order.secret}").text
    shop.do(lambda: payment.refund(shop.actor, order.id, proof="TRX-1"))
    assert "Uang sudah dikembalikan" in dewi.see(f"/orders/{order.secret}").text


@pytest.mark.parametrize("ending", ["", "/progress"])
def test_a_wrong_secret_is_a_404(cash, dewi, shop, ending):
    secret = the_order(shop).secret
    assert dewi.client.get(f"{shop.home}/orders/{secret[:-1]}_{ending}").status_code == 404
    assert dewi.client.post(f"{shop.home}/orders/{secret[:-1]}_/cancellation").status_code == 404


def test_another_shop_does_not_know_the_secret(cash, client, rudi, shop):
    assert client.get(f"/@toko-rudi/orders/{the_order(shop).secret}").status_code == 404


def test_the_page_is_kept_by_nobody_and_found_by_no_search_engine(cash, dewi):
    headers = dewi.answer.headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Robots-Tag"] == "noindex"


def test_an_order_asks_little(cash, dewi, shop, statements):
    order = the_order(shop)
    with statements() as page:
        dewi.see(f"/orders/{order.secret}")
    with statements() as fragment:
        dewi.see(f"/orders/{order.secret}/progress")
    assert len(page) <= 12
    assert len(fragment) <= 5


def test_a_shoppers_words_are_words_and_not_markup(dewi, shop):
    dewi.buy("keripik-pedas")
    page = dewi.order(name="<b>Dewi</b>", note="<script>alert(1)</script>")
    assert "<b>Dewi</b>" in page.text
    assert "<script>alert" not in dewi.answer.text


@pytest.fixture
def with_qris(shop, monkeypatch):
    """The shop takes QRIS too; nobody is asked anything, and what is open is taken back at once."""
    keys = {"server_key": "SB-Mid-server-tests"}
    shop.do(lambda: accounts.paste(shop.actor, "midtrans", "sandbox", keys, ["qris"]))
    monkeypatch.setattr(paying.starting, "carry_out", lambda *_args, **_more: None)
    monkeypatch.setattr(
        polling, "_ask", lambda _bill, attempt, over: Observation(attempt.reference, "", State.CANCELLED)
    )


def test_another_way_to_pay_is_a_transfer_too_and_back_again(with_qris, transfer, dewi, shop):
    dewi.page = dewi.see(dewi.path)
    other = dewi.page.links["Bayar dengan cara lain"]
    order_path = dewi.path
    form = dewi.see(other).form("/payments")
    assert "Transfer bank" not in dewi.page.text
    dewi.client.post(form.action, data=form.fields | {"payment_method": "qris"}, token=False)
    assert the_order(shop).payment_method == "qris"
    assert "Menunggu pembayaran Anda" in dewi.see(order_path).text

    form = dewi.see(other).form("/payments")
    assert "Transfer bank" in dewi.page.text
    dewi.client.post(form.action, data=form.fields | {"payment_method": "transfer"}, token=False)
    assert the_order(shop).payment_method == "transfer"
    assert "Menunggu transfer Anda" in dewi.see(order_path).text
    attempts_ = shop.do(lambda: [one.state for one in db.session.query(PaymentAttempt).all()])
    assert attempts_ == ["cancelled"]
    order = the_order(shop)
    shop.do(lambda: payment.confirm(shop.actor, order.id))
    assert "Pembayaran diterima" in dewi.see(order_path).text


def test_nothing_chosen_is_said_as_that(with_qris, transfer, dewi, shop):
    form = dewi.see(dewi.path + "/payments/new").form("/payments")
    answer = dewi.client.post(form.action, data=form.fields, token=False)

    assert answer.status_code == 422
    assert "Pilih cara membayar." in answer.text
    assert dewi.client.get(form.action).location.endswith("/payments/new")


def test_a_paid_order_takes_no_other_way(with_qris, transfer, dewi, shop):
    form = dewi.see(dewi.path + "/payments/new").form("/payments")
    order = the_order(shop)
    shop.do(lambda: payment.confirm(shop.actor, order.id))
    answer = dewi.client.post(form.action, data=form.fields | {"payment_method": "transfer"}, token=False)

    assert answer.status_code == 422
    assert "tidak menunggu pembayaran lagi" in answer.text
