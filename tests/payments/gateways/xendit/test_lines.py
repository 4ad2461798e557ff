"""The rows of the balance: gross, fee and tax add up, and what went out is negative."""

from datetime import timedelta

import pytest

from app.core.money import Money
from app.payments import wire
from app.payments.failure import UnknownOutcome
from app.payments.gateways.xendit import ADAPTER, settlement
from app.payments.words import Repayment

from .shop import begun, paid


def lines(own, one):
    """The rows of one reference."""
    hour = timedelta(hours=1)
    found = ADAPTER.lines(own, one.made_at - hour, one.made_at + hour)
    return [line for line in found if line.reference == one.reference]


@pytest.mark.parametrize(
    ("method", "fee", "tax"),
    [("bri_va", 4_000, 440), ("qris", 277, 31), ("card", 3_276, 360), ("dana", 660, 73), ("indomaret", 5_000, 550)],
)
def test_a_payment_is_one_row_with_its_fee_to_the_nearest_rupiah(twin, own, method, fee, tax):
    one, ref = paid(twin, own, method)
    [line] = lines(own, one)

    assert (line.kind, line.gross, line.fee, line.tax) == ("PAYMENT", 44_000, fee, tax)
    assert line.net == 44_000 - fee - tax
    assert line.provider_ref == ref.provider
    assert (line.settled_at is not None) == (method == "bri_va")
    assert one.made_at - timedelta(seconds=1) <= line.occurred_at


def test_refunds_and_lost_disputes_go_out(twin, own):
    one, ref = paid(twin, own, "card")
    ADAPTER.refund(own, ref, Repayment("R-1", Money(4_000), ""))
    assert [line.kind for line in lines(own, one)] == ["PAYMENT"]
    twin.do(one.reference, "confirm_refund")
    twin.do(one.reference, "chargeback")

    assert {(line.kind, line.gross, line.fee) for line in lines(own, one)} == {
        ("PAYMENT", 44_000, 3_276), ("REFUND", -4_000, 0), ("CHARGEBACK", -44_000, 0),
    }  # fmt: skip


def test_a_row_that_was_reversed_is_told_with_its_opposite(twin, own):
    one, _ref = paid(twin, own, "bri_va")
    [before] = lines(own, one)
    twin.do(one.reference, "reverse")
    first, opposite = lines(own, one)

    assert (first.line_id, first.gross) == (before.line_id, before.gross)
    assert (opposite.line_id, opposite.kind) == (f"{before.line_id}:REVERSED", "REVERSED")
    assert first.net + opposite.net == 0


def test_all_pages_are_read_and_nothing_twice(twin, own, monkeypatch):
    monkeypatch.setattr(settlement, "PAGE", 2)
    ones = [paid(twin, own, "bri_va")[0] for _ in range(5)]
    begun(own, "bri_va")
    hour = timedelta(hours=1)
    found = list(ADAPTER.lines(own, ones[0].made_at - hour, ones[0].made_at + hour))
    ids = [line.line_id for line in found]

    assert len(ids) == len(set(ids))
    assert {one.reference for one in ones} <= {line.reference for line in found}


def test_another_time_has_other_rows(twin, own):
    one, _ref = paid(twin, own, "bri_va")

    assert list(ADAPTER.lines(own, one.made_at - timedelta(days=3), one.made_at - timedelta(days=2))) == []


@pytest.mark.parametrize(
    "body",
    [
        b'{"data":[{"id":"txn_1","status":"SUCCESS","amount":1000}]}',
        b'{"data":[{"id":"txn_1","status":"SUCCESS","amount":"much","created":"2026-01-01T00:00:00Z"}]}',
        b'{"data":[{"id":"1","status":"SUCCESS","amount":1,"created":"2026-01-01","fee":{"xendit_fee":"Infinity"}}]}',
    ],
)
def test_a_row_that_cannot_be_read_is_no_row(own, monkeypatch, body):
    one = begun(own, "dana")[0]
    monkeypatch.setattr(wire, "send", lambda *_, **__: wire.Answer(200, {}, body))
    with pytest.raises(UnknownOutcome):
        list(ADAPTER.lines(own, one.made_at, one.made_at))


@pytest.mark.parametrize("body", [b"[]", b'{"data":null}', b'{"data":[{"id":"a","status":"PENDING"}],"has_more":true}'])
def test_nothing_to_tell_is_an_end(own, monkeypatch, body):
    one = begun(own, "dana")[0]
    monkeypatch.setattr(wire, "send", lambda *_, **__: wire.Answer(200, {}, body))

    assert list(ADAPTER.lines(own, one.made_at, one.made_at)) == []
