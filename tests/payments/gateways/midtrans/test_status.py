"""What Midtrans says of a transaction, in our words; and that no body makes the reader stumble."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.payments.gateways.midtrans import ADAPTER, status
from app.payments.state import State
from app.payments.words import Account, Arrival

from .shop import body


@pytest.mark.parametrize(
    ("word", "code", "fraud", "state"),
    [
        ("pending", "201", "accept", State.PENDING),
        ("authorize", "200", "accept", State.AUTHORIZED),
        ("capture", "200", "accept", State.PAID),
        ("settlement", "200", "accept", State.PAID),
        ("settlement", "200", None, State.PAID),
        ("capture", "201", "challenge", State.REVIEW),
        ("settlement", "200", "deny", State.FAILED),
        ("settlement", "200", "denied", State.FAILED),
        ("settlement", "200", "something new", State.REVIEW),
        ("settlement", "201", "accept", State.PENDING),
        ("settlement", None, "accept", State.PENDING),
        ("deny", "202", "accept", State.FAILED),
        ("failure", "202", None, State.FAILED),
        ("cancel", "200", "accept", State.CANCELLED),
        ("expire", "202", "accept", State.EXPIRED),
        ("expire", "407", None, State.EXPIRED),
        ("chargeback", "200", "accept", State.CHARGEBACK),
        ("partial_chargeback", "200", "accept", State.CHARGEBACK),
        ("something new", "200", "accept", State.PENDING),
        (None, "200", "accept", State.PENDING),
    ],
)
def test_states(word, code, fraud, state):
    seen = status.read(body(transaction_status=word, status_code=code, fraud_status=fraud))

    assert seen.state == state
    assert seen.received == (44_000 if state in (State.PAID, State.CHARGEBACK) else 0)
    assert seen.provider_status == (word or "")


@pytest.mark.parametrize(
    ("kind", "settled", "state"),
    [
        ("credit_card", {}, State.PENDING),
        ("kredivo", {}, State.PENDING),
        ("credit_card", {"settlement_time": "2026-01-02 10:00:01"}, State.FAILED),
        ("echannel", {}, State.FAILED),
    ],
)
def test_on_a_page_a_denial_is_not_the_end_unless_money_had_come(kind, settled, state):
    told = body(transaction_status="deny", status_code="202", payment_type=kind, **settled)

    assert status.read(told, is_hosted=True).state == state
    assert status.read(told).state == State.FAILED


def refund(amount, key="R-1", confirmed=None):
    return {"refund_key": key, "refund_amount": amount, "refund_chargeback_id": 7, "bank_confirmed_at": confirmed}


def test_refunds_count_when_the_bank_confirmed_them():
    asked = status.read(body(transaction_status="partial_refund", refunds=[refund("5000.00")]))
    assert (asked.state, asked.received, asked.refunded) == (State.PAID, 44_000, 0)
    assert [(one.reference, one.amount, one.state) for one in asked.refunds] == [("R-1", 5_000, "pending")]

    both = [refund("5000.00", confirmed="2026-01-03 10:00:00"), refund("39000.00", "R-2")]
    part = status.read(body(transaction_status="refund", refunds=both))
    assert (part.state, part.refunded) == (State.PARTIALLY_REFUNDED, 5_000)

    both[1] = refund("39000.00", "R-2", "2026-01-04 10:00:00")
    whole = status.read(body(transaction_status="refund", refunds=both))
    assert (whole.state, whole.received, whole.refunded) == (State.REFUNDED, 44_000, 44_000)


def test_times_are_jakartas():
    assert status.read(body()).occurred_at == datetime(2026, 1, 2, 3, 0, tzinfo=UTC)
    assert status.read(body(settlement_time="2026-01-02 10:30:00")).occurred_at == datetime(
        2026, 1, 2, 3, 30, tzinfo=UTC
    )
    assert status.moment("0001-01-01 00:00:00") is None
    assert status.moment("soon") is None


@pytest.mark.parametrize(("told", "amount"), [("44000.00", 44_000), (44_000, 44_000), ("0", 0), (44_000.0, 44_000)])
def test_rupiah(told, amount):
    assert status.rupiah(told) == amount


@pytest.mark.parametrize("told", ["44000.50", "-1", "", None, True, "1e9", "١٢", "44,000", [], "9" * 16, float("inf")])
def test_what_is_no_amount_in_rupiah(told):
    with pytest.raises(ValueError):
        status.rupiah(told)


def test_what_the_database_cannot_keep_is_replaced_and_secrets_are_hidden():
    seen = status.read(
        body(order_id="a\x00b\ud800", signature_key="feed", customer_email="a@b.id", extra={"x": "\udfff"})
    )

    assert seen.reference == "a\ufffdb?"
    assert "feed" not in seen.raw
    assert "a@b.id" not in seen.raw
    (seen.reference + seen.raw).encode("utf8")


def notice(**more):
    arrival = Arrival("POST", "", {}, json.dumps(body(**more)).encode())
    return ADAPTER.read(Account("midtrans", "sandbox", {}), arrival)


def test_the_same_news_has_one_key_and_other_news_another():
    pending = notice(refunds=[refund("5000.00")])
    confirmed = notice(refunds=[refund("5000.00", confirmed="2026-01-03 10:00:00")])

    assert notice().key == notice(new_field=1, transaction_time="2026-01-02 10:00:09").key
    assert len({notice().key, notice(fraud_status="challenge").key, pending.key, confirmed.key}) == 4


def test_which_notices_are_about_a_page_is_known_by_the_setting_and_the_type():
    told = {"transaction_status": "deny", "status_code": "202"}
    through_snap = Account("midtrans", "sandbox", {}, settings={"use_snap": "1"})
    arrival = Arrival("POST", "", {}, json.dumps(body(payment_type="gopay", **told)).encode())

    assert notice(payment_type="credit_card", **told).observations[0].state == State.PENDING
    assert notice(payment_type="gopay", **told).observations[0].state == State.FAILED
    assert ADAPTER.read(through_snap, arrival).observations[0].state == State.PENDING


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KNOWN = [*body(), "refunds", "va_numbers", "actions", "settlement_time", "payment_code", "bill_key", "redirect_url"]
REFUND = st.dictionaries(st.sampled_from(["refund_key", "refund_amount", "bank_confirmed_at"]), JSON, max_size=3)


@settings(max_examples=200, deadline=None)
@given(told=st.dictionaries(st.sampled_from(KNOWN), JSON | st.lists(REFUND, max_size=2)), is_hosted=st.booleans())
def test_no_body_makes_the_reader_raise_anything_but_valueerror(told, is_hosted):
    try:
        seen = status.read(body(**told), is_hosted=is_hosted)
    except ValueError:
        return
    json.dumps([step.as_json() for step in seen.instructions])
    (seen.raw + seen.reference + seen.channel + seen.provider_status).encode("utf8")


@settings(max_examples=100, deadline=None)
@given(raw=st.binary(max_size=80) | JSON.map(lambda told: json.dumps(told).encode()))
def test_no_bytes_make_the_reader_raise_anything_but_valueerror(raw):
    try:
        ADAPTER.read(Account("midtrans", "sandbox", {}), Arrival("POST", "", {}, raw))
    except ValueError:
        return


def test_a_nest_without_end_is_a_valueerror():
    with pytest.raises(ValueError):
        ADAPTER.read(Account("midtrans", "sandbox", {}), Arrival("POST", "", {}, b"[" * 100_000))
