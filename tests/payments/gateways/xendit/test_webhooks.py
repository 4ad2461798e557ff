"""What the twin tells by itself, read by the adapter: in order or not, once or often, true or not."""

import json
import time

import pytest

from app.core.money import Money
from app.payments.failure import Forged
from app.payments.gateways.xendit import ADAPTER
from app.payments.state import State
from app.payments.words import Repayment
from tests.payments.twins import wait_for

from .shop import about, asked, begun, heard, name, paid


def read(own, arrival):
    """Verified and read: one observation and its key."""
    ADAPTER.verify(own, arrival)
    notice = ADAPTER.read(own, arrival)
    [seen] = notice.observations
    return notice.key, seen


@pytest.mark.parametrize("method", ["qris", "bri_va", "dana", "alfamart", "card"])
def test_a_payment_is_told(twin, own, ear, method):
    one, ref = paid(twin, own, method)
    _key, seen = read(own, heard(ear, one.reference)[0])

    assert (seen.reference, seen.provider_ref) == (one.reference, ref.provider)
    assert (seen.state, seen.received) == (State.PAID, 44_000)


def test_the_same_news_has_one_key_though_each_delivery_is_written_anew(twin, own, ear):
    twin.control("temper", duplicate=1.0)
    one, _ref = paid(twin, own, "dana")
    first = heard(ear, one.reference, 3)
    twin.control("clock", advance=1.0)
    notice = next(
        one_
        for one_ in twin.client.get("/_control/notices").json()
        if one_["payment_then"]["reference"] == one.reference
    )
    twin.control(f"notices/{notice['id']}/resend")
    again = heard(ear, one.reference, 4)[-1]

    assert {read(own, arrival)[0] for arrival in [*first, again]} == {read(own, again)[0]}
    assert json.loads(again.body)["created"] != json.loads(first[0].body)["created"]


def test_two_payments_of_one_code_are_two_pieces_of_news(twin, own, ear):
    one, _ref = paid(twin, own, "alfamart")
    twin.do(one.reference, "pay_twice")
    keys = {read(own, arrival)[0] for arrival in heard(ear, one.reference, 2)}

    assert len(keys) == 2


def test_a_stolen_token_can_say_anything_and_the_truth_is_asked(twin, own, ear):
    twin.control("temper", altered=1.0)
    one, ref = paid(twin, own, "dana")
    told = {read(own, arrival)[1].state for arrival in heard(ear, one.reference, 2)}

    assert told == {State.PAID, State.FAILED}
    assert ADAPTER.status(own, ref).state == State.PAID


def test_a_wrong_token_is_forged(twin, own, ear):
    twin.control("temper", wrong_signature=1.0)
    one, _ref = paid(twin, own, "dana")
    verdicts = []
    for arrival in heard(ear, one.reference, 2):
        try:
            ADAPTER.verify(own, arrival)
            verdicts.append("true")
        except Forged:
            verdicts.append("forged")

    assert sorted(verdicts) == ["forged", "true"]


def test_a_lost_notice_is_made_good_by_asking(twin, own, ear):
    twin.control("temper", lost=1.0)
    one, ref = paid(twin, own, "dana")
    twin.control("quiet")

    assert about(ear, one.reference) == []
    assert ADAPTER.status(own, ref).state == State.PAID


def test_a_refund_is_told_in_two_envelopes_and_names_its_payment(twin, own, ear):
    for method in ("dana", "card"):
        one, ref = paid(twin, own, method)
        ADAPTER.refund(own, ref, Repayment(f"R-{one.reference}", Money(4_000), ""))
        twin.do(one.reference, "confirm_refund")
        arrival = heard(ear, f"R-{one.reference}")[0]
        _key, seen = read(own, arrival)

        assert "data" in json.loads(arrival.body)["data"]
        assert (seen.provider_ref, seen.state, seen.received) == (ref.provider, State.PENDING, 0)
        assert [(told.reference, told.amount, told.state) for told in seen.refunds] == [
            (f"R-{one.reference}", 4_000, "done")
        ]


def test_a_declined_wallet_is_told_and_a_page_says_nothing_of_a_try(twin, own, ear):
    one, _created = begun(own, "dana")
    other, _ = begun(own, "card")
    twin.do(other.reference, "deny")
    twin.do(one.reference, "deny")
    _key, seen = read(own, heard(ear, one.reference)[0])

    assert (seen.state, seen.provider_status) == (State.FAILED, "FAILED")
    assert about(ear, other.reference) == []


def test_an_end_is_told_of_an_invoice_and_of_nothing_else(twin, own, ear):
    one, _created = begun(own, "card")
    other, _ = begun(own, "dana")
    for reference in (other.reference, one.reference):
        twin.do(reference, "expire")
    _key, seen = read(own, heard(ear, one.reference)[0])

    assert seen.state == State.EXPIRED
    assert about(ear, other.reference) == []


def test_a_lost_dispute_is_told(twin, own, ear):
    one, _ref = paid(twin, own, "card")
    twin.do(one.reference, "chargeback")
    states = [read(own, arrival)[1].state for arrival in heard(ear, one.reference, 2)]

    assert State.CHARGEBACK in states


def test_a_payment_request_of_version_2_is_read_too(twin, own, ear):
    """Nothing of ours makes one, but a shop may have some from before."""
    told = {
        "currency": "IDR", "amount": 15_000, "reference_id": "OLD-1",
        "payment_method": {
            "type": "VIRTUAL_ACCOUNT", "reusability": "ONE_TIME_USE",
            "virtual_account": {"channel_code": "BNI", "channel_properties": {"customer_name": "Dewi"}},
        },
    }  # fmt: skip
    made = asked(twin, own, "POST", "/payment_requests", told).json()
    asked(twin, own, "POST", f"/payment_requests/{made['id']}/payments/simulate", {})
    _key, seen = read(own, heard(ear, "OLD-1")[0])

    assert (seen.reference, seen.provider_ref, seen.channel) == ("OLD-1", made["id"], "BNI")
    assert (seen.state, seen.received) == (State.PAID, 15_000)


@pytest.fixture
def _in_time(twin):
    """Afterwards the twin's clock is right again."""
    yield
    twin.control("clock", set=time.time())


@pytest.mark.usefixtures("_in_time")
def test_a_shop_that_does_not_answer_is_told_six_times_more_over_a_day(twin, own, ear):
    ear.status = 503
    one, _ref = paid(twin, own, "dana")
    heard(ear, one.reference)
    for many, hours in enumerate((0.25, 0.75, 2, 3, 6, 12), 2):
        wait_for(lambda: twin.control("quiet")["quiet"], "quiet")
        twin.control("clock", advance=hours * 3_600 - 60)
        assert len(about(ear, one.reference)) == many - 1
        twin.control("clock", advance=61)
        heard(ear, one.reference, many)
    twin.control("clock", advance=7 * 86_400)

    assert len(about(ear, one.reference)) == 7
    assert len({read(own, arrival)[0] for arrival in about(ear, one.reference)}) == 1


def test_a_simulated_payment_comes_by_notice(twin, own, ear):
    one, created = begun(own, "bri_va")
    answer = asked(twin, own, "POST", f"/v3/payment_requests/{created.provider_ref}/simulate", {"amount": 44_000})
    assert answer.json()["status"] == "PENDING"
    _key, seen = read(own, heard(ear, one.reference)[0])

    assert seen.state == State.PAID
    assert ADAPTER.status(own, name(one, created)).received == 44_000
