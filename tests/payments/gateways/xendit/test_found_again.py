"""Answers that were lost: what was made is found by our reference, never made twice, and never left open."""

import json

import pytest

from app.core.money import Money
from app.payments import wire
from app.payments.failure import Down, Missing, UnknownOutcome
from app.payments.gateways.xendit import ADAPTER
from app.payments.state import State
from app.payments.words import Repayment
from tests.payments.twins import charge

from .shop import asked, begun, name, paid

METHODS = ("qris", "mandiri_va", "dana", "ovo", "alfamart", "kredivo", "card", "bri_debit")


@pytest.fixture
def silent(twin):
    """The twin does what it is asked and says nothing, until this is called."""
    twin.control("temper", accept_then_silence=1.0)
    return lambda: twin.control("temper", accept_then_silence=0.0)


@pytest.mark.parametrize("method", METHODS)
def test_what_was_made_without_an_answer_is_found_and_taken(twin, own, silent, method):
    one = charge(method)
    with pytest.raises(UnknownOutcome):
        ADAPTER.create(own, one)
    silent()
    seen = ADAPTER.status(own, name(one))
    again = ADAPTER.create(own, one)

    assert (seen.state, seen.reference) == (State.PENDING, one.reference)
    assert again.provider_ref == seen.provider_ref == twin.payments(one.reference)[0]["id"]
    assert [step.kind for step in again.instructions] == [step.kind for step in begun(own, method)[1].instructions]
    assert len(twin.payments(one.reference)) == 1


@pytest.mark.parametrize("method", METHODS)
def test_what_was_paid_without_an_answer_is_found_paid(twin, own, silent, method):
    one = charge(method)
    with pytest.raises(UnknownOutcome):
        ADAPTER.create(own, one)
    silent()
    twin.do(one.reference, "pay")

    assert ADAPTER.create(own, one).state in (State.PAID, State.PENDING)  # a code for the till is told as it stands
    seen = ADAPTER.status(own, name(one))
    assert (seen.state, seen.received) == (State.PAID, 44_000)


@pytest.mark.parametrize("method", ["dana", "card"])
def test_a_lost_one_is_cancelled_by_its_reference(twin, own, silent, method):
    one = charge(method)
    with pytest.raises(UnknownOutcome):
        ADAPTER.create(own, one)
    silent()

    assert ADAPTER.cancel(own, name(one), "key").state in (State.CANCELLED, State.EXPIRED)
    assert twin.payments(one.reference)[0]["state"] in ("cancelled", "expired")


@pytest.mark.parametrize("method", ["dana", "card"])
def test_what_was_never_made_is_missing(own, method):
    with pytest.raises(Missing):
        ADAPTER.status(own, name(charge(method)))
    with pytest.raises(Missing):
        ADAPTER.cancel(own, name(charge(method)), "key")


def twice(twin, own, one, created):
    """A second request of the same reference: Xendit does not mind."""
    told = asked(twin, own, "GET", f"/v3/payment_requests/{created.provider_ref}").json()
    kept = ("reference_id", "type", "country", "currency", "request_amount", "channel_code", "channel_properties")
    made = asked(twin, own, "POST", "/v3/payment_requests", {key: told[key] for key in kept})
    assert made.status_code == 201
    return made.json()["payment_request_id"]


@pytest.mark.parametrize("which", [0, 1])
def test_money_in_either_of_two_is_seen_and_the_other_is_closed(twin, own, which):
    one, created = begun(own, "bri_va")
    ids = [created.provider_ref, twice(twin, own, one, created)]
    twin.control(f"payments/{ids[which]}/pay")
    seen = ADAPTER.status(own, name(one, created))

    assert (seen.state, seen.received, seen.provider_ref) == (State.PAID, 44_000, ids[which])
    assert {row["id"]: row["state"] for row in twin.payments(one.reference)} == {
        ids[which]: "paid", ids[1 - which]: "cancelled",
    }  # fmt: skip
    back = ADAPTER.refund_status
    with pytest.raises(Missing):
        back(own, name(one, created), Repayment("R-none", Money(1), ""))


