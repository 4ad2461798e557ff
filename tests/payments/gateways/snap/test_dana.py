"""In the manner of DANA's gateway: RSA both ways, no token, and every way to pay through direct debit."""

from dataclasses import replace

import pytest

from app.core.money import Money
from app.payments.failure import Invalid, KeysRefused, MethodOff, Missing, ProviderFailure, UnknownOutcome
from app.payments.qris import read as read_qris
from app.payments.state import State
from app.payments.words import ACCEPTED, FORGED, Arrival, Repayment
from tests.payments.twins import charge, key_pair, wait_for

from .conftest import named

PROFILE = "dana"


@pytest.mark.parametrize(("method", "kind"), [("dana", "redirect"), ("qris", "qr"), ("bca_va", "va")])
def test_a_payment_from_begin_to_end(at, own, twin, desk, method, kind):
    one = charge(method)
    created = at.create(own, one)
    ref = named(one, created)
    assert [step.kind for step in created.instructions] == [kind]
    assert created.provider_ref == twin.payments(one.reference)[0]["id"]
    assert at.status(own, ref).state == State.PENDING

    twin.do(one.reference, "pay")
    come = wait_for(lambda: desk.about(one.reference), "the notice")[-1]
    assert come.path == "/v1.0/debit/notify"
    [told] = at.read(own, come).observations
    asked = at.status(own, ref)
    for seen in (told, asked):
        assert (seen.reference, seen.state, seen.received) == (one.reference, State.PAID, 44_000)
        assert seen.provider_ref == created.provider_ref
    assert asked.fee == 308


def test_a_wallets_page_is_the_providers(at, own, twin):
    url = at.create(own, charge("dana")).instructions[0].particulars["url"]

    assert twin.client.get(url).status_code == 200


def test_a_code_is_a_code(at, own):
    code = at.create(own, charge("qris", 12_500)).instructions[0].particulars["payload"]

    assert read_qris(code).amount == 12_500


def test_an_answer_that_was_lost_comes_again_with_everything(at, own, twin):
    one = charge("qris")
    twin.control("temper", accept_then_silence=1)
    with pytest.raises(UnknownOutcome):
        at.create(own, one)
    twin.control("temper", accept_then_silence=0)

    assert at.create(own, one).instructions == at.create(own, one).instructions != ()
    assert len(twin.payments(one.reference)) == 1
    other = at.create(own, replace(one, money=Money(1_000)))
    assert (other.state, other.instructions) == (State.PENDING, ())


def test_it_is_valid_for_a_week_at_most(at, own, twin):
    one = charge("dana", minutes=60 * 24 * 30)
    at.create(own, one)
    [payment] = twin.payments(one.reference)

    assert 6 < (payment["expires"] - payment["created"]) / 86_400 < 7


def test_an_end_by_time_and_a_cancelling_are_told_as_closed(at, own, twin, desk):
    one = charge("dana")
    ref = named(one, at.create(own, one))
    twin.do(one.reference, "expire")
    come = wait_for(lambda: desk.about(one.reference), "the notice")[-1]
    assert at.read(own, come).observations[0].state == State.CANCELLED
    assert at.status(own, ref).state == State.CANCELLED

    one = charge("dana")
    ref = named(one, at.create(own, one))
    assert at.cancel(own, ref, "c").state == State.CANCELLED
    one = charge("dana")
    ref = named(one, at.create(own, one))
    twin.do(one.reference, "pay")
    assert at.cancel(own, ref, "c").state == State.PAID


def test_a_refund_is_done_at_once_and_one_however_often_it_is_sent(at, own, twin):
    one = charge("dana")
    ref = named(one, at.create(own, one))
    twin.do(one.reference, "pay")
    back = Repayment(f"R-{one.reference}"[:36], Money(10_000), "salah")
    twin.control("temper", accept_then_silence=1)
    with pytest.raises(UnknownOutcome):
        at.refund(own, ref, back)
    twin.control("temper", accept_then_silence=0)
    with pytest.raises(Missing):
        at.refund_status(own, ref, back)

    assert at.refund(own, ref, back).state == "done"
    assert len(twin.payments(one.reference)[0]["refunds"]) == 1
    seen = at.status(own, ref)
    assert (seen.state, seen.received, seen.refunded) == (State.PARTIALLY_REFUNDED, 44_000, 10_000)
    with pytest.raises(ProviderFailure):
        at.refund(own, ref, Repayment("R-much", Money(34_001), ""))
    at.refund(own, ref, Repayment(f"Q-{one.reference}"[:36], Money(34_000), "sisanya"))
    assert at.status(own, ref).state == State.REFUNDED


def test_thieves_are_not_believed(at, own, twin, desk):
    one = charge("qris")
    at.create(own, one)
    twin.control("temper", wrong_signature=1)
    twin.do(one.reference, "pay")
    twin.quiet()
    twin.control("temper", wrong_signature=0)

    assert sorted(desk.outcomes) == [ACCEPTED, FORGED]


def test_no_token_is_given(at, own):
    assert at.host(own, Arrival("POST", "/v1.0/access-token/b2b", {}, b"{}")) is None


def test_keys_are_tried_with_a_payment_that_cannot_be(at, own):
    at.check(own)
    for wrong in (key_pair("somebody")[0], "", "nonsense"):
        with pytest.raises(KeysRefused):
            at.check(replace(own, keys=own.keys | {"private_key": wrong}))
    with pytest.raises(Missing):
        at.status(own, named(charge("qris")))
    with pytest.raises(MethodOff):
        at.lines(own, charge("qris").made_at, charge("qris").expires_at)
    with pytest.raises(Invalid):
        at.create(own, charge("dana", minutes=-5))
