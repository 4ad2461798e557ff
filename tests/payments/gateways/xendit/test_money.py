"""What came in, what went back and what was taken back, as Xendit's answers tell it."""

import json

import pytest

from app.core.money import Money
from app.payments import wire
from app.payments.failure import Down, Invalid, MethodOff, ProviderFailure, TooLate, UnknownOutcome
from app.payments.gateways.xendit import ADAPTER
from app.payments.state import State
from app.payments.words import Repayment

from .shop import asked, begun, name, paid


def back(reference, amount):
    """A refund of that size."""
    return Repayment(reference, Money(amount), "ukuran salah")


def test_another_amount_than_was_asked_is_told_as_it_came(twin, own):
    for method in ("bri_va", "card"):
        one, created = begun(own, method)
        twin.do(one.reference, "pay_wrong_amount", amount=40_000)
        assert ADAPTER.status(own, name(one, created)).received == 40_000


@pytest.mark.parametrize("method", ["dana", "card"])
def test_money_that_comes_after_the_end_is_told(twin, own, method):
    one, created = begun(own, method)
    assert ADAPTER.cancel(own, name(one, created), "key").state in (State.CANCELLED, State.EXPIRED)
    twin.do(one.reference, "pay_late")
    seen = ADAPTER.status(own, name(one, created))

    assert (seen.state, seen.received) == (State.PAID, 44_000)


@pytest.mark.parametrize("method", ["dana", "alfamart", "card"])
def test_cancelling_what_was_paid_tells_that_it_was(twin, own, method):
    _one, ref = paid(twin, own, method)

    assert ADAPTER.cancel(own, ref, "key").state == State.PAID


def test_a_code_for_the_till_is_closed_once_it_was_paid(twin, own):
    one, ref = paid(twin, own, "alfamart")
    told = asked(twin, own, "GET", f"/v3/payment_requests/{ref.provider}").json()
    assert told["status"] == "ACCEPTING_PAYMENTS"  # as Xendit has it: anybody could pay it again

    assert ADAPTER.status(own, ref).state == State.PAID
    told = asked(twin, own, "GET", f"/v3/payment_requests/{ref.provider}").json()
    assert told["status"] == "CANCELED"
    assert ADAPTER.status(own, ref).received == 44_000
    assert ADAPTER.cancel(own, ref, "key").state == State.PAID
    assert one.reference == ADAPTER.status(own, ref).reference


def test_a_code_that_two_people_paid_counts_both(twin, own):
    one, ref = paid(twin, own, "indomaret")
    twin.do(one.reference, "pay_twice")

    assert ADAPTER.status(own, ref).received == 88_000


def answered(monkeypatch, part, status, told):
    """Calls whose address has that part get this answer instead."""
    send = wire.send

    def other(method, url, **more):
        return wire.Answer(status, {}, json.dumps(told).encode()) if part in url else send(method, url, **more)

    monkeypatch.setattr(wire, "send", other)


def test_a_failed_try_after_a_payment_hides_no_money(twin, own, monkeypatch):
    _one, ref = paid(twin, own, "alfamart")
    answered(monkeypatch, "/v3/payments/", 200, {"payment_id": "py-2", "status": "FAILED", "captures": []})
    seen = ADAPTER.status(own, ref)

    assert (seen.state, seen.received) == (State.PAID, 44_000)


def test_a_code_we_closed_after_it_was_paid_never_looks_cancelled(twin, own, monkeypatch):
    _one, ref = paid(twin, own, "alfamart")
    ADAPTER.status(own, ref)
    answered(monkeypatch, "/v3/payments/", 404, {"error_code": "DATA_NOT_FOUND"})
    with pytest.raises(UnknownOutcome):
        ADAPTER.status(own, ref)


def test_a_request_that_succeeded_is_paid_also_when_its_payment_is_not_to_be_found(twin, own, monkeypatch):
    _one, ref = paid(twin, own, "dana")
    answered(monkeypatch, "/v3/payments/", 404, {"error_code": "DATA_NOT_FOUND"})

    assert ADAPTER.status(own, ref).received == 44_000


def test_a_request_that_is_slow_to_say_it_was_paid_is_not_cancelled(twin, own, sent, monkeypatch):
    one, ref = paid(twin, own, "dana")
    told = asked(twin, own, "GET", f"/v3/payment_requests/{ref.provider}").json()
    answered(monkeypatch, "/v3/payment_requests?", 200, {"data": [told | {"status": "REQUIRES_ACTION"}]})

    assert ADAPTER.status(own, ref).state == State.PAID
    assert [url for _, url, _, _ in sent if url.endswith("/cancel")] == []
    assert twin.payments(one.reference)[0]["state"] == "paid"


def test_an_account_that_was_paid_twice_is_captured_twice(twin, own):
    one, ref = paid(twin, own, "bri_va")
    twin.do(one.reference, "pay_twice", amount=1_000)

    assert ADAPTER.status(own, ref).received == 45_000


def test_a_failed_try_on_a_page_is_not_the_end_and_a_declined_wallet_is(twin, own):
    for method, state in (("card", State.PENDING), ("alfamart", State.PENDING), ("dana", State.FAILED)):
        one, created = begun(own, method)
        twin.do(one.reference, "deny")
        seen = ADAPTER.status(own, name(one, created))
        assert (seen.state, seen.received) == (state, 0)


