"""What must hold of every provider that is asked over a wire: each against its twin, in a process of its own."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.money import Money
from app.payments.capability import capabilities
from app.payments.failure import Forged, KeysRefused, Missing, ProviderFailure, UnknownOutcome
from app.payments.gateways import adapter
from app.payments.state import State
from app.payments.words import ACCEPTED, BUSY, FORGED, Arrival, Reference, Repayment
from tests.payments.twins import account, charge, wait_for

METHODS = {
    "midtrans": ("qris", "gopay", "bca_va", "permata_va", "mandiri_va", "indomaret", "ovo", "shopeepay"),
    "xendit": ("qris", "bri_va", "ovo", "dana", "alfamart", "akulaku", "card"),
    "doku": ("qris", "bca_va", "card"),
    "snap": ("qris", "bca_va"),
}
KINDS = {
    "qris": "qr", "bca_va": "va", "bri_va": "va", "permata_va": "va", "mandiri_va": "bill", "indomaret": "code",
    "alfamart": "code", "ovo": "push", "gopay": "deeplink", "shopeepay": "deeplink", "dana": "redirect",
    "akulaku": "redirect", "card": "redirect",
}  # fmt: skip
EACH = pytest.mark.parametrize("twin", METHODS, indirect=True)
ALL = [(provider, method) for provider, methods in METHODS.items() for method in methods]
REFUNDABLE = [("midtrans", "qris"), ("xendit", "dana"), ("xendit", "card"), ("snap", "qris")]


def name(one, created=None):
    return Reference(one.reference, created.provider_ref if created else "", one.method, one.money, one.made_at)


def begun(twin, ear, method, amount=44_000):
    """An account, a charge, and what was created."""
    own, one = account(twin, ear.url), charge(method, amount)
    return own, one, adapter(twin.provider).create(own, one)


def settled(twin):
    """DOKU tells a status only a minute after it was paid."""
    if twin.provider == "doku":
        twin.control("clock", advance=61)


@pytest.mark.parametrize(("twin", "method"), ALL, indirect=["twin"])
def test_a_payment_from_begin_to_end(twin, ear, method):
    at = adapter(twin.provider)
    own, one, created = begun(twin, ear, method)
    kind = "redirect" if twin.provider == "doku" else KINDS[method]

    assert created.state == State.PENDING
    assert [step.kind for step in created.instructions] == [kind]
    assert at.status(own, name(one, created)).state == State.PENDING

    twin.do(one.reference, "pay")
    arrival = wait_for(lambda: [heard for heard in ear.heard if one.reference.encode() in heard.body], "the notice")[-1]
    at.verify(own, arrival)
    [seen] = at.read(own, arrival).observations
    settled(twin)
    asked = at.status(own, name(one, created))

    assert (seen.reference, seen.state, seen.received) == (one.reference, State.PAID, 44_000)
    assert (asked.reference, asked.state, asked.received) == (one.reference, State.PAID, 44_000)
    assert asked.provider_ref == created.provider_ref or not created.provider_ref or twin.provider == "doku"
    secrets = [value for value in own.keys.values() if len(value) > 8]
    assert not [secret for secret in secrets if secret in asked.raw + created.raw]


@EACH
def test_forged_altered_and_unkeyed_notices_are_refused(twin, ear):
    at = adapter(twin.provider)
    own, one, _ = begun(twin, ear, "qris")
    twin.do(one.reference, "pay")
    arrival = wait_for(lambda: ear.heard, "the notice")[-1]
    at.verify(own, arrival)

    blank = replace(own, keys=dict.fromkeys(own.keys, ""), settings=own.settings | {"provider_public_key": ""})
    forged = [
        (blank, arrival),
        (own, replace(arrival, headers={})),
        (own, replace(arrival, body=b"{}")),
        (own, replace(arrival, body=b"\xff" * 300_000)),
        (own, replace(arrival, headers=dict.fromkeys(arrival.headers, "wrong"))),
    ]
    if twin.provider == "midtrans":  # its signature lies in the body
        forged = [pair for pair in forged if pair[1].body != arrival.body or pair[0] is blank]
    if twin.provider == "xendit":  # its token signs nothing: the room asks
        forged = [pair for pair in forged if pair[1].headers != arrival.headers or pair[0] is blank]
    for own_, bad in forged:
        with pytest.raises(Forged):
            at.verify(own_, bad)


@pytest.mark.parametrize("twin", ["midtrans", "xendit", "doku"], indirect=True)
def test_two_keys_are_believed_while_they_change(twin, ear):
    """SNAP's notices are signed by the provider's key: its own tests hold two of those in one setting."""
    at = adapter(twin.provider)
    own, one, _ = begun(twin, ear, "qris")
    twin.do(one.reference, "pay")
    arrival = wait_for(lambda: ear.heard, "the notice")[-1]
    changed = replace(own, keys={key: value + "-new" for key, value in own.keys.items()}, old_keys=own.keys)
    if twin.provider == "doku":
        changed = replace(changed, keys=own.keys | {"secret_key": "SK-new"})

    at.verify(changed, arrival)
    with pytest.raises(Forged):
        at.verify(replace(changed, old_keys={}), arrival)


@EACH
def test_an_answer_that_was_lost_is_found_and_nothing_is_made_twice(twin, ear):
    at = adapter(twin.provider)
    own, one = account(twin, ear.url), charge("bca_va")
    twin.control("temper", accept_then_silence=1.0)
    try:
        with pytest.raises(UnknownOutcome):
            at.create(own, one)
    finally:
        twin.control("temper", accept_then_silence=0.0)

    again = at.create(own, one)

    assert len(twin.payments(one.reference)) == 1
    assert [step.kind for step in again.instructions] == ["redirect" if twin.provider == "doku" else "va"]
    assert at.status(own, name(one)).state == State.PENDING


@EACH
def test_what_a_provider_never_heard_of_is_missing_and_trouble_is_not(twin, ear):
    at = adapter(twin.provider)
    own, one = account(twin, ear.url), charge("qris")
    with pytest.raises(Missing):
        at.status(own, name(one))
    twin.control("temper", error_500=1.0)
    try:
        with pytest.raises(UnknownOutcome):
            at.create(own, one)
    except ProviderFailure as failure:
        pytest.fail(f"{failure!r} is no unknown outcome")
    finally:
        twin.control("temper", error_500=0.0)
    assert twin.payments(one.reference) == []


@EACH
def test_cancelling_ends_it_and_too_late_tells_the_truth(twin, ear):
    at = adapter(twin.provider)
    own, one, created = begun(twin, ear, "bca_va")
    ended = at.cancel(own, name(one, created), "cancel-1").state
    assert ended == (State.PENDING if twin.provider == "doku" else ended)
    assert twin.provider == "doku" or ended in (State.CANCELLED, State.EXPIRED)

    own, one, created = begun(twin, ear, "bca_va")
    twin.do(one.reference, "pay")
    settled(twin)
    assert at.cancel(own, name(one, created), "cancel-2").state == State.PAID


@EACH
def test_an_end_by_time_is_told_when_asked(twin, ear):
    own, one, created = begun(twin, ear, "bca_va")
    twin.do(one.reference, "expire")

    assert adapter(twin.provider).status(own, name(one, created)).state == State.EXPIRED


@pytest.mark.parametrize(("twin", "method"), REFUNDABLE, indirect=["twin"])
def test_a_refund_is_one_however_often_it_is_asked_and_done_when_confirmed(twin, ear, method):
    at = adapter(twin.provider)
    own, one, created = begun(twin, ear, method)
    twin.do(one.reference, "pay")
    ref, part = name(one, created), Repayment("R-1", Money(10_000), "salah ukuran")

    with pytest.raises(Missing):
        at.refund_status(own, ref, part)
    assert at.refund(own, ref, part).state == "pending"
    assert at.refund(own, ref, part).state == "pending"
    assert at.status(own, ref).state == State.PAID
    twin.do(one.reference, "confirm_refund")

    assert at.refund_status(own, ref, part).state == "done"
    seen = at.status(own, ref)
    assert (seen.state, seen.refunded, seen.received) == (State.PARTIALLY_REFUNDED, 10_000, 44_000)
    with pytest.raises(ProviderFailure):
        at.refund(own, ref, Repayment("R-2", Money(40_000), "terlalu banyak"))


@pytest.mark.parametrize("twin", ["midtrans", "xendit", "snap"], indirect=True)
def test_settlement_lines_add_up(twin, ear):
    own, one, _created = begun(twin, ear, "bca_va")
    twin.do(one.reference, "pay")
    at = adapter(twin.provider)
    [line] = [
        line
        for line in at.lines(own, one.made_at.replace(hour=0, minute=0), one.expires_at)
        if line.reference == one.reference
    ]

    assert (line.gross, line.fee > 0, line.net) == (44_000, True, 44_000 - line.fee - line.tax)


@EACH
def test_wrong_keys_are_told_at_once(twin, ear):
    own, at = account(twin, ear.url), adapter(twin.provider)
    at.check(own)
    wrong = {"server_key": "SB-no", "secret_key": "xnd_development_no", "client_id": "SANDBOX-no"}
    with pytest.raises(KeysRefused):
        at.check(replace(own, keys=own.keys | wrong))


@pytest.mark.parametrize("provider", METHODS)
def test_each_provider_is_answered_as_its_retries_want(provider):
    at, arrival = adapter(provider), Arrival("POST", "/v1.0/transfer-va/payment", {}, b"{}")
    own = account_of(provider)
    codes = {outcome: at.reply(own, arrival, outcome).status for outcome in (ACCEPTED, FORGED, BUSY)}

    assert codes[ACCEPTED] == 200
    assert codes[FORGED] in (401, 403)
    assert codes[BUSY] == 503


def account_of(provider):
    from app.payments.words import Account

    return Account(provider, "sandbox", {})


@pytest.mark.parametrize("provider", METHODS)
def test_capabilities_are_whole_and_qris_is_never_surcharged(provider):
    from datetime import date

    rows = capabilities(provider, date(2026, 11, 28))
    assert set(METHODS[provider]) <= set(rows)
    assert not rows["qris"].may_surcharge
    assert all(0 < row.least < row.most and row.source for row in rows.values())
    assert capabilities(provider, date(2025, 1, 1)) == {}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
WORDS = st.sampled_from(
    ["order_id", "transaction_status", "gross_amount", "refunds", "event", "data", "external_id", "status", "order",
     "amount", "transaction", "invoice_number", "additionalInfo", "paidAmount", "value", "trxId", "captures"]
)  # fmt: skip


@pytest.mark.parametrize("provider", METHODS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(told=st.dictionaries(WORDS, JSON, max_size=6), raw=st.binary(max_size=60), is_raw=st.booleans())
def test_no_body_makes_a_reader_stumble(provider, told, raw, is_raw):
    import json

    arrival = Arrival("POST", "/v1.0/transfer-va/payment", {}, raw if is_raw else json.dumps(told).encode())
    try:
        adapter(provider).read(account_of(provider), arrival)
    except ValueError:
        return
