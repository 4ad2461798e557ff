"""What DOKU tells of an order: samples of its documents, words that nobody knows yet, and anything at all."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.money import Money
from app.payments.gateways.doku import ADAPTER, invoice, order
from app.payments.state import State
from app.payments.words import ACCEPTED, BUSY, FORGED, STRANGE, Account, Arrival, Reference

OWN = Account("doku", "live", {})
PAID_VA = {
    "service": {"id": "VIRTUAL_ACCOUNT"},
    "acquirer": {"id": "BCA"},
    "channel": {"id": "VIRTUAL_ACCOUNT_BCA"},
    "transaction": {
        "status": "SUCCESS",
        "date": "2021-01-27T03:24:23Z",
        "original_request_id": "15022aab-444f-4b04-afa8-ddfce89432ec",
    },
    "order": {"invoice_number": "INV-20210124-0001", "amount": 150000},
    "virtual_account_info": {"virtual_account_number": "1900600000000046"},
}


def told(status="SUCCESS", page=None, **changed):
    body = PAID_VA | {"transaction": PAID_VA["transaction"] | {"status": status}} | changed
    if page:
        body |= {"order": PAID_VA["order"] | {"status": page}}
    return json.dumps(body).encode()


def news(body):
    return ADAPTER.read(OWN, Arrival("POST", "", {"request-id": "any"}, body))


def test_a_paid_virtual_account():
    [seen] = news(told()).observations

    assert (seen.reference, seen.state, seen.received, seen.refunded) == ("INV-20210124-0001", State.PAID, 150_000, 0)
    assert (seen.channel, seen.provider_status, seen.currency) == ("VIRTUAL_ACCOUNT_BCA", "SUCCESS", "IDR")
    assert seen.occurred_at == datetime(2021, 1, 27, 3, 24, 23, tzinfo=UTC)
    assert "1900600000000046" in seen.raw


@pytest.mark.parametrize(
    ("status", "page", "state"),
    [
        ("PENDING", None, State.PENDING),
        ("FAILED", None, State.PENDING),
        ("TIMEOUT", None, State.PENDING),
        ("REDIRECT", None, State.PENDING),
        ("EXPIRED", None, State.EXPIRED),
        ("REFUNDED", None, State.REFUNDED),
        ("SOMETHING_NEW", None, State.PENDING),
        ({"a": 1}, None, State.PENDING),
        (None, None, State.PENDING),
        ("PENDING", "ORDER_GENERATED", State.PENDING),
        ("PENDING", "ORDER_EXPIRED", State.EXPIRED),
        ("FAILED", "ORDER_EXPIRED", State.EXPIRED),
        ("FAILED", ["ORDER_EXPIRED"], State.EXPIRED),
        (None, "ORDER_EXPIRED", State.EXPIRED),
        ("TIMEOUT", "ORDER_EXPIRED", State.PENDING),
        ("REDIRECT", "ORDER_EXPIRED", State.PENDING),
        ("SUCCESS", "ORDER_EXPIRED", State.PAID),
        ("PENDING", "ORDER_RECOVERED", State.PENDING),
    ],
)
def test_each_word_means_one_state_and_only_success_is_money(status, page, state):
    [seen] = news(told(status, page)).observations

    assert seen.state == state
    assert (seen.received > 0) == (state in (State.PAID, State.REFUNDED))


def test_a_refund_is_taken_for_the_whole():
    [seen] = news(told("REFUNDED")).observations

    assert (seen.received, seen.refunded) == (150_000, 150_000)


@pytest.mark.parametrize("amount", [150_000, 150_000.0, "150000", "150000.00"])
def test_an_amount_in_each_of_their_spellings(amount):
    assert order.read(told(order={"invoice_number": "A", "amount": amount})).received == 150_000


@pytest.mark.parametrize(
    "amount", [None, "", True, -1, 1.5, "1e9", "٣", "Rp1", [], 10**16, float("nan"), float("inf"), {"value": 1}]
)
def test_money_without_an_amount_is_no_news(amount):
    with pytest.raises(ValueError, match="amount"):
        news(told(order={"invoice_number": "A", "amount": amount}))


def test_nobody_minds_an_amount_that_is_not_paid():
    assert order.read(told("PENDING", order={"invoice_number": "A"})).received == 0


@pytest.mark.parametrize("raw", [b"", b"[]", b"null", b"7", b"\xff\xfe", b'{"order"', b"[" * 100_000, b"1" * 10_000])
def test_what_is_no_order_is_a_value_error(raw):
    with pytest.raises(ValueError):
        news(raw)


def test_something_about_no_order_is_no_news():
    assert news(b'{"token": {"status": "SUCCESS"}}').observations == ()


def test_a_repeat_has_the_same_key_and_other_news_has_another():
    keys = [news(told()).key, news(told("FAILED")).key, news(told(order={"invoice_number": "B", "amount": 1})).key]
    again = told(transaction=PAID_VA["transaction"] | {"original_request_id": "another try"})
    keys += [news(again).key, news(told(channel={"id": "QRIS"})).key]

    assert news(told(unknown={"new": True})).key == keys[0]
    assert len(set(keys)) == 5


def test_words_that_a_database_refuses_are_mended():
    [seen] = news(told(order={"invoice_number": "A\x00\ud800" + "x" * 500, "amount": 1})).observations

    (seen.reference + seen.raw).encode()
    assert "\x00" not in seen.reference + seen.raw
    assert len(seen.reference.encode()) < 400


def test_answers_end_a_notification_or_ask_for_it_again():
    codes = {
        how: ADAPTER.reply(OWN, Arrival("POST", "", {}, b""), how).status for how in (ACCEPTED, STRANGE, FORGED, BUSY)
    }

    assert codes == {ACCEPTED: 200, STRANGE: 200, FORGED: 403, BUSY: 503}


UNTIL = datetime(2026, 1, 2, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "minutes", "until", "is_over"),
    [
        ("FAILED", 11, UNTIL.isoformat(), True),
        ("FAILED", 9, UNTIL.isoformat(), False),
        ("PENDING", 99, UNTIL.isoformat(), False),
        ("TIMEOUT", 99, UNTIL.isoformat(), False),
        ("FAILED", 99, "", False),
        ("FAILED", 99, None, False),
    ],
)
def test_a_failed_try_is_the_last_once_the_page_is_over(status, minutes, until, is_over):
    ref = Reference("A", "", "card", Money(1), UNTIL, {"redirect": {"kind": "redirect", "until": until}})

    assert order.is_over(order.read(told(status)), ref, UNTIL + timedelta(minutes=minutes)) == is_over


HEX = st.integers(0, (1 << 128) - 1).map(lambda value: f"{value:032x}")


@given(HEX, st.integers(1, 9_999))
def test_a_reference_of_ours_fits_beside_cards_and_comes_back(bill, number):
    told = invoice.number(f"{bill}-{number}")

    assert len(told) <= 30
    assert invoice.reference(told) == f"{bill}-{number}"


@pytest.mark.parametrize(
    "other", ["TOKO-0001-1", "INV-0001", "", "Z" * 25 + "-1", "0" * 32, f"{'0' * 32}-12345", "x" * 99]
)
def test_other_names_stay_as_they_are(other):
    assert invoice.number(other) == other
    assert invoice.reference(other) == other


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
STATUS = st.sampled_from(["SUCCESS", "REFUNDED", "FAILED"]) | JSON
BODY = st.fixed_dictionaries(
    {},
    optional={
        "order": st.fixed_dictionaries({}, optional={"invoice_number": JSON, "amount": JSON, "status": JSON}) | JSON,
        "transaction": st.fixed_dictionaries({}, optional={"status": STATUS, "date": JSON, "original_request_id": JSON})
        | JSON,
        "channel": st.fixed_dictionaries({}, optional={"id": JSON}) | JSON,
    },
)


@settings(deadline=None)
@given(BODY)
def test_no_json_makes_the_reader_stumble(body):
    raw = json.dumps(body).encode()
    try:
        seen = order.read(raw)
    except ValueError:
        return
    assert 0 <= seen.refunded <= seen.received < 10**15
    assert seen.occurred_at is None or seen.occurred_at.tzinfo is UTC
    assert news(raw).observations in ((), (seen,))


@given(st.binary(max_size=80))
def test_no_bytes_make_the_reader_stumble(raw):
    try:
        news(raw)
    except ValueError:
        return
