"""The desk and the refunds behind the back office's door: who may, what they see, what a button does."""

import pytest

from app.backoffice import payment_accounts
from app.core.db import db, transaction
from app.orders import cancellation
from app.payments import account as accounts
from app.payments import surplus
from app.payments.failure import Down, KeysRefused
from app.payments.state import State
from tests import make

from ..payments.conftest import counter  # noqa: F401 - a fixture


@pytest.fixture
def office(app, sari):
    """Sari at her desk."""
    return make.browser_of(app, sari)


def page(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def laid(counter):  # noqa: F811
    [one] = surplus.waiting(counter.sari.vendor_id)
    return one.id


def test_what_came_too_much_lies_on_the_desk_and_is_kept_as_credit(counter, office):  # noqa: F811
    counter.seen(counter.attempt(), State.PAID, 31_000)
    one = laid(counter)
    assert "Rp\u00a01.000" in page(office, "/backoffice/money")
    shown = page(office, f"/backoffice/money/surpluses/{one}")
    assert "Pakai untuk pesanan" not in shown
    assert "Simpan sebagai saldo" in shown

    assert office.post(f"/backoffice/money/surpluses/{one}", data={"settlement": "credited"}).status_code == 303
    assert "Tidak ada uang yang menunggu keputusan" in page(office, "/backoffice/money")
    again = office.post(f"/backoffice/money/surpluses/{one}", data={"settlement": "credited"})
    assert again.status_code == 409
    assert "sudah diurus" in again.get_data(as_text=True)


def test_a_partial_sum_is_offered_for_the_order(counter, office):  # noqa: F811
    counter.seen(counter.attempt(), State.PAID, 10_000)
    assert "Pakai untuk pesanan" in page(office, f"/backoffice/money/surpluses/{laid(counter)}")


def test_staff_sees_the_money_and_decides_nothing(app, counter):  # noqa: F811
    from app.core import tenancy
    from tests.make import saved

    counter.seen(counter.attempt(), State.PAID, 31_000)
    one = laid(counter)
    with tenancy.acting_for(counter.sari.vendor_id):
        budi = saved(lambda: make.make_member(counter.sari.vendor_id))
    browser = make.browser_of(app, budi)

    assert browser.get("/backoffice/money").status_code == 200
    assert browser.get(f"/backoffice/money/surpluses/{one}").status_code == 403
    assert browser.post(f"/backoffice/money/surpluses/{one}", data={"settlement": "applied"}).status_code == 403


def test_another_shops_money_is_not_found(app, counter, rudi):  # noqa: F811
    attempt = counter.attempt()
    counter.seen(attempt, State.PAID, 31_000)
    browser = make.browser_of(app, rudi)

    assert browser.get(f"/backoffice/money/surpluses/{laid(counter)}").status_code == 404
    assert browser.get(f"/backoffice/payments/{attempt.id}").status_code == 404


def test_a_refund_that_cannot_be_comes_back_with_what_was_typed(counter, office):  # noqa: F811
    attempt = counter.attempt()
    counter.seen(attempt, State.PAID, 30_000)
    answer = office.post(f"/backoffice/payments/{attempt.id}/refunds", data={"amount": "90.000", "reason": "rusak"})
    text = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert "antara Rp 1 dan Rp" in text
    assert "rusak" in text


def test_a_virtual_account_says_before_that_it_is_paid_out(counter, office):  # noqa: F811
    attempt = counter.attempt("permata_va")
    counter.seen(attempt, State.PAID, 30_000)

    assert "Kirim sendiri ke rekening pembeli" in page(office, f"/backoffice/payments/{attempt.id}/refunds/new")


def test_keys_are_never_shown_again(counter, office):  # noqa: F811
    text = page(office, "/backoffice/settings/payment-accounts/midtrans")

    assert "SB-Mid-server-tests" not in text
    assert counter.account.notify_path in text


def test_a_missing_key_is_said_beside_its_field(counter, office):  # noqa: F811
    answer = office.post("/backoffice/settings/payment-accounts/xendit", data={"mode": "sandbox"})

    assert answer.status_code == 422
    assert "tanpa itu penyedia tidak bisa dipakai" in answer.get_data(as_text=True)


@pytest.mark.parametrize(("failure", "said"), [(KeysRefused, "menolak kunci ini"), (Down, "tidak menjawab")])
def test_keys_that_do_not_work_replace_none_that_do(counter, office, monkeypatch, failure, said):  # noqa: F811
    def check(_account):
        raise failure

    monkeypatch.setattr(payment_accounts.adapter("midtrans"), "check", check)
    before = counter.account.sealed_keys
    answer = office.post(
        "/backoffice/settings/payment-accounts/midtrans",
        data={"mode": "sandbox", "server_key": "SB-Mid-server-salah", "methods": "qris"},
    )

    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    kept = accounts.of_provider(counter.sari.vendor_id, "midtrans")
    db.session.refresh(kept)
    assert (kept.sealed_keys, kept.methods) == (before, ["permata_va", "qris"])


def test_orders_whose_money_is_owed_back_are_named_on_the_desk(counter, office):  # noqa: F811
    counter.seen(counter.attempt(), State.PAID, 30_000)
    with transaction():
        cancellation.cancel(counter.owner, counter.order_id, "")

    assert f'href="/backoffice/orders/{counter.order_id}"' in page(office, "/backoffice/money")
