"""Whether a notification is DOKU's own: the worked vectors, byte for byte, and what is one bit away from them."""

import base64
import hashlib
import hmac
from dataclasses import replace

import pytest

from app.payments.failure import Forged
from app.payments.gateways.doku import ADAPTER, signature
from app.payments.words import Account, Arrival

CLIENT, SECRET = "BRN-0000-TEST", "SK-testsecret"
REQUEST = "0f3d6c2e-0000-4000-8000-00000000000"
CHECKOUT = b'{"order":{"amount":150000,"invoice_number":"INV-0001"},"payment":{"payment_due_date":60}}'
NOTICE = b'{"order":{"invoice_number":"INV-0001","amount":150000},"transaction":{"status":"SUCCESS"}}'
HEADERS = {
    "client-id": CLIENT,
    "request-id": REQUEST + "2",
    "request-timestamp": "2026-01-02T03:05:00Z",
    "signature": "HMACSHA256=HjFxV/c3/YAtQ08fhPeZlOcfEVRXdger86OcN9upGyc=",
}
OWN = Account(
    "doku", "live", {"client_id": CLIENT, "secret_key": SECRET}, notify_url="https://toko.example/webhooks/doku"
)
ARRIVAL = Arrival("POST", "", HEADERS, NOTICE)


def test_the_digest():
    assert signature.digest(CHECKOUT) == "rA7wLxevumfDn1MAi5PHT3Y6ZNiZ6Y07NSK8VEtok+I="


@pytest.mark.parametrize(
    ("target", "body", "signed"),
    [
        ("/checkout/v1/payment", CHECKOUT, "HMACSHA256=VWvbaWc8Ql0gGrvi3WWrMqS01FDu7lh2FSoGgaiQ6KA="),
        ("/orders/v1/status/INV-0001", None, "HMACSHA256=BZwQ+uHxE+vs0GmaNUUfkVi55DJjkJAq0F7CSoQPScE="),
    ],
)
def test_the_worked_requests(target, body, signed):
    assert signature.make(CLIENT, SECRET, REQUEST + "1", "2026-01-02T03:04:05Z", target, body) == signed


def test_the_worked_notification_is_believed():
    ADAPTER.verify(OWN, ARRIVAL)


@pytest.mark.parametrize("prefix", ["", "/proxied"])
def test_the_path_is_the_registered_one_whatever_a_proxy_passed_on(prefix):
    ADAPTER.verify(OWN, replace(ARRIVAL, path=prefix))


def test_the_key_before_is_believed_beside_the_new_one():
    changed = replace(OWN, keys={"client_id": CLIENT, "secret_key": "SK-new"}, old_keys=OWN.keys)
    ADAPTER.verify(changed, ARRIVAL)

    with pytest.raises(Forged):
        ADAPTER.verify(replace(changed, old_keys={}), ARRIVAL)


@pytest.mark.parametrize(
    "changed",
    [
        {"signature": HEADERS["signature"][:-2] + "0="},
        {"signature": HEADERS["signature"].removeprefix("HMACSHA256=")},
        {"signature": HEADERS["signature"].lower()},
        {"signature": ""},
        {"signature": "\ud800"},
        {"request-id": REQUEST + "3"},
        {"request-timestamp": "2026-01-02T03:05:01Z"},
        {"request-timestamp": "2026-01-02T10:05:00Z"},
        {"client-id": "BRN-0000-OTHER"},
        {"client-id": ""},
    ],
)
def test_other_headers_are_refused(changed):
    with pytest.raises(Forged):
        ADAPTER.verify(OWN, replace(ARRIVAL, headers=HEADERS | changed))


@pytest.mark.parametrize(
    "body", [b"", NOTICE + b" ", NOTICE.replace(b"SUCCESS", b"FAILED"), NOTICE.replace(b"150000", b"1500000"), b"\xff"]
)
def test_another_body_is_refused(body):
    with pytest.raises(Forged):
        ADAPTER.verify(OWN, replace(ARRIVAL, body=body))


@pytest.mark.parametrize("url", ["https://toko.example/webhooks", "https://toko.example/webhooks/doku/", ""])
def test_another_address_of_ours_is_refused(url):
    with pytest.raises(Forged):
        ADAPTER.verify(replace(OWN, notify_url=url), ARRIVAL)


@pytest.mark.parametrize(
    "keys",
    [{}, {"client_id": CLIENT, "secret_key": ""}, {"client_id": "", "secret_key": SECRET}, {"client_id": CLIENT}],
)
def test_blank_keys_refuse_everything_also_what_was_signed_with_none(keys):
    told = f"Client-Id:{keys.get('client_id', '')}\nRequest-Id:x\nRequest-Timestamp:y\nRequest-Target:/webhooks/doku"
    told += f"\nDigest:{signature.digest(b'{}')}"
    made = hmac.new(b"", told.encode(), hashlib.sha256).digest()
    headers = {"client-id": keys.get("client_id", ""), "request-id": "x", "request-timestamp": "y"}
    signed = headers | {"signature": "HMACSHA256=" + base64.b64encode(made).decode()}
    for arrival in (ARRIVAL, Arrival("POST", "", signed, b"{}"), Arrival("POST", "", {}, b"{}")):
        with pytest.raises(Forged):
            ADAPTER.verify(replace(OWN, keys=keys), arrival)
