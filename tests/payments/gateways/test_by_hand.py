"""Providers that nobody can ask: what the payer is told, and that nothing about them is ever believed but a person."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.core.money import Money
from app.payments import qris
from app.payments.capability import capabilities
from app.payments.failure import Forged, Invalid, NobodyToAsk
from app.payments.gateways import adapter, providers
from app.payments.state import State
from app.payments.words import ACCEPTED, BUSY, FORGED, STRANGE, Account, Arrival, Reference, Repayment
from tests.payments.test_qris import BODY, DYNAMIC, STATIC, signed
from tests.payments.twins import charge

BANK = {"bank": "BCA", "account": "1234567890", "holder": "Toko Sari"}
SETTINGS = {"transfer": BANK, "cod": {}, "qris_static": {"qris": STATIC}}
ALL = pytest.mark.parametrize("provider", SETTINGS)
ARRIVAL = Arrival("POST", "", {"signature": "x"}, b'{"status": "PAID"}')


def account(provider, **settings):
    return Account(provider, "live", {}, settings=SETTINGS[provider] | settings)


def name(provider):
    return Reference("T-1", "", provider, Money(44_321), datetime.now(UTC))


@ALL
def test_it_is_found_by_its_name_and_is_for_people(provider):
    assert provider in providers()
    assert (adapter(provider).code, adapter(provider).is_manual) == (provider, True)


@ALL
def test_what_is_created_waits_for_a_person(provider):
    one = charge(provider, 44_321)
    created = adapter(provider).create(account(provider), one)

    assert (created.state, created.expires_at, created.provider_ref) == (State.PENDING, one.expires_at, "")
    assert adapter(provider).create(account(provider), one) == created


@ALL
def test_nobody_can_be_asked_and_no_notice_is_believed(provider):
    at, own, ref = adapter(provider), account(provider), name(provider)
    repayment = Repayment("R-1", Money(1_000), "")
    for ask in (at.status, lambda *_: at.refund(*_, repayment), lambda *_: at.refund_status(*_, repayment)):
        with pytest.raises(NobodyToAsk):
            ask(own, ref)
    with pytest.raises(Forged):
        at.verify(own, ARRIVAL)
    with pytest.raises(ValueError, match="counts"):
        at.read(own, ARRIVAL)
    assert at.host(own, ARRIVAL) is None
    assert {at.reply(own, ARRIVAL, how).status for how in (ACCEPTED, FORGED, STRANGE, BUSY)} == {404}
    assert list(at.lines(own, datetime.now(UTC), datetime.now(UTC))) == []


@ALL
def test_it_is_over_when_we_say_so(provider):
    seen = adapter(provider).cancel(account(provider), name(provider), "key")

    assert (seen.reference, seen.state, seen.received) == ("T-1", State.CANCELLED, 0)


@ALL
def test_its_terms_have_no_refund_and_no_surcharge_for_qris(provider):
    [terms] = capabilities(provider, date(2026, 11, 28)).values()

    assert (terms.code, terms.refund) == (provider, "none")
    assert terms.may_surcharge == (provider != "qris_static")
    assert terms.source


def steps(provider, own, **changed):
    return adapter(provider).create(own, replace(charge(provider, 44_321), **changed)).instructions


def test_a_transfer_says_where_to_and_nothing_else_that_is_set():
    [step] = steps("transfer", account("transfer", holder=" Toko Sari ", note="rahasia"))

    assert step.as_json() == {"kind": "transfer"} | BANK


@pytest.mark.parametrize("missing", BANK)
def test_a_transfer_to_nowhere_is_refused(missing):
    with pytest.raises(Invalid):
        steps("transfer", account("transfer", **{missing: " "}))


def test_cash_needs_no_more_words():
    assert [step.as_json() for step in steps("cod", account("cod"))] == [{"kind": "cash"}]


def test_the_sticker_holds_the_amount_and_tells_whose_it_is():
    [step] = steps("qris_static", account("qris_static"), money=Money(25_000), description="TOKO-0001")

    assert step.as_json() == {"kind": "qr", "payload": DYNAMIC, "merchant": "WARUNG CONTOH"}


def test_the_unique_last_digits_are_in_the_code():
    [step] = steps("qris_static", account("qris_static"))

    assert qris.read(step.particulars["payload"]).amount == 44_321


@pytest.mark.parametrize(("description", "bill"), [("#7", "01017"), ("Pesanan ☕ 12", "0109Pesanan12")])
def test_the_receipt_has_the_order_number_in_letters_that_all_banks_know(description, bill):
    [step] = steps("qris_static", account("qris_static"), description=description)

    assert qris.read(step.particulars["payload"]).get("62") == bill + "0703A01"


def test_without_a_description_it_has_our_reference():
    one = replace(charge("qris_static", 44_321), description="#")
    [step] = adapter("qris_static").create(account("qris_static"), one).instructions

    assert f"01{len(one.reference)}{one.reference}" in step.particulars["payload"]


def test_a_whole_sticker_passes_the_check():
    adapter("qris_static").check(account("qris_static"))


@pytest.mark.parametrize(
    ("pasted", "word"),
    [
        ("", "tidak utuh"),
        (STATIC[:-1] + "D", "tidak utuh"),
        (signed(BODY + "62"), "tidak bisa dibaca"),
        (signed(BODY.replace("5303360", "5303702")), "rupiah"),
        (DYNAMIC, "satu pembayaran"),
        (signed(BODY.replace("5802ID", "540410005802ID")), "satu pembayaran"),
    ],
)
def test_what_is_no_sticker_is_refused_in_a_sentence_of_its_own(pasted, word):
    at, own = adapter("qris_static"), account("qris_static", qris=pasted)
    with pytest.raises(Invalid) as no:
        at.check(own)
    assert word in no.value.sentence
    with pytest.raises(Invalid):
        at.create(own, charge("qris_static", 1_000))


def test_no_setting_and_another_currency_are_refused_too():
    at = adapter("qris_static")
    with pytest.raises(Invalid):
        at.check(Account("qris_static", "live", {}))
    with pytest.raises(Invalid):
        steps("qris_static", account("qris_static"), money=Money(10, "USD"))
