"""The adapter and the twin's Core API: charges, lost answers, ends, refunds, notices and the history."""

import json
import threading
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from app.core.money import Money
from app.payments.failure import Down, Duplicate, Forged, Invalid, Missing, ProviderFailure, TooLate, UnknownOutcome
from app.payments.gateways.midtrans import ADAPTER, api
from app.payments.state import State
from app.payments.words import Repayment
from tests.payments.twins import charge, wait_for

from .shop import named, settle_in, shop

PROVIDER = "midtrans"
ALL = ("qris", "gopay", "shopeepay", "ovo", "bca_va", "bni_va", "bri_va", "cimb_va", "permata_va", "mandiri_va",
       "alfamart", "indomaret")  # fmt: skip


def paid(twin, own, method, amount=44_000):
    """A paid charge and its name."""
    one = charge(method, amount)
    created = ADAPTER.create(own, one)
    twin.do(one.reference, "pay")
    return one, named(one, created)


def back(amount=44_000, reference="R-1"):
    return Repayment(reference, Money(amount), "salah ukuran")


def heard(ear, reference, times=1):
    """The notices of that reference, verified order kept."""
    return wait_for(
        lambda: found if len(found := [one for one in ear.heard if reference.encode() in one.body]) >= times else None,
        f"{times} notices",
    )


def told(arrival):
    return json.loads(arrival.body)


@pytest.mark.parametrize("method", ALL)
def test_every_core_method_is_paid_and_noticed(twin, ear, method):
    own, one = shop(twin, ear), charge(method)
    created = ADAPTER.create(own, one)
    assert (created.state, len(created.instructions)) == (State.PENDING, 1)
    assert "SB-Mid" not in created.raw

    twin.do(one.reference, "pay")
    arrival = heard(ear, one.reference)[-1]
    ADAPTER.verify(own, arrival)
    [seen] = ADAPTER.read(own, arrival).observations
    assert (seen.reference, seen.state, seen.received) == (one.reference, State.PAID, 44_000)
    assert seen.provider_ref == created.provider_ref == ADAPTER.status(own, named(one)).provider_ref
    assert arrival.headers["user-agent"] == "Veritrans"


@pytest.mark.parametrize(("method", "channel"), [("gopay", "qris"), ("shopeepay", "qris")])
def test_a_wallet_on_a_desk_is_a_qris(twin, ear, method, channel):
    own, one = shop(twin, ear), replace(charge(method), is_phone=False)
    created = ADAPTER.create(own, one)

    assert [step.kind for step in created.instructions] == ["qr"]
    assert ADAPTER.status(own, named(one)).channel == channel


def test_a_number_without_ovo_is_told_as_a_mistake(twin, ear):
    one = replace(charge("ovo"), payer_phone="+6281200000000")
    with pytest.raises(Invalid, match="404"):
        ADAPTER.create(shop(twin, ear), one)


def silent(twin, own, one):
    """The charge is made, and the answer never comes."""
    twin.control("temper", accept_then_silence=1.0)
    try:
        with pytest.raises(UnknownOutcome):
            ADAPTER.create(own, one)
    finally:
        twin.control("temper", accept_then_silence=0.0)


@pytest.mark.parametrize(("method", "kind"), [("qris", "qr"), ("bca_va", "va"), ("indomaret", "code")])
def test_a_lost_answer_is_told_again_within_five_minutes(twin, ear, method, kind):
    own, one = shop(twin, ear), charge(method)
    silent(twin, own, one)

    assert [step.kind for step in ADAPTER.create(own, one).instructions] == [kind]
    assert len(twin.payments(one.reference)) == 1


@pytest.mark.parametrize(
    ("method", "kinds"),
    [("qris", ["redirect"]), ("gopay", ["redirect"]), ("bca_va", ["va"]), ("mandiri_va", ["bill"]), ("shopeepay", [])],
)
def test_later_it_is_found_by_its_status_and_never_doubled(twin, ear, method, kinds):
    own, one = shop(twin, ear), charge(method)
    silent(twin, own, one)
    twin.control("clock", advance=301)
    if method != "bca_va":
        with pytest.raises(Duplicate):
            api.call(own, "POST", "/v2/charge", {"payment_type": "qris", "transaction_details": {
                "order_id": one.reference, "gross_amount": 44_000}})  # fmt: skip

    again = ADAPTER.create(own, one)
    assert [step.kind for step in again.instructions] == kinds
    assert len(twin.payments(one.reference)) == 1
    if kinds == ["redirect"]:
        picture = httpx.get(again.instructions[0].particulars["url"], trust_env=False)
        assert picture.headers["content-type"].startswith("image/")


