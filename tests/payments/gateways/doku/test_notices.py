"""What DOKU sends by itself: sealed over our registered path, tried four times, and spoiled in every way there is."""

from dataclasses import replace

import pytest

from app.payments.failure import Forged
from app.payments.gateways.doku import ADAPTER
from app.payments.state import State
from tests.payments.twins import charge

from .shop import heard, named, shop

HALF_AN_HOUR, HOURS = 1_800, 3_600


def begun(twin, ear):
    own, one = shop(twin, ear), charge("qris")
    return own, one, ADAPTER.create(own, one)


def told(own, arrival):
    """The one observation of a notice that is believed."""
    ADAPTER.verify(own, arrival)
    [seen] = ADAPTER.read(own, arrival).observations
    return seen


def tries(twin, one):
    [payment] = twin.payments(one.reference)
    return [
        len(each["tried"]) for each in twin.client.get("/_control/notices").json() if each["payment"] == payment["id"]
    ]


def test_it_comes_again_after_30_minutes_6_hours_and_12_hours_and_then_no_more(twin, ear):
    _own, one, _created = begun(twin, ear)
    ear.status = 503
    twin.do(one.reference, "pay")
    twin.quiet()
    counts = []
    for wait in (HALF_AN_HOUR - 60, 61, 5.5 * HOURS, 6 * HOURS, 99 * HOURS):
        twin.control("clock", advance=wait)
        counts += tries(twin, one)

    assert counts == [1, 2, 3, 4, 4]
    assert len({arrival.headers["request-id"] for arrival in heard(ear, one, 4)}) == 1
    assert len({arrival.headers["request-timestamp"] for arrival in heard(ear, one, 4)}) == 4


@pytest.mark.parametrize("status", [200, 201, 204, 299])
def test_any_2xx_ends_it(twin, ear, status):
    _own, one, _created = begun(twin, ear)
    ear.status = status
    twin.do(one.reference, "pay")

    assert twin.quiet() == 0
    assert len(heard(ear, one)) == 1


def test_many_at_once_have_one_key(twin, ear, temper):
    own, one, _created = begun(twin, ear)
    temper(duplicate=1.0, copies=5)
    twin.do(one.reference, "pay")
    arrivals = heard(ear, one, 5)
    assert {told(own, arrival).state for arrival in arrivals} == {State.PAID}
    assert len({ADAPTER.read(own, arrival).key for arrival in arrivals}) == 1


def test_one_sent_by_hand_has_the_same_key(twin, ear):
    own, one, _created = begun(twin, ear)
    twin.do(one.reference, "pay")
    heard(ear, one)
    notices = twin.client.get("/_control/notices").json()
    twin.control(f"notices/{notices[-1]['id']}/resend")

    assert len({ADAPTER.read(own, arrival).key for arrival in heard(ear, one, 2)}) == 1


@pytest.mark.parametrize("chance", ["wrong_signature", "altered"])
def test_a_thiefs_is_refused_and_the_true_one_believed(twin, ear, temper, chance):
    own, one, _created = begun(twin, ear)
    temper(**{chance: 1.0})
    twin.do(one.reference, "pay")
    believed = []
    for arrival in heard(ear, one, 2):
        try:
            believed.append(told(own, arrival).state)
        except Forged:
            believed.append("forged")

    assert sorted(believed) == ["forged", State.PAID]


def test_one_that_is_lost_is_found_by_asking(twin, ear, temper):
    own, one, created = begun(twin, ear)
    temper(lost=1.0)
    twin.do(one.reference, "pay")
    twin.quiet()
    assert [arrival for arrival in ear.heard if one.reference.encode() in arrival.body] == []

    twin.control("clock", advance=61)
    assert ADAPTER.status(own, named(one, created)).state == State.PAID


def test_a_failure_told_after_the_success_does_not_say_it_is_over(twin, ear, temper):
    own, one, _created = begun(twin, ear)
    temper(shuffled=1.0)
    twin.do(one.reference, "deny")
    temper(shuffled=0.0)
    twin.do(one.reference, "pay")
    states = [told(own, arrival).state for arrival in heard(ear, one, 2)]

    assert states == [State.PAID, State.PENDING]


def test_another_host_of_ours_is_told_when_its_path_is_the_registered_one(twin, ear):
    own = shop(twin, ear)
    other_path = replace(own, notify_url=own.notify_url.replace("/hooks/any", "/hooks/other"))
    one = charge("qris")
    ADAPTER.create(other_path, one)
    twin.do(one.reference, "pay")
    arrival = heard(ear, one)[0]
    assert told(own, arrival).state == State.PAID
    with pytest.raises(Forged):
        ADAPTER.verify(other_path, arrival)

    elsewhere = replace(own, notify_url=own.notify_url.replace("127.0.0.1", "localhost"))
    one = charge("qris")
    ADAPTER.create(elsewhere, one)
    twin.do(one.reference, "pay")
    assert heard(ear, one)[0].headers["host"].startswith("localhost")


def test_what_a_bank_takes_back_is_not_told(twin, ear):
    own, one, created = begun(twin, ear)
    twin.do(one.reference, "pay")
    heard(ear, one)
    twin.do(one.reference, "reverse")
    twin.control("clock", advance=61)
    twin.quiet()

    assert ADAPTER.status(own, named(one, created)).state == State.PAID
    assert len(heard(ear, one)) == 1
