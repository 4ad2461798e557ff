"""Bodies as Xendit's reference prints them, read; and bodies that nobody would print, survived."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.payments.failure import Forged
from app.payments.gateways.xendit import ADAPTER
from app.payments.state import State
from app.payments.words import ACCEPTED, BUSY, FORGED, STRANGE, Account

from .shop import arrival

OWN = Account("xendit", "sandbox", {"secret_key": "xnd_development_x", "callback_token": "token-toko"})
PAYMENT = {
    "payment_id": "py-1fdaf346-dd2e-4b6c-b938-124c7167a822",
    "business_id": "6094fa76c2fd53701b8e079c",
    "status": "SUCCEEDED",
    "payment_request_id": "pr-1fdaf346-dd2e-4b6c-b938-124c7167a822",
    "request_amount": "10000",
    "customer_id": "cust-5ed61c4e-499f-49bd-9d90-f3f45028a7a3",
    "channel_code": "BRI_VIRTUAL_ACCOUNT",
    "country": "ID",
    "currency": "IDR",
    "reference_id": "example_reference_id",
    "type": "SINGLE_PAYMENT",
    "created": "2021-12-02T14:52:21.566Z",
    "updated": "2021-12-02T14:52:21.566Z",
}
REFUND = {
    "id": "rfd-6f4a377d-a201-437f-9119-f8b00cbbe857",
    "payment_id": "ddpy-3cd658ae-25b9-4659-aa36-596ae41a809f",
    "payment_request_id": "pr-1fdaf346-dd2e-4b6c-b938-124c7167a822",
    "invoice_id": None,
    "amount": "10000",
    "currency": "IDR",
    "status": "SUCCEEDED",
    "reason": "CANCELLATION",
    "reference_id": "b2756a1e-e6cd-4352-9a68-0483aa2b6a2",
    "failure_code": None,
    "created": "2020-08-30T09:12:33.001Z",
    "updated": "2020-08-30T09:12:33.001Z",
}
OLD = {
    "id": "ewc-1",
    "payment_request_id": "pr-1",
    "reference_id": "T-1",
    "amount": 15_000,
    "currency": "IDR",
    "country": "ID",
    "status": "SUCCEEDED",
    "payment_method": {"type": "EWALLET", "reusability": "ONE_TIME_USE", "ewallet": {"channel_code": "DANA"}},
    "failure_code": None,
    "updated": "2026-01-02T03:04:05Z",
}
INVOICE = {
    "id": "579c8d61f23fa4ca35e52da4",
    "external_id": "T-1",
    "user_id": "5781d19b2e2385880609791c",
    "status": "PAID",
    "merchant_name": "Toko",
    "amount": 50_000,
    "paid_amount": 50_000,
    "paid_at": "2016-10-12T08:15:03.404Z",
    "payment_method": "CREDIT_CARD",
    "currency": "IDR",
    "created": "2016-10-10T08:15:03.404Z",
    "updated": "2016-10-10T08:15:03.404Z",
}
DISPUTE = {
    "event": "dispute.lost",
    "id": "mi-dspt-f44d259f-fd9d-4de9-80de-1eef3f1506b7",
    "channel_code": "CARDS",
    "status": "LOST",
    "status_reason": "EXCEEDED_DEADLINE",
    "currency": "IDR",
    "amount": {"initial": "1000.00", "terminal": None},
    "updated_at": "2026-03-20T14:00:00Z",
    "payment_id": "py-59a3cf39-2a7d-4733-a3e3-8177c78090f7",
    "reference_id": "ref-123456",
}


def event(name, data, created="2021-12-02T14:52:21.566Z"):
    return {"event": name, "business_id": "6094fa76c2fd53701b8e079c", "created": created, "data": data}


def read(told):
    return ADAPTER.read(OWN, arrival(told))


def test_a_capture():
    [seen] = read(event("payment.capture", PAYMENT)).observations

    assert (seen.reference, seen.provider_ref) == ("example_reference_id", PAYMENT["payment_request_id"])
    assert (seen.state, seen.received, seen.channel) == (State.PAID, 10_000, "BRI_VIRTUAL_ACCOUNT")
    assert (seen.provider_status, seen.occurred_at.isoformat()) == ("SUCCEEDED", "2021-12-02T14:52:21.566000+00:00")


def test_what_was_captured_counts_and_not_what_was_asked():
    captures = [{"capture_id": "cap-1", "capture_amount": 6_000}, {"capture_id": "cap-2", "capture_amount": "1500.00"}]
    [seen] = read(event("payment.capture", PAYMENT | {"captures": captures})).observations

    assert seen.received == 7_500


def test_the_time_of_the_delivery_makes_no_news_and_another_status_does():
    first = read(event("payment.capture", PAYMENT))
    again = read(event("payment.capture", PAYMENT, created="2021-12-03T00:00:00Z"))
    other = read(event("payment.failure", PAYMENT | {"status": "FAILED"}))

    assert first.key == again.key
    assert first.key != other.key


@pytest.mark.parametrize(
    ("name", "state"),
    [("payment.authorization", State.AUTHORIZED), ("payment.failure", State.FAILED)],
)
def test_other_events_of_a_payment_bring_no_money(name, state):
    [seen] = read(event(name, PAYMENT)).observations

    assert (seen.state, seen.received) == (state, 0)


def test_a_failed_try_at_the_till_ends_no_code():
    [seen] = read(
        event("payment.failure", PAYMENT | {"type": "REUSABLE_PAYMENT_CODE", "status": "FAILED"})
    ).observations

    assert seen.state == State.PENDING


@pytest.mark.parametrize("data", [REFUND, {"data": REFUND}, {"event": "refund.succeeded", "data": {"data": REFUND}}])
def test_a_refund_however_deep_it_lies(data):
    [seen] = read(event("refund.succeeded", data)).observations
    [one] = seen.refunds

    assert seen.provider_ref == REFUND["payment_request_id"]
    assert (one.reference, one.amount, one.state) == (REFUND["reference_id"], 10_000, "done")
    assert read(event("refund.succeeded", data)).key == read(event("refund.succeeded", REFUND)).key


def test_version_2_says_amount_and_hides_its_channel():
    [seen] = read(event("payment.succeeded", OLD)).observations
    [failed] = read(event("payment.failed", OLD | {"status": "FAILED"})).observations

    assert (seen.reference, seen.provider_ref, seen.received, seen.channel) == ("T-1", "pr-1", 15_000, "DANA")
    assert (seen.state, failed.state, failed.received) == (State.PAID, State.FAILED, 0)


@pytest.mark.parametrize(
    ("status", "state", "money"),
    [
        ("PAID", State.PAID, 50_000),
        ("SETTLED", State.PAID, 50_000),
        ("EXPIRED", State.EXPIRED, 0),
        ("NEW", State.PENDING, 0),
    ],
)
def test_an_invoice_is_flat_and_settled_is_paid(status, state, money):
    [seen] = read(INVOICE | {"status": status}).observations

    assert (seen.reference, seen.provider_ref) == ("T-1", INVOICE["id"])
    assert (seen.state, seen.received, seen.provider_status) == (state, money, status)


def test_only_a_lost_dispute_takes_money():
    [lost] = read(DISPUTE).observations
    [raised] = read(DISPUTE | {"event": "dispute.action_required", "status": "ACTION_REQUIRED"}).observations

    assert (lost.reference, lost.state) == ("ref-123456", State.CHARGEBACK)
    assert (raised.state, raised.provider_status) == (State.PENDING, "dispute.action_required")


@pytest.mark.parametrize(
    "told",
    [
        event("payment_token.activation", {"payment_token_id": "pt-1", "status": "ACTIVE"}),
        event("payout.succeeded", {"id": "disb-1", "status": "SUCCEEDED"}),
        {"id": "1", "external_id": "va-1", "account_number": "88", "amount": 10_000},
    ],
)
def test_news_about_something_else_is_no_observation(told):
    assert read(told).observations == ()


@pytest.mark.parametrize(
    "told", [[], "PAID", 7, None, {}, {"event": "payment.capture"}, {"status": "PAID"}, {"event": 1}]
)
def test_what_is_no_news_is_refused(told):
    with pytest.raises(ValueError):
        read(told)


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"[" * 100_000, b'{"event":"payment.capture","data":{"request_amount":1e999}}']
)
def test_what_is_no_json_is_refused(body):
    with pytest.raises(ValueError):
        read(body)


@pytest.mark.parametrize(
    ("keys", "old", "token"),
    [
        ({"callback_token": ""}, {}, ""),
        ({}, {}, ""),
        ({"callback_token": "token-toko"}, {}, ""),
        ({"callback_token": "token-toko"}, {}, "token-tokO"),
        ({"callback_token": "new"}, {"callback_token": ""}, ""),
    ],
)
def test_a_token_that_does_not_fit_or_is_not_set_is_refused(keys, old, token):
    with pytest.raises(Forged):
        ADAPTER.verify(Account("xendit", "sandbox", keys, old), arrival(INVOICE, token))


def test_the_token_before_the_last_change_is_believed_while_it_is_kept():
    changed = Account("xendit", "sandbox", {"callback_token": "new"}, {"callback_token": "token-toko"})
    ADAPTER.verify(changed, arrival(INVOICE, "token-toko"))
    ADAPTER.verify(changed, arrival(INVOICE, "new"))


def test_only_trouble_of_ours_is_asked_to_come_again():
    codes = {outcome: ADAPTER.reply(OWN, arrival({}), outcome).status for outcome in (ACCEPTED, STRANGE, FORGED, BUSY)}

    assert codes == {ACCEPTED: 200, STRANGE: 200, FORGED: 403, BUSY: 503}
    assert ADAPTER.host(OWN, arrival({})) is None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
EVENTS = st.sampled_from(
    [
        "payment.capture",
        "payment.failure",
        "payment.succeeded",
        "refund.succeeded",
        "refund.failed",
        "dispute.lost",
        "x",
    ]
)
NAMES = ["external_id", "id", "status", "amount", "created"]


@settings(max_examples=150, deadline=None)
@given(
    name=EVENTS | VALUES,
    sample=st.sampled_from([PAYMENT, REFUND, OLD, INVOICE, DISPUTE]),
    spoilt=st.dictionaries(st.sampled_from(sorted({*PAYMENT, *REFUND, *OLD, *INVOICE, *DISPUTE, "captures"})), VALUES),
    outside=st.dictionaries(st.sampled_from(NAMES), VALUES),
    depth=st.integers(0, 2),
    is_flat=st.booleans(),
)
def test_no_body_makes_the_reader_stumble(name, sample, spoilt, outside, depth, is_flat):
    data = sample | spoilt
    for _ in range(depth):
        data = {"data": data}
    told = data if is_flat else {"event": name, "data": data} | outside
    try:
        notice = read(json.dumps(told).encode())
    except ValueError:
        return
    assert isinstance(notice.key, str)
    assert all(seen.received >= 0 and isinstance(seen.state, State) for seen in notice.observations)
