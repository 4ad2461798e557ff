"""Signatures that providers published, or that were worked out from their documents by other means, byte for byte."""

import base64

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from app.payments import bi_snap
from app.payments.failure import Forged, KeysRefused
from app.payments.gateways.doku import signature as doku
from app.payments.gateways.midtrans import signature as midtrans
from app.payments.words import Account, Arrival

SERVER_KEY = "SB-Mid-server-TESTKEY000000000000"
MIDTRANS = {
    "201": "0423360a6c877e145f05bf017eb857bcf1b0ed9cb4a3ecd284e9455404f159f6"
    "286d7a894b4d8570edf62e2ba3794fa858f8aa4112f620624bf725a11f0c1c16",
    "200": "450b278769bb17dbfc4299fbff290b327d703267411ff16331bee1599e2e70ec"
    "f3027fcec5fa89affcf79069b665c885c0f300a7daaf3008f9302da5b7803131",
    "202": "dfc705c7e3eb06bd782b145f822a3987bb4d6ef0e6d9e71f90a89085fe6a197e"
    "f203d6dc4e8186653689eedab5ee095da1de53a4cd9703417d53ee58f5d62f0b",
}


@pytest.mark.parametrize("code", MIDTRANS)
def test_midtrans_signs_a_notification(code):
    assert midtrans.make("TOKO-0001-1", code, "44000.00", SERVER_KEY) == MIDTRANS[code]


def test_midtrans_signs_the_amount_as_it_was_written():
    assert midtrans.make("TOKO-0001-1", "200", "44000", SERVER_KEY).startswith("c8bdbfeb")


def test_midtrans_basic_header():
    assert base64.b64encode(f"{SERVER_KEY}:".encode()) == b"U0ItTWlkLXNlcnZlci1URVNUS0VZMDAwMDAwMDAwMDAwOg=="


DOKU = ("BRN-0000-TEST", "SK-testsecret")
BODY = b'{"order":{"amount":150000,"invoice_number":"INV-0001"},"payment":{"payment_due_date":60}}'
REQUEST = "0f3d6c2e-0000-4000-8000-00000000000"


def test_doku_digests_a_body():
    assert doku.digest(BODY) == "rA7wLxevumfDn1MAi5PHT3Y6ZNiZ6Y07NSK8VEtok+I="


def test_doku_signs_a_checkout():
    made = doku.make(*DOKU, REQUEST + "1", "2026-01-02T03:04:05Z", "/checkout/v1/payment", BODY)
    assert made == "HMACSHA256=VWvbaWc8Ql0gGrvi3WWrMqS01FDu7lh2FSoGgaiQ6KA="


def test_doku_signs_a_get_without_a_digest():
    made = doku.make(*DOKU, REQUEST + "1", "2026-01-02T03:04:05Z", "/orders/v1/status/INV-0001", None)
    assert made == "HMACSHA256=BZwQ+uHxE+vs0GmaNUUfkVi55DJjkJAq0F7CSoQPScE="


NOTICE = b'{"order":{"invoice_number":"INV-0001","amount":150000},"transaction":{"status":"SUCCESS"}}'
SIGNED = "HMACSHA256=HjFxV/c3/YAtQ08fhPeZlOcfEVRXdger86OcN9upGyc="


def doku_notice(signature: str, body: bytes = NOTICE) -> Arrival:
    headers = {"client-id": DOKU[0], "request-id": REQUEST + "2", "request-timestamp": "2026-01-02T03:05:00Z"}
    return Arrival("POST", "", headers | {"signature": signature}, body)


def doku_account(secret: str) -> Account:
    return Account("doku", "sandbox", {"client_id": DOKU[0], "secret_key": secret})


def test_doku_notification_is_verified_over_our_registered_path():
    doku.verify(doku_account(DOKU[1]), doku_notice(SIGNED), "/webhooks/doku")


@pytest.mark.parametrize(
    ("account", "arrival", "path"),
    [
        (doku_account(DOKU[1]), doku_notice(SIGNED), "/other"),
        (doku_account(DOKU[1]), doku_notice(SIGNED, NOTICE + b" "), "/webhooks/doku"),
        (doku_account(""), doku_notice(SIGNED), "/webhooks/doku"),
        (doku_account("other"), doku_notice(SIGNED), "/webhooks/doku"),
    ],
)
def test_doku_forgeries_are_refused(account, arrival, path):
    with pytest.raises(Forged):
        doku.verify(account, arrival, path)


def test_snap_symmetric_signature():
    body = b'{"partnerReferenceNo":"TOKO-0001-1","amount":{"value":"44000.00","currency":"IDR"}}'
    assert bi_snap.body_hash(body) == "1697c48a0049e1e9919e657d892c47ba9e1657621ff307f8bdb39ad9c655e1a7"
    made = bi_snap.symmetric(
        "client-secret", "POST", "/v1.0/qr/qr-mpm-generate", "tok123", body, "2026-01-02T10:04:05+07:00"
    )
    assert made == "BTMjuYqjon/boTvGYszx5FVUypICncTKkKhYJqf1Nu9+5/tldTI79AV0ryX6czbiHo/y9EmCg28gxyY6SM+Pqg=="


def test_midtrans_published_snap_example(monkeypatch):
    digest = "56fa5f4999ad8014de49d7898c1d1d53472569db8999de3c1b752a0dd181e98c"
    monkeypatch.setattr(bi_snap, "body_hash", lambda body: digest)
    made = bi_snap.symmetric(
        "fdppqbF5wq7vVegyvsV1CROMv646nJ7A",
        "POST",
        "/v1.0/debit/payment-host-to-host",
        "gp9HjjEj813Y9JGoqwOeOPWbnt4CupvIJbU1Mmu4a11MNDZ7Sg5u9a",
        b"",
        "2020-01-01T00:00:00+07:00",
    )
    assert made == "FSlidRHe4ow9qppNifGVQNcdv67lBjgCiP0BHylh+IKXo4fs2rHaGsFNUY0N8t0rPlZs4iAHAOCDklnCccwuJw=="


@pytest.fixture(scope="module")
def pair():
    """A key pair of our own, as PEM."""
    private = rsa.generate_private_key(65_537, 2_048)
    pem = serialization.Encoding.PEM
    return (
        private.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode(),
        private.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo).decode(),
    )


def test_snap_asymmetric_signature_goes_round_and_is_the_same_every_time(pair):
    private, public = pair
    text = "G1234325-SNAP|2023-07-31T07:10:00+07:00"
    signed = bi_snap.sign(private, text)

    assert signed == bi_snap.sign(private, text)
    assert bi_snap.is_signed(public, text, signed)
    assert not bi_snap.is_signed(public, text + " ", signed)
    assert not bi_snap.is_signed("", text, signed)
    assert not bi_snap.is_signed(public, text, "no base64 !")


def test_a_key_that_is_none_is_refused():
    with pytest.raises(KeysRefused):
        bi_snap.sign("-----BEGIN NOTHING-----", "text")
