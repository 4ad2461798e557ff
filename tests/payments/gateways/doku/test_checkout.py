"""The adapter and DOKU's page: opened once however often it is asked, paid, refused and paid, or left to end."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from app.core import clock
from app.core.clock import now
from app.core.money import Money
from app.payments.failure import (
    Down,
    Duplicate,
    Invalid,
    KeysRefused,
    MethodOff,
    Missing,
    UnknownOutcome,
)
from app.payments.gateways.doku import ADAPTER, invoice
from app.payments.gateways.doku.channel import CHANNELS
from app.payments.state import State
from app.payments.words import Repayment
from tests.payments.twins import charge

from .shop import heard, named, press, shop


def opened(twin, ear, method="qris", **settings):
    """A shop, a charge and its page."""
    own, one = shop(twin, ear, **settings), charge(method)
    return own, one, ADAPTER.create(own, one)


def later(twin):
    """A payment shows in its status a minute after it was made."""
    twin.control("clock", advance=61)


@pytest.mark.parametrize("method", sorted(CHANNELS))
def test_each_method_opens_a_page_of_its_own(twin, ear, method):
    _own, one, created = opened(twin, ear, method)
    [step] = created.instructions
    [kept] = twin.payments(one.reference)

    assert (created.state, step.kind) == (State.PENDING, "redirect")
    assert step.particulars["url"].startswith(twin.url)
    assert (kept["method"], kept["amount"]) == (CHANNELS[method], 44_000)
    assert abs(created.expires_at.timestamp() - kept["expires"]) < 1
    assert step.particulars["until"] == created.expires_at.isoformat()


def test_a_payment_from_the_page_to_the_money(twin, ear):
    own, one, created = opened(twin, ear, "bca_va")
    number = press(created, way="VIRTUAL_ACCOUNT_BCA")
    assert "1900" in number.text
    assert ADAPTER.status(own, named(one, created)).channel == "VIRTUAL_ACCOUNT_BCA"

    back = press(created, deed="pay")
    assert back.headers["location"] == one.return_url
    [arrival] = heard(ear, one)
    ADAPTER.verify(own, arrival)
    [seen] = ADAPTER.read(own, arrival).observations
    assert (seen.reference, seen.state, seen.received) == (one.reference, State.PAID, 44_000)
    assert seen.channel == "VIRTUAL_ACCOUNT_BCA"

    assert ADAPTER.status(own, named(one, created)).state == State.PENDING
    later(twin)
    asked = ADAPTER.status(own, named(one, created))
    assert (asked.state, asked.received, asked.provider_status) == (State.PAID, 44_000, "SUCCESS")


def test_a_reference_of_the_room_is_30_letters_at_doku_and_ours_in_the_answers(twin, ear):
    own, one = shop(twin, ear), replace(charge("qris"), reference=f"{uuid4().hex}-12")
    created = ADAPTER.create(own, one)
    assert ADAPTER.status(own, named(one, created)).reference == one.reference

    number = invoice.number(one.reference)
    assert len(number) <= 30
    twin.do(number, "pay")
    [arrival] = heard(ear, replace(one, reference=number))
    assert ADAPTER.read(own, arrival).observations[0].reference == one.reference


def test_longer_names_are_refused_only_beside_cards(twin, ear):
    one = replace(charge("qris"), reference=f"{'T' * 31}")
    with pytest.raises(Invalid):
        ADAPTER.create(shop(twin, ear), one)

    assert ADAPTER.create(shop(twin, ear, cards="off"), one).instructions


def test_who_fails_may_try_again_on_the_same_page(twin, ear):
    own, one, created = opened(twin, ear, "card")
    press(created, way="CREDIT_CARD")
    assert ADAPTER.status(own, named(one, created)).provider_status == "REDIRECT"
    press(created, otp="000000")
    failed = ADAPTER.status(own, named(one, created))
    assert (failed.state, failed.provider_status, failed.received) == (State.PENDING, "FAILED", 0)

    press(created, way="CREDIT_CARD")
    press(created, otp="112233")
    later(twin)
    assert ADAPTER.status(own, named(one, created)).state == State.PAID
    told = [ADAPTER.read(own, arrival).observations[0] for arrival in heard(ear, one, 2)]
    assert sorted((seen.provider_status, seen.state) for seen in told) == [
        ("FAILED", State.PENDING),
        ("SUCCESS", State.PAID),
    ]


def test_the_same_charge_again_finds_its_page(twin, ear):
    own, one, first = opened(twin, ear)
    with clock.at(now() + timedelta(minutes=20)):
        again = ADAPTER.create(own, one)

    assert again == first
    assert len(twin.payments(one.reference)) == 1


def test_many_at_once_open_one_page(twin, ear):
    own, one = shop(twin, ear), charge("qris")
    with ThreadPoolExecutor(8) as hands:
        created = list(hands.map(lambda _: ADAPTER.create(own, one), range(8)))

    assert len(twin.payments(one.reference)) == 1
    assert len({each.instructions[0].particulars["url"] for each in created}) == 1


def test_an_answer_that_was_lost_is_found_and_nothing_is_opened_twice(twin, ear, temper):
    own, one = shop(twin, ear), charge("qris")
    temper(accept_then_silence=1.0)
    with pytest.raises(UnknownOutcome):
        ADAPTER.create(own, one)
    temper(accept_then_silence=0.0)
    created = ADAPTER.create(own, one)

    assert len(twin.payments(one.reference)) == 1
    assert "Bayar" in press(created, way="QRIS").text


def test_a_refusal_that_was_lost_is_a_refusal_again(twin, ear):
    own, one = shop(twin, ear), replace(charge("qris"), payer_phone="+15550100")
    for _ in range(2):
        with pytest.raises(Invalid, match="phone"):
            ADAPTER.create(own, one)


def test_an_invoice_that_is_known_otherwise_tells_its_state_and_no_page(twin, ear):
    own, one, created = opened(twin, ear)
    other = replace(one, idempotency_key=str(uuid4()))
    again = ADAPTER.create(own, other)
    assert (again.state, again.instructions, again.expires_at) == (State.PENDING, (), one.expires_at)

    press(created, way="QRIS")
    press(created, deed="pay")
    later(twin)
    assert ADAPTER.create(own, other).state == State.PAID


def test_an_invoice_that_is_known_but_has_no_state_yet_stays_a_duplicate(twin, ear):
    own, one, _created = opened(twin, ear, orders="old")
    with pytest.raises(Duplicate):
        ADAPTER.create(own, replace(one, idempotency_key=str(uuid4())))


def test_nothing_can_be_asked_of_a_page_of_an_older_merchant_before_a_way_is_chosen(twin, ear):
    own, one, created = opened(twin, ear, orders="old")
    with pytest.raises(Missing):
        ADAPTER.status(own, named(one, created))

    press(created, way="QRIS")
    assert ADAPTER.status(own, named(one, created)).state == State.PENDING


def test_a_page_stays_open_whoever_cancels_and_what_is_paid_is_told(twin, ear):
    own, one, created = opened(twin, ear)
    assert ADAPTER.cancel(own, named(one, created), "c-1").state == State.PENDING

    press(created, way="QRIS")
    press(created, deed="pay")
    later(twin)
    assert ADAPTER.cancel(own, named(one, created), "c-2").state == State.PAID


@pytest.mark.parametrize("method", ["bca_va", "qris", "card"])
@pytest.mark.parametrize("is_chosen", [True, False])
def test_an_end_by_time_is_told_of_every_way(twin, ear, method, is_chosen):
    own, one, created = opened(twin, ear, method)
    if is_chosen:
        press(created, way=CHANNELS[method])
        press(created, deed="deny")
    twin.do(one.reference, "expire")

    assert ADAPTER.status(own, named(one, created)).state == State.EXPIRED
    twin.quiet()
    assert [arrival for arrival in ear.heard if b"EXPIRED" in arrival.body] == []


def test_an_older_merchant_learns_of_an_end_from_codes_and_from_failures_after_the_time(twin, ear):
    own, one, created = opened(twin, ear, "bca_va", orders="old")
    press(created, way="VIRTUAL_ACCOUNT_BCA")
    twin.do(one.reference, "expire")
    assert ADAPTER.status(own, named(one, created)).state == State.EXPIRED

    own, one, created = opened(twin, ear, "card", orders="old")
    press(created, way="CREDIT_CARD")
    press(created, otp="000000")
    twin.do(one.reference, "expire")
    assert ADAPTER.cancel(own, named(one, created), "c-1").state == State.PENDING
    past = {"redirect": {"until": (now() - timedelta(minutes=11)).isoformat()}}
    ended = ADAPTER.cancel(own, replace(named(one, created), particulars=past), "c-2")
    assert (ended.state, ended.provider_status) == (State.EXPIRED, "FAILED")


def test_money_that_comes_late_is_told(twin, ear):
    own, one, created = opened(twin, ear, "bca_va")
    twin.do(one.reference, "expire")
    twin.do(one.reference, "pay_late")
    later(twin)

    assert ADAPTER.status(own, named(one, created)).state == State.PAID
    assert ADAPTER.read(own, heard(ear, one)[-1]).observations[0].state == State.PAID


def test_wrong_money_is_told_as_it_came(twin, ear):
    own, one, created = opened(twin, ear, "bca_va")
    twin.do(one.reference, "pay_wrong_amount", amount=40_000)
    later(twin)

    assert ADAPTER.status(own, named(one, created)).received == 40_000


def test_a_refund_from_the_dashboard_is_seen_and_none_can_be_asked_for(twin, ear):
    own, one, created = opened(twin, ear, "card")
    ref, repayment = named(one, created), Repayment("R-1", Money(44_000), "rusak")
    twin.do(one.reference, "pay")
    for ask in (ADAPTER.refund, ADAPTER.refund_status):
        with pytest.raises(MethodOff, match="no refund"):
            ask(own, ref, repayment)
    with pytest.raises(MethodOff, match="dashboard"):
        ADAPTER.lines(own, one.made_at, one.expires_at)

    twin.do(one.reference, "refund_outside")
    later(twin)
    seen = ADAPTER.status(own, ref)
    assert (seen.state, seen.received, seen.refunded) == (State.REFUNDED, 44_000, 44_000)


def test_what_doku_never_heard_of_is_missing(twin, ear):
    with pytest.raises(Missing):
        ADAPTER.status(shop(twin, ear), named(charge("qris")))


def test_keys_are_tried_without_harm(twin, ear):
    own = shop(twin, ear)
    ADAPTER.check(own)
    for wrong in ({"client_id": "BRN-0000-no"}, {"secret_key": "SK-no"}):
        with pytest.raises(KeysRefused):
            ADAPTER.check(replace(own, keys=own.keys | wrong))
    assert twin.payments("NUSACART-CHECK") == []


@pytest.mark.parametrize(("chance", "failure"), [("error_500", UnknownOutcome), ("too_many", Down)])
def test_trouble_is_told_as_what_it_is(twin, ear, temper, chance, failure):
    own, one = shop(twin, ear), charge("qris")
    temper(**{chance: 1.0})
    for ask in (lambda: ADAPTER.create(own, one), lambda: ADAPTER.status(own, named(one)), lambda: ADAPTER.check(own)):
        with pytest.raises(failure):
            ask()
    assert twin.payments(one.reference) == []


def test_nobody_at_home_is_down(ear, twin):
    own = replace(shop(twin, ear), base_url="http://127.0.0.1:9")
    with pytest.raises(Down):
        ADAPTER.create(own, charge("qris"))


def test_a_wrong_hour_is_refused(twin, ear):
    with clock.at(now() + timedelta(hours=7)), pytest.raises(Invalid, match="Timestamp"):
        ADAPTER.status(shop(twin, ear), named(charge("qris")))
