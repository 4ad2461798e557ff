"""What is sent to DOKU and what its answers mean, without anybody at the other end."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.clock import now
from app.core.money import Money
from app.payments import wire
from app.payments.failure import Down, Duplicate, Invalid, KeysRefused, MethodOff, Missing, UnknownOutcome
from app.payments.gateways.doku import ADAPTER, checkout, signature
from app.payments.words import Account, ChargeLine
from tests.payments.twins import charge

from .shop import named

OWN = Account(
    "doku", "live", {"client_id": "BRN-1", "secret_key": "SK-1"}, notify_url="https://toko.example/hooks/doku/x"
)


def asked(**changed):
    return checkout.asked(OWN, replace(charge("qris"), **changed))


def test_the_body_is_what_the_documents_say():
    made = now()
    lines = (ChargeLine("Keripik", 2, 20_000), ChargeLine("Ongkir", 1, 4_000))
    told = asked(reference="TOKO-1", made_at=made, expires_at=made + timedelta(minutes=30, seconds=59), lines=lines)

    assert told == {
        "order": {
            "amount": 44_000,
            "invoice_number": "TOKO-1",
            "currency": "IDR",
            "callback_url": "http://127.0.0.1/kembali",
            "callback_url_cancel": "http://127.0.0.1/kembali",
            "auto_redirect": True,
            "disable_retry_payment": False,
            "line_items": [
                {"name": "Keripik", "price": 20_000, "quantity": 2},
                {"name": "Ongkir", "price": 4_000, "quantity": 1},
            ],
        },
        "payment": {"payment_due_date": 30, "payment_method_types": ["QRIS"]},
        "customer": {"name": "Dewi Lestari", "phone": "6281234567890", "country": "ID"},
        "additional_info": {"override_notification_url": "https://toko.example/hooks/doku/x"},
    }


def test_a_discount_leaves_the_lines_out():
    told = asked(lines=(ChargeLine("Keripik", 1, 50_000), ChargeLine("Potongan", 1, -6_000)))

    assert "line_items" not in told["order"]


@pytest.mark.parametrize("phone", ["+6281234567890", "081234567890", "6281234567890"])
def test_a_phone_has_its_country(phone):
    assert asked(payer_phone=phone)["customer"]["phone"] == "6281234567890"


def test_what_is_not_known_is_left_out_and_a_moment_is_a_minute():
    told = asked(payer_phone="", payer_name="", expires_at=now())

    assert told["customer"] == {"country": "ID"}
    assert told["payment"]["payment_due_date"] == 1


@pytest.mark.parametrize("changed", [{"money": Money(10, "USD")}, {"method": "gopay"}])
def test_what_doku_does_not_take_is_refused_before_it_is_sent(changed):
    with pytest.raises(Invalid):
        asked(**changed)


@pytest.mark.parametrize(
    ("status", "body", "failure"),
    [
        (200, b"", UnknownOutcome),
        (200, b"[]", UnknownOutcome),
        (200, b"{}", UnknownOutcome),
        (200, b'{"response": {"payment": {"url": "javascript:alert(1)"}}}', UnknownOutcome),
        (200, b"[" * 100_000, UnknownOutcome),
        (302, b"", UnknownOutcome),
        (400, b"", Invalid),
        (400, b'{"error_messages": ["order.amount must greater than 0"]}', Invalid),
        (400, b'{"error_messages": ["INVOICE ALREADY USED"]}', Duplicate),
        (400, b'{"error": {"code": "invalid_signature", "message": "Invalid Header Signature"}}', KeysRefused),
        (400, b'{"message": ["Invalid Client-Id"]}', KeysRefused),
        (401, b"", KeysRefused),
        (403, b"", MethodOff),
        (404, b"", Missing),
        (409, b"", Duplicate),
        (409, b'{"error_messages": ["order.amount must greater than 0"]}', Invalid),
        (422, b'{"message": "validation"}', Invalid),
        (429, b"", Down),
        (500, b"", UnknownOutcome),
        (502, b"<html>", UnknownOutcome),
        (503, b"", Down),
        (504, b"", UnknownOutcome),
    ],
)
def test_each_answer_is_one_of_three_outcomes(monkeypatch, status, body, failure):
    def send(method, *_, **__):
        return wire.Answer(status if method == "POST" else 404, {}, body)

    monkeypatch.setattr(wire, "send", send)
    with pytest.raises(failure):
        ADAPTER.create(OWN, charge("qris"))


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"order": {"invoice_number": "B"}}', b'{"transaction": {"status": "SUCCESS"}}']
)
def test_a_status_that_nobody_understands_is_unknown(monkeypatch, body):
    monkeypatch.setattr(wire, "send", lambda *_, **__: wire.Answer(200, {}, body))
    with pytest.raises(UnknownOutcome):
        ADAPTER.status(OWN, named(charge("qris")))


@pytest.mark.parametrize(("mode", "host"), [("sandbox", "api-sandbox.doku.com"), ("live", "api.doku.com")])
def test_each_mode_has_its_host_and_what_is_sent_is_what_was_signed(monkeypatch, mode, host):
    sent = []

    def send(method, url, *, headers, body=b""):
        sent.append((method, url, headers, body))
        return wire.Answer(503, {}, b"")

    monkeypatch.setattr(wire, "send", send)
    one = charge("qris")
    with pytest.raises(Down):
        ADAPTER.create(replace(OWN, mode=mode), one)
    [(method, url, headers, body)] = sent

    assert (method, url) == ("POST", f"https://{host}/checkout/v1/payment")
    assert headers["Request-Id"] == one.idempotency_key
    assert headers["Request-Timestamp"].endswith("Z")
    assert json.loads(body)["order"]["invoice_number"] == one.reference
    assert headers["Signature"] == signature.make(
        "BRN-1", "SK-1", headers["Request-Id"], headers["Request-Timestamp"], "/checkout/v1/payment", body
    )


def test_a_get_has_a_request_id_of_its_own_each_time(monkeypatch):
    sent = []
    answer = wire.Answer(404, {}, b"")
    monkeypatch.setattr(wire, "send", lambda *_, headers, body=b"": sent.append((headers, body)) or answer)
    for _ in range(2):
        ADAPTER.check(OWN)

    assert {body for _headers, body in sent} == {b""}
    assert len({headers["Request-Id"] for headers, _body in sent}) == 2


@pytest.mark.parametrize(
    ("told", "end"),
    [("20240712104711", "2024-07-12T03:47:11+00:00"), ("soon", None), (None, None), ("99999999999999", None)],
)
def test_the_end_of_a_page_is_told_in_jakarta_time(monkeypatch, told, end):
    body = {"response": {"payment": {"url": "https://doku.example/p", "token_id": "t", "expired_date": told}}}
    monkeypatch.setattr(wire, "send", lambda *_, **__: wire.Answer(200, {}, json.dumps(body).encode()))
    one = charge("qris")
    created = ADAPTER.create(OWN, one)

    assert created.expires_at.isoformat() == (end or one.expires_at.isoformat())
    assert created.provider_ref == "t"
