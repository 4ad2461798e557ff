"""Bad tempers of a provider: each does just what its name says."""

import threading
import time

import httpx
import pytest

from sandbox.temper import Temper


def known(twin, reference):
    """Whether the twin did what it was asked."""
    return bool(twin.payments(reference))


def test_it_accepts_and_says_nothing(twin, charge):
    twin.control("temper", accept_then_silence=1)
    with pytest.raises(httpx.RemoteProtocolError):
        charge("T-silent")
    assert known(twin, "T-silent")


def test_it_accepts_and_keeps_the_client_waiting(twin, charge):
    twin.control("temper", accept_then_silence=1, silence_seconds=0.6)
    twin.client.timeout = 0.3
    try:
        with pytest.raises(httpx.ReadTimeout):
            charge("T-waiting")
    finally:
        twin.client.timeout = 20
        twin.control("temper", silence_seconds=0)
    assert known(twin, "T-waiting")


@pytest.mark.parametrize(("temper", "status"), [("error_500", 500), ("too_many", 429)])
def test_it_fails_before_it_does_anything(twin, charge, temper, status):
    twin.control("temper", **{temper: 1})
    answer = charge("T-" + temper)
    assert (answer.status_code, answer.headers["X-Sandbox"]) == (status, "1")
    assert not known(twin, "T-" + temper)


def test_it_answers_slowly(twin, charge):
    twin.control("temper", slow=1, slow_seconds=0.3)
    began = time.monotonic()
    assert charge("T-slow").status_code == 200
    assert time.monotonic() - began > 0.3


def test_the_control_paths_and_the_payers_pages_have_no_temper(twin, charge):
    twin.control("temper", error_500=1, accept_then_silence=1)
    assert twin.client.get("/").status_code == 200
    assert twin.control("quiet")["quiet"]


def test_fifty_at_once_are_all_answered_and_all_told(twin, charge, ear):
    answers = []
    crowd = [threading.Thread(target=lambda: answers.append(charge().status_code)) for _ in range(50)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert answers == [200] * 50
    assert twin.quiet() == 0
    assert len({body["reference"] for body in ear.said()}) == 50


def test_a_seed_makes_the_dice_fall_the_same_way():
    def throw():
        temper = Temper()
        temper.set(seed=7, lost=0.5)
        return [temper.strikes("lost") for _ in range(40)]

    assert throw() == throw()
    assert 5 < sum(throw()) < 35


def test_a_temper_at_zero_does_not_use_up_the_dice():
    """Switching another one on does not change when this one strikes."""
    temper, other = Temper(), Temper()
    temper.set(seed=3, lost=0.5)
    other.set(seed=3, lost=0.5)
    for _ in range(20):
        other.strikes("delayed")
        assert temper.strikes("lost") == other.strikes("lost")
