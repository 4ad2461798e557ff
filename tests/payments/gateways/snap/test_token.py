"""The B2B token: fetched once, kept to four fifths of its life, per holder of a private key."""

import json

import pytest

from app.payments import bi_snap, failure, wire

STAMP = "2026-11-28T10:00:00+07:00"
URL = "http://127.0.0.1:1/v1.0/access-token/b2b"


@pytest.fixture
def counter(monkeypatch):
    """A provider that hands out tokens, and the clock by which they age."""

    class Counter:
        asked = 0
        life: object = "900"
        status = 200
        now = 1_000.0

        def send(self, method, url, *, headers, body):
            self.asked += 1
            told = {"accessToken": f"token-{self.asked}", "expiresIn": self.life, "responseCode": f"{self.status}7300"}
            return wire.Answer(self.status, {}, json.dumps(told if self.status == 200 else {}).encode())

    found = Counter()
    monkeypatch.setattr(wire, "send", found.send)
    monkeypatch.setattr(bi_snap.time, "monotonic", lambda: found.now)
    monkeypatch.setattr(bi_snap, "_tokens", {})
    return found


@pytest.fixture
def keys(client):
    return {"client_id": "SANDBOX-toko", "private_key": client[0]}


def test_a_token_is_kept_to_four_fifths_of_its_life(counter, keys):
    assert bi_snap.token(URL, keys, STAMP) == "token-1"
    counter.now += 719
    assert bi_snap.token(URL, keys, STAMP) == "token-1"
    counter.now += 2
    assert bi_snap.token(URL, keys, STAMP) == "token-2"


@pytest.mark.parametrize("life", ["soon", None, "-5", "nan"])
def test_a_life_that_nobody_can_read_is_no_life(counter, keys, life):
    counter.life = life
    bi_snap.token(URL, keys, STAMP)

    assert bi_snap.token(URL, keys, STAMP) == "token-2"


def test_no_token_lives_for_ever(counter, keys):
    counter.life = "inf"
    bi_snap.token(URL, keys, STAMP)
    counter.now += 3_600

    assert bi_snap.token(URL, keys, STAMP) == "token-2"


def test_who_knows_only_the_client_id_gets_no_token_of_another(counter, keys, provider):
    bi_snap.token(URL, keys, STAMP)

    assert bi_snap.token(URL, keys | {"private_key": provider[0]}, STAMP) == "token-2"


def test_a_forgotten_token_is_fetched_again(counter, keys):
    bi_snap.token(URL, keys, STAMP)
    bi_snap.forget_token(URL, keys)

    assert bi_snap.token(URL, keys, STAMP) == "token-2"


@pytest.mark.parametrize(("status", "kind"), [(401, failure.KeysRefused), (500, failure.Down), (503, failure.Down)])
def test_trouble_with_a_token_moves_no_money(counter, keys, status, kind):
    counter.status = status
    with pytest.raises(kind):
        bi_snap.token(URL, keys, STAMP)


def test_silence_when_a_token_is_fetched_is_no_unknown_outcome(monkeypatch, counter, keys):
    def hang_up(*_, **__):
        raise failure.UnknownOutcome("no answer")

    monkeypatch.setattr(wire, "send", hang_up)
    with pytest.raises(failure.Down):
        bi_snap.token(URL, keys, STAMP)