def test_a_card_is_paid_on_the_page_with_its_otp(twin, own):
    one, created = begun(own, "card")
    url = created.instructions[0].particulars["url"]
    assert "Rp 44.000" in twin.client.get(url).text
    assert "112233" in twin.client.post(url, data={"deed": "pay"}).text
    declined = twin.client.post(url, data={"otp": "000000"})
    assert "mencoba lagi" in declined.text
    assert ADAPTER.status(own, name(one, created)).state == State.PENDING
    done = twin.client.post(url, data={"otp": "112233"})

    assert (done.status_code, done.headers["location"]) == (302, one.return_url)
    assert ADAPTER.status(own, name(one, created)).state == State.PAID


def test_settled_is_paid_only_faster(twin, own):
    for method, word in (("card", "PAID"), ("bri_debit", "SETTLED")):
        _one, ref = paid(twin, own, method)
        seen = ADAPTER.status(own, ref)
        assert (seen.provider_status, seen.state) == (word, State.PAID)


def test_a_refund_is_pending_until_it_is_confirmed(twin, own):
    one, ref = paid(twin, own, "dana")
    assert ADAPTER.refund(own, ref, back("R-1", 14_000)).state == "pending"
    assert ADAPTER.status(own, ref).state == State.PAID
    with pytest.raises(Down):  # REFUND_IN_PROGRESS: nothing was done, it can be tried later
        ADAPTER.refund(own, ref, back("R-2", 30_000))
    twin.do(one.reference, "confirm_refund")
    assert ADAPTER.refund_status(own, ref, back("R-1", 14_000)).state == "done"
    assert ADAPTER.status(own, ref).state == State.PARTIALLY_REFUNDED
    ADAPTER.refund(own, ref, back("R-2", 30_000))
    twin.do(one.reference, "confirm_refund")
    seen = ADAPTER.status(own, ref)

    assert (seen.state, seen.received, seen.refunded) == (State.REFUNDED, 44_000, 44_000)
    assert {(told.reference, told.amount, told.state) for told in seen.refunds} == {
        ("R-1", 14_000, "done"), ("R-2", 30_000, "done"),
    }  # fmt: skip


def test_a_refund_that_failed_says_why_and_brings_nothing_back(twin, own):
    one, ref = paid(twin, own, "card")
    ADAPTER.refund(own, ref, back("R-f", 44_000))
    twin.do(one.reference, "fail_refund")
    told, seen = ADAPTER.refund_status(own, ref, back("R-f", 44_000)), ADAPTER.status(own, ref)

    assert (told.state, told.told) == ("failed", "REFUND_FAILED")
    assert (seen.state, seen.refunded) == (State.PAID, 0)


def test_a_refund_made_in_the_dashboard_is_nobodys_of_ours(twin, own):
    one, ref = paid(twin, own, "card")
    twin.do(one.reference, "refund_outside", amount=5_000)
    seen = ADAPTER.status(own, ref)

    assert (seen.state, seen.refunded, seen.refunds[0].reference) == (State.PARTIALLY_REFUNDED, 5_000, "")


@pytest.mark.parametrize(
    ("method", "amount", "failure"),
    [("bri_va", 44_000, Invalid), ("astrapay", 44_000, Invalid), ("qris", 10_000, Invalid), ("dana", 45_000, Invalid)],
)
def test_what_a_channel_does_not_give_back_is_refused(twin, own, method, amount, failure):
    _one, ref = paid(twin, own, method)
    with pytest.raises(failure) as seen:
        ADAPTER.refund(own, ref, back("R-no", amount))
    assert seen.type is failure
    assert not issubclass(seen.type, MethodOff)


def test_what_was_not_paid_cannot_go_back(own):
    one, created = begun(own, "dana")
    with pytest.raises(TooLate):
        ADAPTER.refund(own, name(one, created), back("R-0", 1_000))


@pytest.mark.parametrize("method", ["card", "qris"])
def test_a_lost_dispute_takes_the_money_back(twin, own, method):
    one, ref = paid(twin, own, method)
    assert ADAPTER.status(own, ref).state == State.PAID
    twin.do(one.reference, "chargeback")

    assert ADAPTER.status(own, ref).state == State.CHARGEBACK


def test_a_shop_that_may_not_ask_about_disputes_still_has_its_money(twin, own, monkeypatch):
    _one, ref = paid(twin, own, "qris")
    answered(monkeypatch, "/v1/disputes", 403, {"error_code": "RESTRICTED_ACCESS", "message": "x"})

    assert ADAPTER.status(own, ref).state == State.PAID


def test_nothing_secret_is_kept_of_an_answer(own):
    one, created = begun(own, "ovo")
    kept = created.raw + ADAPTER.status(own, name(one, created)).raw

    assert one.payer_phone not in kept
    assert own.keys["secret_key"] not in kept


def test_an_end_by_time_is_told_when_asked(twin, own):
    for method in ("dana", "alfamart", "card"):
        one, created = begun(own, method)
        twin.do(one.reference, "expire")
        assert ADAPTER.status(own, name(one, created)).state == State.EXPIRED
        with pytest.raises(ProviderFailure):
            ADAPTER.refund(own, name(one, created), back("R-e", 1_000))
