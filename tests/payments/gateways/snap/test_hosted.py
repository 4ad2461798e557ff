"""The token that DOKU fetches from us: given to nobody else, believed for 15 minutes, and only with a right HMAC."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.core import clock
from app.payments import bi_snap
from app.payments.failure import Forged
from app.payments.words import Account, Arrival

NOW = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)
BODY = b'{"trxId":"T-1","virtualAccountNo":"   12345000000000001"}'
PATH = "/hooks/snap/abc"


@pytest.fixture
def own(client, provider):
    keys = {"client_id": "BRN-1", "client_secret": "SK-1", "private_key": client[0]}
    settings = {"profile": "doku", "provider_public_key": provider[1]}
    return Account("snap", "sandbox", keys, {}, settings, f"https://toko.example{PATH}")


@pytest.fixture(autouse=True)
def _at_ten():
    with clock.at(NOW):
        yield


def asking(provider, client_id="BRN-1", stamp=None, signed=None):
    stamp = stamp or bi_snap.timestamp(clock.now())
    signature = bi_snap.sign(provider[0], signed or f"{client_id}|{stamp}")
    headers = {"x-client-key": client_id, "x-timestamp": stamp, "x-signature": signature}
    return Arrival("POST", "/authorization/v1/access-token/b2b", headers, b'{"grantType":"client_credentials"}')


def token(at, own, provider):
    return json.loads(at.host(own, asking(provider)).body)["accessToken"]


def news(token, secret="SK-1", *, path=PATH + "/v1/transfer-va/payment", body=BODY, stamp="2026-11-28T03:00:00Z"):
    signature = bi_snap.symmetric(secret, "POST", path, token, body, stamp)
    headers = {"authorization": f"Bearer {token}", "x-timestamp": stamp, "x-signature": signature}
    return Arrival("POST", "/v1/transfer-va/payment", headers, BODY)


def test_the_provider_gets_a_token_as_the_standard_writes_it(at, own, provider):
    reply = at.host(own, asking(provider))
    told = json.loads(reply.body)
    head, claims = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in told["accessToken"].split(".")[:2])

    assert (reply.status, told["responseCode"], told["tokenType"], told["expiresIn"]) == (200, "2007300", "Bearer", 900)
    assert head == {"alg": "RS256", "typ": "JWT"}
    assert claims == {"exp": int((NOW + timedelta(minutes=15)).timestamp()), "issuer": "NusaCart", "clientId": "BRN-1"}
    assert reply.headers["X-TIMESTAMP"] == "2026-11-28T10:00:00+07:00"


def test_nobody_else_gets_one(at, own, provider, client):
    old = bi_snap.timestamp(NOW - timedelta(minutes=11))
    for arrival in (
        asking(client),
        asking(provider, "BRN-2"),
        asking(provider, ""),
        asking(provider, stamp=old),
        asking(provider, stamp="yesterday"),
        asking(provider, signed="BRN-1|2026-11-28T09:59:59+07:00"),
        replace(asking(provider), headers={}),
    ):
        reply = at.host(own, arrival)
        assert (reply.status, json.loads(reply.body)["responseCode"]) == (401, "4017300")
        assert b"accessToken" not in reply.body
    assert at.host(replace(own, settings={"profile": "doku"}), asking(provider)).status == 401


def test_only_that_call_is_answered_and_only_where_the_profile_has_it(at, own, provider):
    assert at.host(own, Arrival("POST", "/v1/transfer-va/payment", {}, b"{}")) is None
    assert at.host(replace(own, settings=own.settings | {"profile": "midtrans"}), asking(provider)) is None
    assert at.host(replace(own, settings={}), asking(provider)) is None


def test_a_notice_with_our_token_is_believed(at, own, provider):
    at.verify(own, news(token(at, own, provider)))
    at.verify(own, news(token(at, own, provider), path="/v1/transfer-va/payment"))


def test_a_token_is_over_after_its_life(at, own, provider):
    made = token(at, own, provider)
    with clock.at(NOW + timedelta(minutes=14)):
        at.verify(own, news(made))
    with clock.at(NOW + timedelta(minutes=15)), pytest.raises(Forged):
        at.verify(own, news(made))


def test_the_keys_before_are_believed_while_they_change(at, own, provider):
    arrival = news(token(at, own, provider))
    changed = replace(own, keys=own.keys | {"private_key": provider[0], "client_secret": "SK-2"}, old_keys=own.keys)
    at.verify(changed, arrival)

    with pytest.raises(Forged):
        at.verify(replace(changed, old_keys={}), arrival)


def unsigned(token, **claims):
    """A token of one's own, with somebody's idea of an algorithm."""
    part = lambda told: base64.urlsafe_b64encode(json.dumps(told).encode()).rstrip(b"=").decode()  # noqa: E731
    return f"{part({'alg': 'none'})}.{part({'exp': 9e9, 'clientId': 'BRN-1'} | claims)}.{token.rpartition('.')[2]}"


def test_forgeries_are_refused(at, own, provider):
    made = token(at, own, provider)
    good = news(made)
    at.verify(own, good)
    bad = [
        replace(good, body=BODY + b"x"),
        replace(good, method="PUT"),
        replace(good, path="/v1.0/qr/qr-mpm-notify"),
        replace(good, headers=good.headers | {"x-timestamp": "2026-11-28T03:00:01Z"}),
        replace(good, headers=good.headers | {"authorization": made}),
        replace(good, headers={}),
        news(made, "SK-2"),
        news(made, ""),
        news(""),
        news("a.b.c"),
        news(unsigned(made)),
        news(unsigned(".")),
        news(made[:-4] + "AAAA"),
    ]
    for arrival in bad:
        with pytest.raises(Forged):
            at.verify(own, arrival)


def test_blank_keys_refuse_everything(at, own, provider):
    made = token(at, own, provider)
    for blank in ({}, {"client_secret": ""}, {"private_key": "", "client_secret": ""}):
        keys = {name: blank.get(name, value) for name, value in own.keys.items()} if blank else {}
        with pytest.raises(Forged):
            at.verify(replace(own, keys=keys), news(made, ""))
