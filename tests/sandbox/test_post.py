"""Notices go out as the provider sends them: once, again after the table, and as things stood."""

import threading
import time

import pytest

from sandbox.store import Merchant
from tests.payments.twins import running, wait_for

from .conftest import EXAMPLE, Listener
from .example import HOUR, MINUTE


def pass_by(house, seconds):
    """Time passes, and what is then due is done."""
    house.clock.advance(seconds)
    house.turn()
    assert house.mail.quiet()


def notice(house):
    """The only one there is."""
    [found] = house.store.all("notice")
    return found


def test_a_notice_that_was_taken_is_not_sent_again(house, make, ear):
    house.do(make(), "pay")
    pass_by(house, 0)
    pass_by(house, 48 * HOUR)
    assert ear.states() == ["paid"]
    assert (notice(house).state, notice(house).answers) == ("delivered", ["200"])


def test_it_is_tried_again_at_the_times_of_the_table_and_then_given_up(house, make, ear):
    ear.status = 503
    house.do(make(), "pay")
    pass_by(house, 0)
    for rest, tries in ((MINUTE, 2), (HOUR, 3), (22 * HOUR, 4)):
        pass_by(house, rest - 2)
        assert len(ear.heard) == tries - 1
        pass_by(house, 3)
        assert len(ear.heard) == tries
    pass_by(house, 100 * HOUR)
    assert notice(house).state == "given up"
    assert notice(house).answers == ["503"] * 4
    assert [round(moment - notice(house).tried[0], -1) for moment in notice(house).tried[1:]] == [60, 3660, 82860]


def test_an_answer_may_have_a_limit_of_its_own(house, make, ear):
    ear.status = 400
    house.do(make(), "pay")
    pass_by(house, 0)
    for _ in range(4):
        pass_by(house, 24 * HOUR)
    assert notice(house).answers == ["400", "400"]


def test_a_merchant_that_is_away_is_tried_again(house, make, ear):
    ear.shutdown()
    ear.server_close()
    house.do(make(), "pay")
    pass_by(house, 0)
    assert notice(house).answers == ["0"]
    assert notice(house).state == "waiting"


def test_a_redirect_is_not_followed(house, make, ear):
    ear.status = 302
    house.do(make(), "pay")
    pass_by(house, 0)
    assert len(ear.heard) == 1
    assert notice(house).answers == ["302"]


def test_a_late_try_tells_what_was_then(house, make, ear):
    ear.status = 503
    payment = make()
    house.post(payment, "pending")
    pass_by(house, 0)
    ear.status = 200
    house.do(payment, "pay")
    pass_by(house, MINUTE + 1)
    assert sorted(ear.states()) == ["paid", "pending", "pending"]


def test_without_an_address_nothing_is_sent(house, make):
    house.store.save("merchant", "toko", Merchant("toko", {"secret": "rahasia"}))
    house.do(make(), "pay")
    assert house.store.all("notice") == []


def test_an_address_that_is_a_path_begins_where_the_shop_is(house, make, ear):
    address, _, path = ear.url.rpartition("/hooks")
    house.notify = address
    house.store.save("merchant", "toko", Merchant("toko", {"secret": "rahasia"}, f"/hooks{path}"))
    house.do(make(), "pay")
    pass_by(house, 0)
    assert [arrival.path for arrival in ear.heard] == ["/news"]


def test_however_many_turn_at_once_it_is_sent_once(house, make, ear):
    for _ in range(20):
        house.do(make(), "pay")
    turning = [threading.Thread(target=house.turn) for _ in range(8)]
    for one in turning:
        one.start()
    for one in turning:
        one.join()
    assert house.mail.quiet()
    assert len(ear.heard) == 20


def test_a_merchant_that_does_not_answer_holds_up_nobody_else(house, make, ear):
    class Deaf(Listener):
        def process_request(self, request, client_address):
            self.held = request  # never read

    deaf = Deaf()
    house.store.save("merchant", "tuli", Merchant("tuli", {"secret": "rahasia"}, deaf.url))
    slow = house.make(house.store.get("merchant", "tuli"), "T-tuli", "qris", 1_000, HOUR)
    house.do(slow, "pay")
    house.turn()
    wait_for(lambda: hasattr(deaf, "held"), "the first notice")
    house.do(make(), "pay")
    house.turn()
    wait_for(lambda: ear.heard, "the other merchant's notice", seconds=5)
    deaf.held.close()
    assert house.mail.quiet()
    deaf.shutdown()
    deaf.server_close()


