import time
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from threading import Barrier

import pytest

from app.extensions import shortcut
from app.rush import bucket
from app.rush.bucket import LIMITS, Limit

DEWI = "+6281234567890"
SOMEWHERE = "103.10.64.7"


@pytest.fixture(params=["redis", "own"])
def buckets(request, db, monkeypatch):
    """Both kinds keep the same rule."""
    monkeypatch.setattr(bucket, "own", bucket.OwnBuckets())
    if request.param == "own":
        monkeypatch.setattr(shortcut, "client", None)
    return request.param


@pytest.fixture
def tight(monkeypatch):
    """Three at once, and next to nothing after that."""
    for kind in LIMITS:
        monkeypatch.setitem(LIMITS, kind, Limit(3, 0.001))


def presses(times, **who):
    return sum(bucket.allow(**who) for _ in range(times))


def test_a_phone_may_press_a_few_times_and_then_waits(buckets, tight):
    assert presses(10, phone=DEWI) == 3
    assert presses(10, phone="+6281200000000") == 3


@pytest.mark.parametrize("kind", ["phone", "device", "address"])
def test_whatever_is_full_stops_the_press(buckets, tight, kind):
    who = SOMEWHERE if kind == "address" else "one"
    assert presses(5, **{kind: who}) == 3
    assert not bucket.allow(**{"phone": DEWI, "device": "other", "address": "103.10.64.8", kind: who})


def test_a_press_that_is_turned_away_counts_against_nobody(buckets, tight):
    presses(3, device="one")
    presses(20, device="one", phone=DEWI)

    assert presses(5, phone=DEWI) == 3


def test_a_bucket_fills_again(buckets, monkeypatch):
    monkeypatch.setitem(LIMITS, "phone", Limit(1, 1_000_000))

    assert presses(20, phone=DEWI) == 20


def test_a_bucket_never_holds_more_than_its_burst(buckets, monkeypatch):
    monkeypatch.setitem(LIMITS, "phone", Limit(10, 10))
    bucket.allow(phone=DEWI)
    time.sleep(0.8)

    assert presses(40, phone=DEWI) in range(10, 15)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "::1", "", "nonsense"])
def test_a_proxy_of_the_house_is_not_everybody(buckets, tight, address):
    assert presses(20, address=address) == 20


def test_an_address_of_the_world_is_counted(buckets, tight):
    assert ip_address(SOMEWHERE).is_global
    assert presses(20, address=SOMEWHERE) == 3


def test_redis_keeps_no_number_and_forgets_full_buckets(db, engines):
    bucket.allow(phone=DEWI)

    [key] = engines.client.keys("flash:bucket:*")
    assert DEWI.encode() not in key
    assert 0 < engines.client.pttl(key) <= LIMITS["phone"].memory_ms


def test_without_redis_a_process_remembers_only_so_many(buckets, tight, monkeypatch):
    monkeypatch.setattr(bucket, "MOST", 5)
    for n in range(50):
        bucket.allow(phone=f"+62812{n:08d}")

    assert len(bucket.own.kept) == (5 if buckets == "own" else 0)


def crowd(app, presses_each, people=8):
    start = Barrier(people)

    def press(_):
        with app.app_context():
            start.wait()
            return presses(presses_each, phone=DEWI)

    with ThreadPoolExecutor(people) as pool:
        return sum(pool.map(press, range(people)))


def test_a_crowd_under_one_number_gets_the_burst(app, buckets, tight):
    assert crowd(app, 5) == 3


def test_negative_control_looking_and_taking_apart_lets_more_through(app, db, tight, monkeypatch):
    def looks_then_takes(*, phone):
        had = int(shortcut.client.get("left") or 0)
        shortcut.client.set("left", had + 1)
        return had < 3

    monkeypatch.setattr(bucket, "allow", looks_then_takes)

    assert crowd(app, 5) > 3
