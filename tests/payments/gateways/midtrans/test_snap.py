"""The adapter and the pages of Snap: cards, those who lend, and everything for a shop that wants it so."""

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from app.core.money import Money
from app.payments.failure import Down, Missing
from app.payments.gateways.midtrans import ADAPTER
from app.payments.state import State
from app.payments.words import Repayment
from tests.payments.twins import charge, wait_for

from .shop import named, shop

PROVIDER = "midtrans"
PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Mobile"}


def opened(twin, ear, method, use_snap=False, **settings):
    """A shop, a charge and its page."""
    own, one = shop(twin, ear, use_snap=use_snap, **settings), charge(method)
    created = ADAPTER.create(own, one)
    assert [step.kind for step in created.instructions] == ["redirect"]
    return own, one, named(one, created), created.instructions[0].particulars["url"]


def press(url, **form):
    """What a payer presses on a page; the answer is not followed."""
    return httpx.post(url, data=form, headers=PHONE, trust_env=False)


def pay_by_card(twin, url, otp="112233"):
    """Through 3-D Secure."""
    step = press(url, deed="pay").headers["location"]
    return press(twin.url + step, otp=otp)


@pytest.mark.parametrize("method", ["card", "akulaku", "kredivo"])
def test_nothing_is_known_of_a_page_until_its_payer_chooses(twin, ear, method):
    own, _one, name, _url = opened(twin, ear, method)

    with pytest.raises(Missing):
        ADAPTER.status(own, name)


def test_a_card_goes_through_3ds_and_is_captured_before_it_settles(twin, ear):
    own, one, name, url = opened(twin, ear, "card")
    answer = pay_by_card(twin, url)
    seen = ADAPTER.status(own, name)

    assert answer.headers["location"].startswith(one.return_url + "?order_id=" + one.reference)
    assert (seen.state, seen.received, seen.provider_status, seen.channel) == (
        State.PAID, 44_000, "capture", "credit_card",
    )  # fmt: skip
    part = Repayment("R-1", Money(10_000), "")
    with pytest.raises(Down):
        ADAPTER.refund(own, name, part)
    twin.control("clock", advance=86_401)
    assert ADAPTER.status(own, name).provider_status == "settlement"
    assert ADAPTER.refund(own, name, part).state == "pending"


def test_who_is_denied_may_try_again_on_the_same_page(twin, ear):
    own, one, name, url = opened(twin, ear, "card")
    pay_by_card(twin, url, otp="000000")
    denied = ADAPTER.status(own, name)
    assert (denied.state, denied.provider_status) == (State.PENDING, "deny")
    assert denied.instructions == ()

    pay_by_card(twin, url)
    paid = ADAPTER.status(own, name)
    assert paid.state == State.PAID
    assert paid.provider_ref != denied.provider_ref
    states = [ADAPTER.read(own, arrival).observations[0].state for arrival in _all(ear, one, 4)]
    assert states.count(State.PAID) == 1
    assert State.FAILED not in states


def _heard(ear, one):
    return [arrival for arrival in ear.heard if one.reference.encode() in arrival.body]


def _all(ear, one, times):
    return wait_for(lambda: len(_heard(ear, one)) >= times and _heard(ear, one), f"{times} notices")


def test_a_page_that_is_cancelled_is_closed_for_good(twin, ear):
    own, one, name, url = opened(twin, ear, "card")
    assert ADAPTER.cancel(own, name, "c-1").state == State.CANCELLED
    assert ADAPTER.cancel(own, name, "c-2").state == State.CANCELLED

    press(url, deed="pay")
    twin.quiet()
    assert twin.payments(one.reference)[0]["state"] == "cancelled"
    assert _heard(ear, one) == []


def test_a_denial_is_the_end_once_the_page_is_closed(twin, ear):
    own, _one, name, url = opened(twin, ear, "card")
    pay_by_card(twin, url, otp="000000")

    assert ADAPTER.cancel(own, name, "c-1").state == State.FAILED