def test_a_repeat_while_the_first_is_at_work_is_an_unknown_outcome(twin, ear):
    own, one = shop(twin, ear, charge_seconds=0.5), charge("qris")
    outcomes = []
    threads = [threading.Thread(target=lambda: outcomes.append(_outcome(own, one))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["202", "202", "pending"]
    assert [step.kind for step in ADAPTER.create(own, one).instructions] == ["qr"]
    assert len(twin.payments(one.reference)) == 1


def _outcome(own, one):
    try:
        return str(ADAPTER.create(own, one).state)
    except UnknownOutcome as failure:
        return failure.code


def test_cancelling_expires_and_tells_what_is_true(twin, ear):
    own, one = shop(twin, ear), charge("bca_va")
    created = ADAPTER.create(own, one)
    assert ADAPTER.cancel(own, named(one, created), "c-1").state == State.EXPIRED
    assert ADAPTER.cancel(own, named(one, created), "c-2").state == State.EXPIRED
    assert told(heard(ear, one.reference)[-1])["status_code"] == "202"

    twin.do(one.reference, "pay_late")
    late = ADAPTER.cancel(own, named(one, created), "c-3")
    assert (late.state, late.received) == (State.PAID, 44_000)


def test_what_ran_out_by_itself_is_expired(twin, ear):
    own, one = shop(twin, ear), charge("qris", minutes=1)
    ADAPTER.create(own, one)
    twin.control("clock", advance=61)

    assert ADAPTER.status(own, named(one)).state == State.EXPIRED


def test_a_refund_has_two_notices_and_only_the_second_counts(twin, ear):
    own = shop(twin, ear)
    one, name = paid(twin, own, "qris")
    heard(ear, one.reference, 1)
    with pytest.raises(Missing):
        ADAPTER.refund_status(own, name, back(5_000))
    assert ADAPTER.refund(own, name, back(5_000)).state == "pending"
    assert ADAPTER.refund(own, name, back(5_000)).state == "pending"
    heard(ear, one.reference, 2)
    twin.do(one.reference, "confirm_refund")
    arrivals = heard(ear, one.reference, 3)

    seen = [ADAPTER.read(own, arrival).observations[0] for arrival in arrivals]
    assert [one.state for one in seen] == [State.PAID, State.PAID, State.PARTIALLY_REFUNDED]
    assert [one.refunded for one in seen] == [0, 0, 5_000]
    assert len({ADAPTER.read(own, arrival).key for arrival in arrivals}) == 3
    assert ADAPTER.refund_status(own, name, back(5_000)).state == "done"
    assert ADAPTER.status(own, name).refunds[0].reference == "R-1"


def test_a_refund_whose_answer_was_lost_is_found_and_made_once(twin, ear):
    own = shop(twin, ear)
    one, name = paid(twin, own, "gopay")
    twin.control("temper", accept_then_silence=1.0)
    with pytest.raises(UnknownOutcome):
        ADAPTER.refund(own, name, back())
    twin.control("temper", accept_then_silence=0.0)

    assert ADAPTER.refund_status(own, name, back()).state == "pending"
    assert ADAPTER.refund(own, name, back()).state == "pending"
    twin.do(one.reference, "confirm_refund")
    assert ADAPTER.status(own, name).state == State.REFUNDED
    assert len(twin.payments(one.reference)[0]["refunds"]) == 1


def test_a_refund_refused_for_want_of_balance_goes_through_with_the_same_key(twin, ear):
    own = shop(twin, ear, balance="low")
    _one, name = paid(twin, own, "qris")
    with pytest.raises(Invalid, match="balance"):
        ADAPTER.refund(own, name, back())
    settle_in(twin, own)

    assert ADAPTER.refund(own, name, back()).state == "pending"


def test_a_refund_the_bank_refused_is_missing_and_can_be_asked_again(twin, ear):
    own = shop(twin, ear)
    one, name = paid(twin, own, "qris")
    ADAPTER.refund(own, name, back())
    twin.do(one.reference, "fail_refund")

    with pytest.raises(Missing):
        ADAPTER.refund_status(own, name, back())
    assert ADAPTER.status(own, name).state == State.PAID
    assert ADAPTER.refund(own, name, back()).state == "pending"


@pytest.mark.parametrize(
    ("method", "amount", "days", "refusal"),
    [
        ("bca_va", 44_000, 0, TooLate),
        ("indomaret", 44_000, 0, TooLate),
        ("shopeepay", 10_000, 0, Invalid),
        ("ovo", 10_000, 0, Invalid),
        ("gopay", 50_000, 0, Invalid),
        ("ovo", 44_000, 8, TooLate),
    ],
)
def test_what_cannot_go_back_is_refused(twin, ear, method, amount, days, refusal):
    own = shop(twin, ear)
    _one, name = paid(twin, own, method)
    twin.control("clock", advance=days * 86_400)

    with pytest.raises(refusal):
        ADAPTER.refund(own, name, back(amount))


def test_a_refund_from_the_dashboard_is_seen(twin, ear):
    own = shop(twin, ear)
    one, name = paid(twin, own, "qris")
    twin.do(one.reference, "refund_outside", amount=4_000)
    seen = ADAPTER.status(own, name)

    assert (seen.state, seen.received, seen.refunded) == (State.PARTIALLY_REFUNDED, 44_000, 4_000)
    assert seen.refunds[0].reference != "R-1"


@pytest.mark.parametrize(
    ("method", "deed", "state"),
    [("permata_va", "reverse", State.FAILED), ("mandiri_va", "reverse", State.FAILED),
     ("qris", "chargeback", State.CHARGEBACK)],
)  # fmt: skip
def test_money_that_was_taken_back_is_told(twin, ear, method, deed, state):
    own = shop(twin, ear)
    one, name = paid(twin, own, method)
    heard(ear, one.reference)
    twin.do(one.reference, deed)

    assert ADAPTER.read(own, heard(ear, one.reference, 2)[-1]).observations[0].state == state
    assert ADAPTER.status(own, name).state == state


def test_an_altered_status_is_believed_by_the_signature_and_denied_when_asked(twin, ear):
    own, one = shop(twin, ear), charge("bca_va")
    ADAPTER.create(own, one)
    twin.control("temper", altered=1.0)
    twin.do(one.reference, "expire")
    twin.control("temper", altered=0.0)
    arrivals = heard(ear, one.reference, 2)

    for arrival in arrivals:
        ADAPTER.verify(own, arrival)
    assert {told(arrival)["transaction_status"] for arrival in arrivals} == {"expire", "settlement"}
    assert {ADAPTER.read(own, arrival).observations[0].received for arrival in arrivals} == {0}  # its code is no 200
    assert ADAPTER.status(own, named(one)).state == State.EXPIRED


def test_of_a_thiefs_notice_and_the_true_one_only_the_true_one_is_believed(twin, ear):
    own, one = shop(twin, ear), charge("bca_va")
    ADAPTER.create(own, one)
    twin.control("temper", wrong_signature=1.0)
    twin.do(one.reference, "pay")
    twin.control("temper", wrong_signature=0.0)

    assert sorted(_is_believed(own, arrival) for arrival in heard(ear, one.reference, 2)) == [False, True]


def _is_believed(own, arrival):
    try:
        ADAPTER.verify(own, arrival)
    except Forged:
        return False
    return True


def test_a_late_pending_tells_how_it_stood_then(twin, ear):
    own, one = shop(twin, ear, tells_pending="1"), charge("bca_va")
    ear.status = 503
    ADAPTER.create(own, one)
    heard(ear, one.reference)
    twin.do(one.reference, "pay")
    heard(ear, one.reference, 2)
    ear.status = 200
    twin.control("clock", advance=121)
    states = [ADAPTER.read(own, arrival).observations[0].state for arrival in heard(ear, one.reference, 4)]

    assert states[:2] == [State.PENDING, State.PAID]
    assert sorted(states[2:]) == [State.PAID, State.PENDING]


@pytest.mark.parametrize(
    ("answer", "tries"), [(200, 1), (302, 1), (500, 2), (404, 3), (400, 3), (503, 5), (403, 6), (418, 6)]
)
def test_notices_are_tried_again_as_the_answer_says(twin, ear, answer, tries):
    own, one = shop(twin, ear), charge("bca_va")
    ADAPTER.create(own, one)
    ear.status = answer
    twin.do(one.reference, "pay")
    for _ in range(6):
        twin.control("clock", advance=12_601)
        twin.quiet()

    assert len([arrival for arrival in ear.heard if one.reference.encode() in arrival.body]) == tries


def test_the_history_tells_what_was_kept(twin, ear):
    own = shop(twin, ear)
    one, _name = paid(twin, own, "bca_va")
    paid(twin, own, "qris", 100_000)
    ADAPTER.create(own, charge("bca_va"))
    day = timedelta(days=400)
    lines = sorted(ADAPTER.lines(own, one.made_at - day, one.made_at + day), key=lambda line: line.gross)

    assert [(line.gross, line.fee, line.net, line.kind) for line in lines] == [
        (44_000, 4_440, 39_560, "PAYMENT"), (100_000, 700, 99_300, "PAYMENT"),
    ]  # fmt: skip
    assert (lines[0].reference, lines[0].channel) == (one.reference, "bank_transfer")


def test_the_history_comes_in_pages_and_needs_its_own_keys(twin, ear, monkeypatch):
    own = shop(twin, ear)
    references = {paid(twin, own, "bca_va")[0].reference for _ in range(5)}
    monkeypatch.setattr("app.payments.gateways.midtrans.settlement.PAGE", 2)
    since = charge("qris").made_at - timedelta(days=400)

    assert {line.reference for line in ADAPTER.lines(own, since, since + timedelta(days=800))} == references
    with pytest.raises(ProviderFailure, match="SNAP"):
        list(ADAPTER.lines(replace(own, settings={}), since, since))


def test_too_often_is_down_and_nothing_was_done(twin, ear):
    own, one = shop(twin, ear), charge("qris")
    twin.control("temper", too_many=1.0)
    with pytest.raises(Down):
        ADAPTER.create(own, one)
    twin.control("temper", too_many=0.0)

    assert twin.payments(one.reference) == []
