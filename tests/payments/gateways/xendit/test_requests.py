"""What is asked of Xendit for each way to pay, byte for byte where it matters, and what the payer is told to do."""

import json
from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from app.payments import wire
from app.payments.capability import capabilities
from app.payments.failure import Down, Invalid, KeysRefused, MethodOff, Missing, TooLate, UnknownOutcome
from app.payments.gateways.xendit import ADAPTER
from app.payments.gateways.xendit.api import call
from app.payments.state import State
from app.payments.words import ChargeLine
from tests.payments.twins import charge

from .shop import begun, name

ROWS = capabilities("xendit", date(2026, 11, 28))
KINDS = {
    "qris": "qr",
    "ovo": "push",
    "alfamart": "code",
    "indomaret": "code",
    "gopay": "deeplink",
    "shopeepay": "deeplink",
}


def posted(sent):
    """The body that made it."""
    [(_, url, headers, body)] = [call for call in sent if call[0] == "POST"]
    return url, headers, json.loads(body)


@pytest.mark.parametrize("method", ROWS)
def test_each_method_takes_its_least_and_its_most(own, method):
    kind = KINDS.get(method) or ("va" if method.endswith("_va") else "redirect")
    for amount in (ROWS[method].least, ROWS[method].most):
        created = begun(own, method, amount)[1]
        assert created.state == State.PENDING
        assert created.instructions[0].kind == kind
        assert created.provider_ref


@pytest.mark.parametrize("method", ["qris", "bca_va", "linkaja", "indomaret", "atome"])
def test_beyond_its_limits_a_channel_refuses(own, method):
    with pytest.raises(Invalid, match="INVALID_VALUE_ERROR"):
        ADAPTER.create(own, charge(method, ROWS[method].most + 1))


def test_a_virtual_account_is_asked_for_as_the_reference_says(own, sent):
    one = replace(charge("bri_va"), payer_name="Dewi D'Lestari, S.E.")
    created = ADAPTER.create(own, one)
    url, headers, told = posted(sent)

    assert url == own.base_url + "/v3/payment_requests"
    assert headers["Authorization"] == "Basic eG5kX2RldmVsb3BtZW50X3Rva286"  # base64 of "xnd_development_toko:"
    assert (headers["api-version"], headers["idempotency-key"]) == ("2024-11-11", one.idempotency_key)
    assert told == {
        "reference_id": one.reference,
        "type": "PAY",
        "country": "ID",
        "currency": "IDR",
        "request_amount": 44_000,
        "capture_method": "AUTOMATIC",
        "channel_code": "BRI_VIRTUAL_ACCOUNT",
        "channel_properties": {
            "expires_at": one.expires_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "display_name": "Dewi D Lestari S E",
        },
        "description": "#7",
    }
    assert created.instructions[0].particulars["bank"] == "bri"
    assert created.expires_at == one.expires_at.replace(microsecond=0)


@pytest.mark.parametrize(
    ("method", "kind", "code", "properties"),
    [
        ("qris", "PAY", "QRIS", {"qr_string_type"}),
        ("ovo", "PAY", "OVO", {"success_return_url", "failure_return_url", "account_mobile_number"}),
        ("dana", "PAY", "DANA", {"success_return_url", "failure_return_url"}),
        ("indomaret", "REUSABLE_PAYMENT_CODE", "INDOMARET", {"expires_at", "customer_name"}),
        ("sampoerna_va", "PAY", "BSS_VIRTUAL_ACCOUNT", {"expires_at", "display_name"}),
    ],
)
def test_other_channels_are_told_what_they_want_and_no_more(own, sent, method, kind, code, properties):
    begun(own, method)
    told = posted(sent)[2]

    assert (told["type"], told["channel_code"], set(told["channel_properties"])) == (kind, code, properties)


@pytest.mark.parametrize(
    ("method", "word"), [("card", "CREDIT_CARD"), ("jeniuspay", "JENIUSPAY"), ("bri_debit", "DD_BRI")]
)
def test_what_only_the_payer_should_type_goes_by_invoice(own, sent, method, word):
    one, created = begun(own, method)
    url, headers, told = posted(sent)

    assert url == own.base_url + "/v2/invoices/"
    assert "api-version" not in headers
    assert (told["external_id"], told["amount"], told["payment_methods"]) == (one.reference, 44_000, [word])
    assert 3_500 <= told["invoice_duration"] <= 3_600
    assert told["items"] == [{"name": "Keripik", "quantity": 1, "price": 44_000}]
    assert [step.kind for step in created.instructions] == ["redirect"]
    assert abs(created.expires_at - one.expires_at) < timedelta(seconds=5)


def test_an_invoice_with_a_discount_lists_no_items(own, sent):
    lines = (ChargeLine("Keripik", 1, 50_000), ChargeLine("Potongan", 1, -6_000))
    created = ADAPTER.create(own, replace(charge("card"), lines=lines))

    assert created.state == State.PENDING
    assert "items" not in posted(sent)[2]


