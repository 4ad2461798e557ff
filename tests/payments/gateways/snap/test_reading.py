"""Bodies as Midtrans and DOKU print them, what codes mean, and that no body makes a reader stumble."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.money import Money
from app.payments.failure import (
    Down,
    Duplicate,
    Forged,
    Invalid,
    KeysRefused,
    MethodOff,
    Missing,
    TooLate,
)
from app.payments.gateways.snap import ADAPTER, debit, qris, va
from app.payments.gateways.snap.case import meaning
from app.payments.gateways.snap.words import rupiah
from app.payments.state import State
from app.payments.words import ACCEPTED, BUSY, FORGED, STRANGE, Account, Arrival, Reference

OWN = Account("snap", "sandbox", {}, {}, {"profile": "midtrans", "partner_service_id": "70012"})
VA = Reference("midtrans-testing-001", "", "mandiri_va", Money(10_000), datetime(2024, 4, 19, tzinfo=UTC))
QR = replace(VA, method="qris")
VA_NOTICE = {
    "partnerServiceId": "  088899", "customerNo": "12345678901234567890",
    "virtualAccountNo": "  08889912345678901234567890", "virtualAccountName": "Jokul Doe", "trxId": "abcdefgh1234",
    "paymentRequestId": "abcdef-123456-abcdef", "paidAmount": {"value": "12345678.00", "currency": "IDR"},
    "referenceNo": "123456789012345",
    "additionalInfo": {"bank": "BCA", "paymentFlagStatus": "00", "merchantId": "G059876677",
                       "paidTime": "2020-01-01T00:00:00+07:00"},
}  # fmt: skip
REFUND = {
    "reason": "some-reason", "refundNo": "A12024", "partnerReferenceNo": "1723689297", "refundStatus": "00",
    "refundDate": "2024-08-15T09:34:59+07:00", "refundAmount": {"currency": "IDR", "value": "10.00"},
}  # fmt: skip
QUERY = {
    "responseCode": "2005100", "originalReferenceNo": "2020102977770000000009", "serviceCode": "47",
    "latestTransactionStatus": "00", "paidTime": "2020-10-20T17:56:57",
    "amount": {"value": "12345678.00", "currency": "IDR"}, "additionalInfo": {"refundHistory": [REFUND]},
}  # fmt: skip


def arrival(told, path="/v1.0/transfer-va/payment"):
    return Arrival("POST", path, {}, json.dumps(told).encode())


def test_a_printed_notice_of_a_virtual_account():
    [seen] = ADAPTER.read(OWN, arrival(VA_NOTICE)).observations

    assert (seen.reference, seen.provider_ref) == ("abcdefgh1234", "abcdef-123456-abcdef")
    assert (seen.state, seen.received, seen.channel) == (State.PAID, 12_345_678, "BCA")
    assert seen.occurred_at == datetime(2019, 12, 31, 17, 0, tzinfo=UTC)


def test_a_notice_is_answered_with_its_number_padding_included():
    reply = ADAPTER.reply(OWN, arrival(VA_NOTICE), ACCEPTED)
    told = json.loads(reply.body)

    assert (reply.status, told["responseCode"], told["responseMessage"]) == (200, "2002500", "Successful")
    assert told["virtualAccountData"]["partnerServiceId"] == "  088899"
    assert told["virtualAccountData"]["virtualAccountNo"] == "  08889912345678901234567890"
    assert told["virtualAccountData"]["trxId"] == "abcdefgh1234"
    assert reply.headers["X-TIMESTAMP"].endswith("+07:00")


@pytest.mark.parametrize(
    ("path", "told", "code"),
    [
        ("/v1.0/transfer-va/payment", {}, "25"),
        ("/v1.0/qr/qr-mpm-notify", {}, "52"),
        ("/v1.0/debit/notify", {}, "56"),
        ("", VA_NOTICE, "25"),
        ("", QUERY, "52"),
    ],
)
def test_each_service_is_answered_by_its_code(path, told, code):
    statuses = {ACCEPTED: 200, STRANGE: 200, FORGED: 401, BUSY: 503}
    for outcome, status in statuses.items():
        reply = ADAPTER.reply(OWN, arrival(told, path), outcome)
        assert (reply.status, json.loads(reply.body)["responseCode"]) == (status, f"{status}{code}00")


def test_a_printed_query_of_a_qr():
    seen = qris.read(QUERY, QR)

    assert (seen.reference, seen.provider_ref) == ("midtrans-testing-001", "2020102977770000000009")
    assert (seen.state, seen.received, seen.refunded) == (State.PARTIALLY_REFUNDED, 12_345_678, 10)
    [back] = seen.refunds
    assert (back.reference, back.amount, back.state, back.provider_ref) == ("1723689297", 10, "done", "A12024")
    assert seen.occurred_at is None, "a time without an offset is nobody's time"


@pytest.mark.parametrize(
    ("history", "state", "gone"),
    [
        ([], State.REFUNDED, 12_345_678),
        ([REFUND], State.PARTIALLY_REFUNDED, 10),
        ([REFUND | {"refundAmount": {"value": "12345678.00", "currency": "IDR"}}], State.REFUNDED, 12_345_678),
        ([REFUND | {"refundStatus": "06"}], State.REFUNDED, 12_345_678),
    ],
)
def test_refunded_is_told_of_part_of_it_too(history, state, gone):
    told = QUERY | {"latestTransactionStatus": "04", "additionalInfo": {"refundHistory": history}}
    seen = qris.read(told, QR)

    assert (seen.state, seen.received, seen.refunded) == (state, 12_345_678, gone)


def test_a_printed_status_of_a_virtual_account_has_no_paid_amount():
    data = {
        "totalAmount": {"currency": "IDR", "value": "10000.00"}, "paymentFlagReason": {"english": "settlement"},
        "paymentFlagStatus": "00", "transactionDate": "2024-04-19T15:19:09+07:00",
        "paymentRequestId": "A120240419081813bceyKQUK3iID",
    }  # fmt: skip
    seen = va.read({"virtualAccountData": data}, VA)
    assert (seen.state, seen.received, seen.provider_ref) == (State.PAID, 10_000, "A120240419081813bceyKQUK3iID")

    assert va.read({"virtualAccountData": data | {"totalAmount": None}}, VA).received == 10_000
    paid = data | {"paidAmount": {"value": "9000.00", "currency": "IDR"}}
    assert va.read({"virtualAccountData": paid}, VA).received == 9_000


@pytest.mark.parametrize(
    ("reason", "state"),
    [("Success", State.PAID), ("Pending", State.PENDING), ("Expired", State.EXPIRED), ("Ponder", State.PENDING)],
)
def test_doku_tells_a_status_in_words(reason, state):
    told = {"virtualAccountData": {"paymentFlagReason": {"english": reason}}}

    assert va.read(told, VA).state == state


@pytest.mark.parametrize("word", ["01", "02", "03", "07", "10", "", "paid", None, 0])
def test_words_that_are_no_end_and_words_that_nobody_knows_move_nothing(word):
    assert qris.read(QUERY | {"latestTransactionStatus": word, "additionalInfo": {}}, QR).state == State.PENDING
    assert debit.read(QUERY | {"latestTransactionStatus": word}, QR).state == State.PENDING


def test_the_same_news_has_the_same_key_and_other_news_another():
    def key(told, path="/v1.0/qr/qr-mpm-notify"):
        return ADAPTER.read(OWN, arrival(told, path)).key

    assert key(QUERY) == key(QUERY | {"transactionStatusDesc": "success", "somethingNew": [1]})
    other = REFUND | {"refundAmount": {"value": "20.00", "currency": "IDR"}}
    more = {"additionalInfo": {"refundHistory": [REFUND, other]}}
    words = [QUERY | {"latestTransactionStatus": word} for word in ("03", "05", "08")]
    keys = [key(told) for told in (QUERY, QUERY | more, QUERY | {"originalReferenceNo": "x"}, *words)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("2004700", None), ("2024700", None), ("5004701", None), ("5044700", None),
        ("4004700", Invalid), ("4002702", Invalid), ("4012700", KeysRefused), ("4014701", KeysRefused),
        ("4034702", Invalid), ("4034703", Invalid), ("4034715", MethodOff), ("4037715", TooLate), ("4037814", Invalid),
        ("4042601", Missing), ("4042712", Missing), ("4042713", Invalid), ("4042714", TooLate), ("4042719", TooLate),
        ("4044708", KeysRefused), ("4047800", TooLate), ("4047801", Missing), ("4047813", Invalid),
        ("4055201", TooLate), ("4057801", TooLate), ("4055200", MethodOff), ("4092700", Duplicate),
        ("4097801", Duplicate), ("4045418", Duplicate), ("4295200", Down), ("4999999", None), ("", None),
    ],
)  # fmt: skip
def test_what_a_response_code_means(code, kind):
    assert meaning(code) is kind


@pytest.mark.parametrize("told", ["10000.50", "1e5", "-1.00", "", "abc", "١٢.00", "9" * 16, 5, None, True, ["1.00"]])
def test_what_is_no_amount_in_rupiah(told):
    with pytest.raises(ValueError):
        rupiah({"value": told, "currency": "IDR"})


def test_an_amount_is_taken_as_text():
    assert rupiah({"value": "10000.00"}) == 10_000
    assert rupiah({"value": "10000"}) == 10_000


def test_a_percentage_leaves_a_fee_with_fractions():
    assert debit.read(QUERY | {"feeAmount": {"value": "17.50", "currency": "IDR"}}, QR).fee == 18
    assert debit.read(QUERY | {"feeAmount": {"value": "?"}}, QR).fee is None
    assert debit.read(QUERY, QR).fee is None


def test_text_to_keep_has_no_half_characters():
    told = '{"trxId":"a\\u0000b\\ud800","paidAmount":{"value":"1.00"},"additionalInfo":{"bank":"\\udfff"}}'
    notice = ADAPTER.read(OWN, Arrival("POST", "/v1.0/transfer-va/payment", {}, told.encode()))
    [seen] = notice.observations

    assert seen.reference == "a\ufffdb\ufffd"
    for kept in (seen.channel, seen.raw, notice.key):
        assert "\x00" not in kept.encode().decode()


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"\xff\xfe", b"{", b"[" * 100_000, b'{"a":' * 50_000 + b"}"])
def test_what_is_no_object_is_a_value_error(body):
    for path in ("/v1.0/transfer-va/payment", "/v1.0/qr/qr-mpm-notify", "/v1.0/debit/notify", ""):
        with pytest.raises(ValueError):
            ADAPTER.read(OWN, Arrival("POST", path, {}, body))
        assert ADAPTER.reply(OWN, Arrival("POST", path, {}, body), ACCEPTED).status == 200


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    ["trxId", "virtualAccountNo", "paymentRequestId", "paidAmount", "additionalInfo", "originalReferenceNo", "amount",
     "latestTransactionStatus", "originalPartnerReferenceNo", "refundHistory", "transAmount", "feeAmount", "value",
     "paymentFlagStatus", "refundAmount", "refundStatus", "virtualAccountData", "totalAmount", "paidTime"]
)  # fmt: skip
WORD = st.sampled_from(["00", "04", "06", "10000.00", "2024-08-15T09:34:59+07:00"])
BODY = st.dictionaries(FIELDS, st.recursive(JSON | WORD, lambda one: st.dictionaries(FIELDS, one) | st.lists(one)))
PATHS = st.sampled_from(["/v1.0/transfer-va/payment", "/v1.0/qr/qr-mpm-notify", "/v1.0/debit/notify", "", "/x"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(told=BODY, path=PATHS, profile=st.sampled_from(["midtrans", "doku", "dana", ""]))
def test_no_body_makes_a_reader_stumble(told, path, profile):
    own, come = replace(OWN, settings={"profile": profile}), arrival(told, path)
    assert json.loads(ADAPTER.reply(own, come, ACCEPTED).body)
    try:
        notice = ADAPTER.read(own, come)
    except ValueError:
        return
    json.dumps([one.raw for one in notice.observations])


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(told=BODY)
def test_no_answer_makes_a_reader_stumble(told):
    for read, ref in ((va.read, VA), (qris.read, QR), (debit.read, QR)):
        try:
            read(told, ref)
        except ValueError:
            continue


@settings(max_examples=30, deadline=None)
@given(headers=st.dictionaries(st.sampled_from(["x-signature", "x-timestamp", "authorization"]), st.text()))
def test_no_header_makes_a_verifier_stumble(headers):
    for profile in ("midtrans", "doku", "dana", "other", ""):
        own = replace(OWN, settings={"profile": profile, "provider_public_key": "-----BEGIN X-----y-----END X-----"})
        with pytest.raises(Forged):
            ADAPTER.verify(own, Arrival("POST", "/v1.0/qr/qr-mpm-notify", headers, b"{}"))