def test_money_in_both_of_two_is_added_up(twin, own):
    one, created = begun(own, "bri_va")
    for id_ in (created.provider_ref, twice(twin, own, one, created)):
        twin.control(f"payments/{id_}/pay")

    assert ADAPTER.status(own, name(one, created)).received == 88_000


def test_cancelling_ends_both_of_two(twin, own):
    one, created = begun(own, "bri_va")
    twice(twin, own, one, created)

    assert ADAPTER.cancel(own, name(one, created), "key").state == State.CANCELLED
    assert [row["state"] for row in twin.payments(one.reference)] == ["cancelled", "cancelled"]


@pytest.mark.parametrize("status", [400, 404, 405])
def test_where_the_list_is_refused_the_id_is_asked(own, monkeypatch, status):
    """The list by reference is documented for the version before only."""
    one, created = begun(own, "dana")
    send = wire.send

    def without_list(method, url, **more):
        if method == "GET" and "payment_requests?" in url:
            return wire.Answer(status, {}, b'{"error_code":"API_VALIDATION_ERROR"}')
        return send(method, url, **more)

    monkeypatch.setattr(wire, "send", without_list)

    assert ADAPTER.status(own, name(one, created)).state == State.PENDING
    with pytest.raises(Missing):
        ADAPTER.status(own, name(one))
    assert begun(own, "dana")[1].state == State.PENDING


def test_trouble_is_unknown_and_too_often_is_surely_nothing(twin, own):
    for temper, failure in (("error_500", UnknownOutcome), ("too_many", Down)):
        one = charge("dana")
        twin.control("temper", **{temper: 1.0})
        with pytest.raises(failure):
            ADAPTER.create(own, one)
        twin.control("temper", **{temper: 0.0})
        assert twin.payments(one.reference) == []


def test_a_refund_whose_answer_was_lost_is_one(twin, own, silent):
    silent()
    one, ref = paid(twin, own, "dana")
    twin.control("temper", accept_then_silence=1.0)
    part = Repayment("R-lost", Money(10_000), "rusak")
    with pytest.raises(UnknownOutcome):
        ADAPTER.refund(own, ref, part)
    silent()

    assert ADAPTER.refund_status(own, ref, part).state == "pending"
    assert ADAPTER.refund(own, ref, part).amount == 10_000
    assert len(twin.payments(one.reference)[0]["refunds"]) == 1


def test_a_key_is_sent_with_each_refund_so_that_a_race_makes_one(twin, own, sent):
    one, ref = paid(twin, own, "dana")
    ADAPTER.refund(own, ref, Repayment("R-race", Money(10_000), ""))
    [(_, url, headers, body)] = [call for call in sent if call[1].endswith("/refunds")]
    again = wire.send("POST", url, headers=headers, body=body)

    assert again.status == 200
    assert json.loads(again.body)["amount"] == 10_000
    assert len(twin.payments(one.reference)[0]["refunds"]) == 1


def test_a_refund_is_one_also_when_its_key_was_forgotten(twin, own, monkeypatch):
    """How long Xendit keeps a key is not documented."""
    one, ref = paid(twin, own, "dana")
    send = wire.send

    def without_key(method, url, *, headers, body=b""):
        kept = {name: value for name, value in headers.items() if name != "idempotency-key"}
        return send(method, url, headers=kept, body=body)

    monkeypatch.setattr(wire, "send", without_key)
    part = Repayment("R-again", Money(10_000), "rusak")
    first = ADAPTER.refund(own, ref, part)
    twin.do(one.reference, "confirm_refund")

    assert ADAPTER.refund(own, ref, part).provider_ref == first.provider_ref
    assert len(twin.payments(one.reference)[0]["refunds"]) == 1
