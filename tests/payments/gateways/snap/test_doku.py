"""In the manner of DOKU: HMAC with a token out, and HMAC with a token of ours in."""

from dataclasses import replace

import pytest

from app.core.money import Money
from app.payments.failure import KeysRefused, MethodOff, UnknownOutcome
from app.payments.state import State
from app.payments.words import ACCEPTED, FORGED, Repayment
from tests.payments.twins import charge, wait_for

from .conftest import named

PROFILE = "doku"


def later(twin):
    """A status shows a payment a minute after it was made."""
    twin.control("clock", advance=61)


def test_a_virtual_account_from_begin_to_end(at, own, twin, desk):
    one = replace(charge("mandiri_va"), payer_name="Dewi \u201cLestari\u201d ĉ")
    created = at.create(own, one)
    ref = named(one, created)
    assert created.instructions[0].particulars["name"] == "Dewi  Lestari"
    assert at.status(own, ref).state == State.PENDING

    twin.do(one.reference, "pay")
    come = wait_for(lambda: desk.about(one.reference), "the notice")[-1]
    [told] = at.read(own, come).observations
    assert (told.reference, told.state, told.received) == (one.reference, State.PAID, 44_000)
    assert told.channel == "VIRTUAL_ACCOUNT_BANK_MANDIRI"
    assert at.status(own, ref).state == State.PENDING
    later(twin)
    asked = at.status(own, ref)
    assert (asked.reference, asked.state, asked.received) == (one.reference, State.PAID, 44_000)


@pytest.mark.parametrize("method", ["bca_va", "maybank_va", "bnc_va", "btn_va", "sinarmas_va", "danamon_va"])
def test_each_bank_is_known(at, own, method):
    assert at.create(own, charge(method)).instructions[0].kind == "va"


def test_it_fetches_one_token_for_many_notices_and_another_after_its_life(at, own, twin, desk):
    for _ in range(3):
        one = charge("qris")
        at.create(own, one)
        twin.do(one.reference, "pay")
        twin.quiet()
    assert (len(desk.hosted), desk.outcomes) == (1, [ACCEPTED] * 3)

    twin.control("clock", advance=900)
    one = charge("qris")
    at.create(own, one)
    twin.do(one.reference, "pay")
    twin.quiet()
    assert (len(desk.hosted), len(desk.outcomes)) == (2, 4)


def test_a_secret_that_the_provider_does_not_know_yet_is_no_loss(at, own, twin, desk):
    desk.own = replace(own, keys=own.keys | {"client_secret": "SANDBOX-new"}, old_keys=own.keys)
    one = charge("bca_va")
    at.create(own, one)
    twin.do(one.reference, "pay")
    wait_for(lambda: desk.about(one.reference), "the notice")
    assert desk.outcomes == [ACCEPTED]


def test_thieves_are_not_believed(at, own, twin, desk):
    one = charge("bca_va")
    at.create(own, one)
    twin.control("temper", wrong_signature=1)
    twin.do(one.reference, "pay")
    twin.quiet()
    twin.control("temper", wrong_signature=0)

    assert sorted(desk.outcomes) == [ACCEPTED, FORGED]


def test_an_answer_that_was_lost_is_found_and_nothing_is_made_twice(at, own, twin):
    at.check(own)
    one = charge("bca_va")
    twin.control("temper", accept_then_silence=1)
    with pytest.raises(UnknownOutcome):
        at.create(own, one)
    twin.control("temper", accept_then_silence=0)
    again = at.create(own, one)

    assert [payment["fields"]["va"] for payment in twin.payments(one.reference)] == [
        again.instructions[0].particulars["number"]
    ]
    assert at.status(own, named(one)).state == State.PENDING


def test_a_qr_is_told_once_only(at, own, twin):
    one = charge("qris")
    assert at.create(own, one).instructions
    again = at.create(own, one)

    assert (again.state, again.instructions) == (State.PENDING, ())
    assert at.cancel(own, named(one, again), "c").state == State.CANCELLED


def test_a_number_is_deleted_or_the_truth_is_told(at, own, twin):
    one = charge("bca_va")
    ref = named(one, at.create(own, one))
    assert at.cancel(own, ref, "c").state == State.CANCELLED
    assert twin.payments(one.reference)[0]["state"] == "cancelled"

    one = charge("bca_va")
    ref = named(one, at.create(own, one))
    twin.do(one.reference, "pay")
    later(twin)
    assert at.cancel(own, ref, "c").state == State.PAID


def test_a_number_deleted_a_moment_after_it_was_paid_is_not_called_cancelled(at, own, twin):
    one = charge("bca_va")
    ref = named(one, at.create(own, one))
    twin.do(one.reference, "pay")

    assert at.cancel(own, ref, "c").state == State.PENDING
    later(twin)
    assert at.status(own, ref).state == State.PAID


def test_a_qr_is_refunded_once(at, own, twin):
    one = charge("qris")
    ref = named(one, at.create(own, one))
    twin.do(one.reference, "pay")
    back = Repayment(f"R-{one.reference}"[:36], Money(10_000), "salah")
    assert [at.refund(own, ref, back).state for _ in range(2)] == ["pending"] * 2
    twin.do(one.reference, "confirm_refund")

    assert at.refund_status(own, ref, back).state == "done"
    assert len(twin.payments(one.reference)[0]["refunds"]) == 1


def test_there_is_no_history_and_wrong_keys_are_told(at, own):
    with pytest.raises(MethodOff):
        at.lines(own, charge("qris").made_at, charge("qris").expires_at)
    at.check(own)
    with pytest.raises(KeysRefused):
        at.check(replace(own, keys=own.keys | {"client_secret": "SANDBOX-other"}))