def test_what_is_being_paid_is_expired_and_what_is_paid_is_told(twin, ear):
    own, _one, name, url = opened(twin, ear, "card")
    press(url, deed="pay")  # at the bank's page now
    assert ADAPTER.status(own, name).state == State.PENDING
    assert ADAPTER.cancel(own, name, "c-1").state == State.EXPIRED

    own, _one, name, url = opened(twin, ear, "card")
    pay_by_card(twin, url)
    assert ADAPTER.cancel(own, name, "c-2").state == State.PAID


def test_a_page_whose_address_was_lost_stays_missing_until_its_time_is_up(twin, ear):
    own, one, _name, _url = opened(twin, ear, "card")
    with pytest.raises(Missing):
        ADAPTER.cancel(own, named(one), "c-1")
    twin.control("clock", advance=3_601)
    with pytest.raises(Missing):
        ADAPTER.status(own, named(one))
    twin.quiet()
    assert _heard(ear, one) == []


def test_a_second_page_for_a_lost_one_is_paid_once(twin, ear):
    own, one, name, first = opened(twin, ear, "card")
    second = ADAPTER.create(own, one).instructions[0].particulars["url"]
    assert first != second
    pay_by_card(twin, second)
    assert "sudah berakhir" in press(first, deed="pay").text

    found = ADAPTER.create(own, one)
    assert (found.state, found.instructions) == (State.PAID, ())
    assert ADAPTER.status(own, name).received == 44_000


def test_a_doubted_card_is_looked_at_and_can_be_voided(twin, ear):
    own, _one, name, url = opened(twin, ear, "card", fds="challenge")
    pay_by_card(twin, url)
    assert ADAPTER.status(own, name).state == State.REVIEW

    ended = ADAPTER.cancel(own, name, "c-1")
    assert (ended.state, ended.received) == (State.CANCELLED, 0)


def test_akulaku_comes_back_by_a_form_of_another_site(twin, ear):
    own, one, name, url = opened(twin, ear, "akulaku")
    answer = press(url, deed="pay")

    assert f'action="{one.return_url}"' in answer.text
    assert 'name="response"' in answer.text
    assert ADAPTER.status(own, name).state == State.PAID


def test_kredivo_comes_back_by_a_link(twin, ear):
    own, one, name, url = opened(twin, ear, "kredivo")
    answer = press(url, deed="pay")

    assert answer.status_code == 302
    assert answer.headers["location"].startswith(one.return_url)
    assert ADAPTER.status(own, name).state == State.PAID


@pytest.mark.parametrize(
    ("method", "agent", "channel"),
    [("bca_va", PHONE, "bank_transfer"), ("permata_va", PHONE, "bank_transfer"), ("mandiri_va", PHONE, "echannel"),
     ("alfamart", PHONE, "cstore"), ("gopay", PHONE, "gopay"), ("gopay", {}, "qris")],
)  # fmt: skip
def test_a_shop_may_send_every_method_through_snap(twin, ear, method, agent, channel):
    own, one, name, url = opened(twin, ear, method, use_snap=True)
    httpx.post(url, data={"deed": "pay"}, headers=agent, trust_env=False)
    seen = ADAPTER.status(own, name)

    assert (seen.state, seen.received, seen.channel, seen.instructions) == (State.PAID, 44_000, channel, ())
    ADAPTER.verify(own, _all(ear, one, 2)[-1])


def test_a_reversal_is_a_reversal_through_snap_too(twin, ear):
    own, one, name, url = opened(twin, ear, "permata_va", use_snap=True)
    press(url, deed="pay")
    twin.do(one.reference, "reverse")

    assert ADAPTER.status(own, name).state == State.FAILED


def test_the_page_and_what_is_chosen_on_it_end_together(twin, ear):
    own, one = shop(twin, ear), charge("card")
    one = replace(one, expires_at=one.made_at + timedelta(minutes=10))
    ADAPTER.create(own, one)
    [page] = twin.payments(one.reference)

    assert page["expires"] - page["created"] == 600