def test_a_lost_notice_never_comes(house, make, ear):
    house.temper.set(lost=1)
    house.do(make(), "pay")
    pass_by(house, 48 * HOUR)
    assert ear.heard == []


def test_duplicates_come_at_the_same_time(house, make):
    meeting = threading.Barrier(4)

    class Crowded(Listener):
        def process_request_thread(self, request, client_address):
            meeting.wait(5)  # breaks unless four are here at once
            super().process_request_thread(request, client_address)

    ear = Crowded()
    house.store.save("merchant", "toko", Merchant("toko", {"secret": "rahasia"}, ear.url))
    house.temper.set(duplicate=1, copies=4)
    house.do(make(), "pay")
    pass_by(house, 0)
    assert not meeting.broken
    assert ear.states() == ["paid"] * 4
    ear.shutdown()
    ear.server_close()


def test_a_delayed_notice_comes_within_its_time(house, make, ear):
    house.temper.set(delayed=1, delay_seconds=300)
    house.do(make(), "pay")
    pass_by(house, 0)
    assert ear.heard == []
    pass_by(house, 301)
    assert ear.states() == ["paid"]


def test_shuffled_the_settlement_comes_before_the_pending(house, make, ear):
    house.temper.set(shuffled=1)
    payment = make()
    house.post(payment, "pending")
    pass_by(house, 1)
    house.do(payment, "pay")
    pass_by(house, 1)
    assert ear.states() == ["paid", "pending"]


def test_a_held_notice_that_nobody_overtakes_comes_all_the_same(house, make, ear):
    house.temper.set(shuffled=1, delay_seconds=90)
    house.do(make(), "pay")
    pass_by(house, 91)
    assert ear.states() == ["paid"]


@pytest.mark.parametrize(("temper", "signatures", "states"), [("wrong_signature", 2, 1), ("altered", 1, 2)])
def test_a_forged_notice_comes_beside_the_true_one(house, make, ear, temper, signatures, states):
    house.temper.set(**{temper: 1})
    house.post(make(), "pending")
    pass_by(house, 0)
    assert len(ear.heard) == 2
    assert len({arrival.headers["x-signature"] for arrival in ear.heard}) == signatures
    assert len(set(ear.states())) == states


def test_a_thief_does_not_try_again(house, make, ear):
    house.temper.set(wrong_signature=1)
    ear.status = 403
    house.do(make(), "pay")
    for _ in range(5):
        pass_by(house, 24 * HOUR)
    assert len(ear.heard) == 1 + 4


def test_a_day_of_retries_passes_in_seconds(tmp_path, ear):
    ear.status = 503
    with running(EXAMPLE, tmp_path, speed=60_000.0) as twin:
        twin.control("merchants", id="toko", keys={"secret": "rahasia"}, notify_url=ear.url)
        body = {"reference": "T-1", "amount": 1_000, "seconds": 1_000 * HOUR}
        twin.client.post("/charges", json=body, headers={"Secret": "rahasia"}).raise_for_status()
        given_up = wait_for(lambda: [one for one in notices(twin) if one["state"] == "given up"], "the end of retries")
    assert given_up[0]["answers"] == ["503"] * 4


def test_a_killed_twin_sends_what_waited_when_it_comes_back(tmp_path, ear):
    ear.status = 503
    with running(EXAMPLE, tmp_path) as twin:
        twin.control("merchants", id="toko", keys={"secret": "rahasia"}, notify_url=ear.url)
        twin.client.post("/charges", json={"reference": "T-1", "amount": 1_000}, headers={"Secret": "rahasia"})
        assert twin.quiet() == 1
        twin.process.kill()
        twin.process.wait()
    heard, ear.status = len(ear.heard), 200
    with running(EXAMPLE, tmp_path) as again:
        again.control("clock", advance=MINUTE + 1)
        assert again.quiet() == 0
        assert again.payments("T-1")[0]["state"] == "pending"
    assert len(ear.heard) == heard + 1


def notices(twin):
    """All it has written down."""
    return twin.client.get("/_control/notices").json()


def test_a_notice_is_sent_again_when_asked(twin, charge, ear):
    charge()
    assert twin.quiet() == 0
    last = notices(twin)[-1]
    before = time.time()
    assert twin.client.post(f"/_control/notices/{last['id']}/resend").json()["answers"] == ["200", "200"]
    assert len(ear.heard) == 2
    assert notices(twin)[-1]["tried"][-1] >= before - 1