def test_a_phone_opens_the_app_and_a_computer_the_page(own):
    at_desk = ADAPTER.create(own, replace(charge("shopeepay"), is_phone=False))

    assert [step.kind for step in begun(own, "shopeepay")[1].instructions] == ["deeplink", "redirect"]
    assert [step.kind for step in at_desk.instructions] == ["redirect", "deeplink"]


def test_nothing_is_sent_with_a_key_of_the_other_mode(own, sent):
    live = replace(own, mode="live")
    sandbox = replace(own, mode="sandbox", keys=own.keys | {"secret_key": "xnd_production_toko"})
    for wrong in (live, sandbox, replace(sandbox, mode="twin"), replace(sandbox, keys={})):
        with pytest.raises(KeysRefused):
            ADAPTER.create(wrong, charge("qris"))
    assert sent == []


@pytest.mark.parametrize("mode", ["sandbox", "live"])
def test_test_and_live_are_one_host_and_the_key_tells_them_apart(own, monkeypatch, mode):
    urls = []
    monkeypatch.setattr(wire, "send", lambda method, url, **_: urls.append(url) or wire.Answer(200, {}, b"[]"))
    key = {"sandbox": "xnd_development_toko", "live": "xnd_production_toko"}[mode]
    ADAPTER.check(replace(own, mode=mode, keys={"secret_key": key}))

    assert [url.partition("?")[0] for url in urls] == ["https://api.xendit.co/v2/invoices"]


@pytest.mark.parametrize(
    ("status", "body", "failure"),
    [
        (400, {"error_code": "API_VALIDATION_ERROR", "message": "x"}, Invalid),
        (400, {"error_code": "INACTIVE_PAYMENT_REQUEST", "message": "x"}, TooLate),
        (400, {"error_code": "TEMPORARILY_UNAVAILABLE", "message": "x"}, Down),
        (401, {"error_code": "INVALID_API_KEY", "message": "x"}, KeysRefused),
        (403, {"error_code": "REQUEST_FORBIDDEN_ERROR", "message": "x"}, KeysRefused),
        (403, {"error_code": "INVALID_MERCHANT_SETTINGS", "message": "x"}, MethodOff),
        (404, {"error_code": "DATA_NOT_FOUND", "message": "x"}, Missing),
        (422, {"error_code": "NEW_WORD", "message": "x"}, Invalid),
        (429, None, Down),
        (503, {"error_code": "CHANNEL_UNAVAILABLE", "message": "x"}, Down),
        (503, None, UnknownOutcome),
        (500, {"error_code": "SERVER_ERROR", "message": "x"}, UnknownOutcome),
        (302, None, UnknownOutcome),
        (200, None, UnknownOutcome),
        (500, ["a list"], UnknownOutcome),
    ],
)
def test_each_answer_that_is_no_yes_has_its_meaning(own, monkeypatch, status, body, failure):
    raw = b"<html>" if body is None else json.dumps(body).encode()
    monkeypatch.setattr(wire, "send", lambda *_, **__: wire.Answer(status, {}, raw))
    with pytest.raises(failure) as seen:
        call(own, "POST", "/v3/payment_requests", {})

    assert seen.type is failure


def test_a_duplicate_is_known_by_its_status_and_what_is_there_is_taken(own, monkeypatch):
    """The specification calls it DATA_NOT_FOUND, with status 409."""
    told = {"payment_request_id": "pr-1", "reference_id": "T-1", "status": "REQUIRES_ACTION"}
    one, lists = replace(charge("dana"), reference="T-1"), []

    def answer(method, url, **_):
        if method == "POST":
            return wire.Answer(409, {}, b'{"error_code":"DATA_NOT_FOUND","message":"Duplication is not allowed."}')
        lists.append(url)
        found = [told] if len(lists) > 1 else []
        return wire.Answer(200, {}, json.dumps({"data": found}).encode())

    monkeypatch.setattr(wire, "send", answer)

    assert ADAPTER.create(own, one).provider_ref == "pr-1"


@pytest.mark.parametrize("told", [{"request_amount": "1999.01"}, {"request_amount": None}, {"request_amount": [1]}])
def test_an_answer_that_cannot_be_read_leaves_it_unknown(own, monkeypatch, told):
    one = charge("dana")
    row = {"payment_request_id": "pr-1", "reference_id": one.reference, "status": "SUCCEEDED"} | told
    monkeypatch.setattr(wire, "send", lambda *_, **__: wire.Answer(200, {}, json.dumps({"data": [row]}).encode()))
    with pytest.raises(UnknownOutcome):
        ADAPTER.status(own, name(one))


@pytest.mark.parametrize("status", ["SOMETHING_NEW", "", None, " REQUIRES_ACTION "])
def test_a_status_that_nobody_knows_moves_nothing(own, monkeypatch, status):
    one = charge("dana")
    row = {"payment_request_id": "pr-1", "reference_id": one.reference, "status": status, "actions": "none"}
    monkeypatch.setattr(wire, "send", lambda *_, **__: wire.Answer(200, {}, json.dumps({"data": [row]}).encode()))

    assert ADAPTER.status(own, name(one)).state == State.PENDING
