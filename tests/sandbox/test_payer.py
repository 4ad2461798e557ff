"""The payer's pages: a person finds a payment and plays the bank."""

import re

import pytest

PLAY = "SANDBOX: uang mainan"


def press(client, payment, deed, **more):
    return client.post(f"/payer/{payment.id}", data={"deed": deed} | more)


def buttons(client, payment):
    return re.findall(r'name="deed" value="(\w+)"', client.get(f"/payer/{payment.id}").text)


def test_the_newest_stands_first_and_all_is_marked_as_play(client, make):
    first, second = make(), make()
    page = client.get("/").text
    assert page.index(second.reference) < page.index(first.reference)
    for text in (page, client.get(f"/payer/{first.id}").text):
        assert PLAY in text


def test_no_payment_yet_is_said(client):
    assert "Belum ada pembayaran." in client.get("/").text


@pytest.mark.parametrize("fields", [{"va": "8808123"}, {"qr": "000201QRIS"}, {"code": "ALFA9"}, {"bill_key": "7001"}])
def test_a_payment_is_found_by_what_the_payer_was_given(client, make, fields):
    wanted, other = make(**fields), make(va="1")
    page = client.get("/", query_string={"q": f" {next(iter(fields.values()))} "}).text
    assert wanted.reference in page
    assert other.reference not in page


def test_the_page_shows_what_the_payer_needs(client, make):
    page = client.get(
        f"/payer/{make(amount=1_250_000, va='8808123', qr='000201QRIS', return_url='http://toko/').id}"
    ).text
    assert "Rp\u00a01.250.000" in page
    assert "8808123" in page
    assert "<svg" in page
    assert "toko · T-" in page
    assert re.search(r"Berlaku sampai \d\d-\d\d-\d{4} \d\d\.\d\d WIB", page)
    assert "Kembali ke toko" in page


def test_the_page_needs_nothing_from_elsewhere(client, make):
    for path in ("/", f"/payer/{make(qr='000201QRIS').id}"):
        page = client.get(path).text
        assert not re.findall(r"<script|@import|src=|href=\"(?!/|data:)", page)
        assert 'name="viewport" content="width=device-width, initial-scale=1"' in page


def test_buttons_follow_the_state(client, make):
    payment = make()
    assert buttons(client, payment) == ["pay", "deny", "expire", "pay_wrong_amount"]
    press(client, payment, "expire")
    assert buttons(client, payment) == ["pay_late"]
    assert press(client, payment, "pay_late").status_code == 303
    assert buttons(client, payment) == ["pay_twice", "reverse", "chargeback", "refund_outside"]
    payment.refunds.append({"id": "1", "key": "k", "amount": 1, "state": "pending"})
    assert buttons(client, payment)[:2] == ["confirm_refund", "fail_refund"]
    press(client, payment, "reverse")
    assert buttons(client, payment) == []
    assert "ditarik kembali" in client.get(f"/payer/{payment.id}").text


def test_another_amount_is_paid_as_it_is_typed(client, make):
    payment = make()
    press(client, payment, "pay_wrong_amount", amount="1.250.000")
    assert payment.paid == 1_250_000
    assert "Diterima Rp\u00a01.250.000" in client.get(f"/payer/{payment.id}").text


def test_what_cannot_be_done_is_said(client, make):
    payment = make()
    press(client, payment, "pay")
    answer = press(client, payment, "expire")
    assert answer.status_code == 409
    assert "Tidak bisa: pembayaran ini sudah dibayar." in answer.text
    assert payment.state == "paid"


@pytest.mark.parametrize("form", [{"deed": "steal"}, {}, {"deed": "pay", "amount": "banyak"}])
def test_nonsense_is_refused(client, make, form):
    payment = make()
    assert client.post(f"/payer/{payment.id}", data=form).status_code == 400
    assert payment.state == "pending"


def test_an_unknown_payment_is_not_there(client):
    assert client.get("/payer/none").status_code == 404
