"""What an order's page says and does about money: credit that is spent, refunds by their rules, what needs you."""

import re
from urllib.parse import unquote

import pytest

from app.backoffice import order_words
from app.core import tenancy
from app.core.db import transaction
from app.orders import cancellation
from app.payments import credit, polling, surplus
from app.payments.failure import UnknownOutcome
from app.payments.refund import Refund
from app.payments.state import State
from tests import make

from ..payments.conftest import counter  # noqa: F401 - a fixture


@pytest.fixture
def office(app, sari):
    """Sari at her desk."""
    return make.browser_of(app, sari)


@pytest.fixture
def with_credit(counter):  # noqa: F811
    """An order whose shopper has Rp 30.000 at the shop, from money that came twice for an earlier one."""
    first, second = counter.attempt(), counter.attempt(state=State.EXPIRED)
    counter.seen(first, State.PAID, 30_000)
    counter.seen(second, State.PAID, 30_000)
    with transaction():
        [laid] = surplus.waiting(counter.sari.vendor_id)
        credit.keep(counter.owner, laid.id)
    with transaction():
        bags = make.make_variant(counter.owner, "Keripik lain", stock=5)
    with transaction():
        counter.order_id = make.make_order(counter.owner, bags, 2, payment_method="qris").id
    return counter


def page(counter):  # noqa: F811
    return f"/backoffice/orders/{counter.order_id}"


def test_an_order_is_paid_from_credit_once(with_credit, office):
    text = office.get(page(with_credit)).text
    assert "Saldo pembeli di toko ini: Rp" in text
    assert "dengan saldo" in text

    assert office.post(page(with_credit) + "/credit").status_code == 303
    assert with_credit.order.payment_state == "paid"
    again = office.post(page(with_credit) + "/credit")
    assert again.status_code == 422
    assert "tidak menunggu pembayaran lagi" in again.text
    assert credit.balance(with_credit.sari.vendor_id, with_credit.order.shopper_phone, "IDR") == 0


def test_credit_that_is_not_enough_pays_nothing(with_credit, office):
    with transaction():
        bags = make.make_variant(with_credit.owner, "Keripik besar", stock=5)
    with transaction():
        with_credit.order_id = make.make_order(with_credit.owner, bags, 3, payment_method="qris").id

    assert "Belum cukup untuk tagihan ini" in office.get(page(with_credit)).text
    answer = office.post(page(with_credit) + "/credit")
    assert (answer.status_code, with_credit.order.payment_state) == (422, "unpaid")
    assert "Saldonya tidak berubah" in answer.text


def test_credit_waits_while_nobody_knows_whether_another_way_was_paid(with_credit, office, monkeypatch):
    def nobody_knows(*_args, **_more):
        raise UnknownOutcome

    with_credit.attempt(state=State.UNKNOWN)
    monkeypatch.setattr(polling, "_ask", nobody_knows)
    answer = office.post(page(with_credit) + "/credit")

    assert answer.status_code == 422
    assert "jangan bayar dua kali" in answer.text
    assert with_credit.order.payment_state == "unpaid"


def test_staff_spends_no_credit(app, with_credit):
    with tenancy.acting_for(with_credit.sari.vendor_id):
        budi = make.saved(lambda: make.make_member(with_credit.sari.vendor_id))
    browser = make.browser_of(app, budi)

    assert "dengan saldo" not in browser.get(page(with_credit)).text
    assert browser.post(page(with_credit) + "/credit").status_code == 403


def test_money_that_goes_back_by_the_provider_says_so_and_asks_for_no_proof(counter, office):  # noqa: F811
    counter.seen(counter.attempt(), State.PAID, 30_000)
    with transaction():
        cancellation.cancel(counter.owner, counter.order_id, "")
    text = office.get(page(counter)).text

    assert "Dikirim kembali lewat penyedia." in text
    assert "Kembalikan lewat penyedia" in text
    assert 'name="proof"' not in text


def test_money_that_is_sent_by_hand_needs_a_proof(counter, office):  # noqa: F811
    counter.seen(counter.attempt("permata_va"), State.PAID, 30_000)
    with transaction():
        cancellation.cancel(counter.owner, counter.order_id, "")
    assert 'name="proof"' in office.get(page(counter)).text
    answer = office.post(page(counter) + "/refund", data={"proof": " "})
    assert (answer.status_code, counter.order.payment_state) == (422, "refund_due")

    assert office.post(page(counter) + "/refund", data={"proof": "TRX-9"}).status_code == 303
    assert counter.order.payment_state == "refunded"


def test_money_that_needs_somebody_is_told_on_the_home_page(counter, office):  # noqa: F811
    one = counter.attempt()
    counter.seen(one, State.PAID, 31_000)
    assert "1 uang masuk perlu diputuskan" in office.get("/backoffice").text

    counter.seen(one, State.CHARGEBACK)
    text = office.get("/backoffice").text
    assert "1 pembayaran ditarik kembali bank" in text
    assert "Ditarik kembali" in office.get("/backoffice/orders?tab=new").text


def said(office, counter):  # noqa: F811
    [address] = re.findall(r'href="https://wa.me/[^"]*text=([^"]*)"', office.get(page(counter)).text)
    return unquote(address).replace("\u00a0", " ")


def test_the_message_to_the_shopper_names_no_bank_where_a_provider_collects(counter, office):  # noqa: F811
    assert "menunggu pembayaran Rp 30.000, lewat tautan" in said(office, counter)

    counter.seen(counter.attempt(), State.PAID, 30_000)
    with transaction():
        cancellation.cancel(counter.owner, counter.order_id, "")
    assert "Rp 30.000 kami kembalikan lewat cara Anda membayar" in said(office, counter)


def test_the_message_asks_for_an_account_where_a_person_sends_the_money_back(counter, office):  # noqa: F811
    counter.seen(counter.attempt("permata_va"), State.PAID, 30_000)
    with transaction():
        cancellation.cancel(counter.owner, counter.order_id, "")

    assert "Kirimkan nomor rekening Anda, Rp 30.000" in said(office, counter)


def test_a_part_that_was_paid_is_told_as_a_part(counter, office):  # noqa: F811
    counter.seen(counter.attempt(), State.PAID, 10_000)
    with transaction():
        [laid] = surplus.waiting(counter.sari.vendor_id)
        surplus.apply(counter.owner, laid.id)
    text = office.get(page(counter)).text.replace("\u00a0", " ")

    assert "Masih kurang Rp 20.000" in text
    assert "Dibayar sebagian" in text
    assert "dari Rp 30.000" in text


@pytest.mark.parametrize(
    ("kind", "state", "word"),
    [
        ("payout", "requested", "requested"), ("provider", "requested", "refunding"),
        ("provider", "pending", "refunding"), ("provider", "unknown", "refunding"),
        ("provider", "done", "refunded"), ("payout", "failed", "failed"),
    ],
)  # fmt: skip
def test_only_a_payout_waits_for_somebody_of_the_shop(kind, state, word):
    assert order_words.refund_state(Refund(kind=kind, state=state)) == word
