"""Whether a notification is Midtrans's own: the published rule over the strings as they came."""

import hashlib
import json

import pytest

from app.payments.failure import Forged
from app.payments.gateways.midtrans import ADAPTER
from app.payments.words import Account, Arrival

from .shop import SERVER_KEY, body

PENDING = (
    "0423360a6c877e145f05bf017eb857bcf1b0ed9cb4a3ecd284e9455404f159f6"
    "286d7a894b4d8570edf62e2ba3794fa858f8aa4112f620624bf725a11f0c1c16"
)
PAID = (
    "450b278769bb17dbfc4299fbff290b327d703267411ff16331bee1599e2e70ec"
    "f3027fcec5fa89affcf79069b665c885c0f300a7daaf3008f9302da5b7803131"
)
OVER = (
    "dfc705c7e3eb06bd782b145f822a3987bb4d6ef0e6d9e71f90a89085fe6a197e"
    "f203d6dc4e8186653689eedab5ee095da1de53a4cd9703417d53ee58f5d62f0b"
)


def account(key=SERVER_KEY, old=None):
    return Account("midtrans", "sandbox", {"server_key": key}, {"server_key": old} if old is not None else {})


def arrival(**more):
    told = body(signature_key=PAID) | more
    return Arrival("POST", "", {}, json.dumps(told).encode())


@pytest.mark.parametrize(("code", "signature"), [("201", PENDING), ("200", PAID), ("202", OVER)])
def test_the_worked_vectors_are_believed(code, signature):
    ADAPTER.verify(account(), arrival(status_code=code, signature_key=signature))


def test_the_key_before_is_believed_beside_the_new_one():
    ADAPTER.verify(account("SB-Mid-server-NEW", old=SERVER_KEY), arrival())


@pytest.mark.parametrize(
    "changed",
    [
        {"gross_amount": "44000"},
        {"gross_amount": "44001.00"},
        {"gross_amount": 44000.0},
        {"order_id": "TOKO-0001-2"},
        {"status_code": "201"},
        {"status_code": None},
        {"signature_key": PAID.upper()},
        {"signature_key": PAID[:-1]},
        {"signature_key": ""},
        {"signature_key": None},
        {"signature_key": "\ud800"},
        {"order_id": "\ud800"},
    ],
)
def test_what_was_altered_is_refused(changed):
    with pytest.raises(Forged):
        ADAPTER.verify(account(), arrival(**changed))


@pytest.mark.parametrize("keys", [account(""), account("", old=""), account("SB-Mid-server-OTHER")])
def test_without_the_right_key_nothing_is_believed(keys):
    with pytest.raises(Forged):
        ADAPTER.verify(keys, arrival())


def test_a_signature_made_with_no_key_is_not_believed_by_an_account_without_one():
    made = hashlib.sha512(b"TOKO-0001-120044000.00").hexdigest()
    with pytest.raises(Forged):
        ADAPTER.verify(account(""), arrival(signature_key=made))


@pytest.mark.parametrize("raw", [b"", b"[]", b"null", b"\xff\xfe", b'{"order_id": "x"}', b"[" * 100_000, b"1" * 10_000])
def test_what_is_no_notification_is_refused(raw):
    with pytest.raises(Forged):
        ADAPTER.verify(account(), Arrival("POST", "", {}, raw))


def test_the_status_is_not_covered_so_the_room_has_to_ask():
    ADAPTER.verify(account(), arrival(transaction_status="refund", fraud_status="deny"))
