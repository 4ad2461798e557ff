"""In the manner of Midtrans: HMAC with a token out, RSA of theirs in."""

from dataclasses import replace

import pytest

from app.core.money import Money
from app.payments import bi_snap, wire
from app.payments.failure import (
    Down,
    Forged,
    Invalid,
    KeysRefused,
    MethodOff,
    Missing,
    ProviderFailure,
    UnknownOutcome,
)
from app.payments.gateways.snap import settlement
from app.payments.qris import read as read_qris
from app.payments.state import State
from app.payments.words import ACCEPTED, FORGED, Arrival, Repayment
from tests.payments.twins import charge, key_pair, wait_for

from .conftest import named

PROFILE = "midtrans"


def heard(desk, one):
    return wait_for(lambda: desk.about(one.reference), "the notice")[-1]


def test_a_virtual_account_from_begin_to_end(at, own, twin, desk):
    one = charge("bca_va")
    created = at.create(own, one)
    [step] = created.instructions
    ref = named(one, created)

    assert (created.state, step.kind, step.particulars["bank"]) == (State.PENDING, "va", "bca")
    assert step.particulars["number"].startswith("12345")
    assert len(step.particulars["number"]) == 17
    assert at.status(own, ref).state == State.PENDING

    twin.do(one.reference, "pay")
    [told] = at.read(own, heard(desk, one)).observations
    asked = at.status(own, ref)
    for seen in (told, asked):
        assert (seen.reference, seen.state, seen.received) == (one.reference, State.PAID, 44_000)
    assert told.provider_ref == asked.provider_ref == twin.payments(one.reference)[0]["id"]


def test_a_bank_with_numbers_of_its_own(at, own, twin):
    one = charge("bni_va")
    created = at.create(own, one)
    number = created.instructions[0].particulars["number"]

    assert number.startswith("98812345")
    assert number == twin.payments(one.reference)[0]["fields"]["va"]
    assert at.status(own, named(one, created)).state == State.PENDING
    with pytest.raises(Missing):
        at.status(own, named(one))
    assert at.cancel(own, named(one, created), "c").state == State.CANCELLED


@pytest.mark.parametrize("method", ["bca_va", "mandiri_va", "bri_va", "permata_va", "cimb_va", "bsi_va", "danamon_va"])
def test_each_bank_is_known(at, own, method):
    assert at.create(own, charge(method)).instructions[0].particulars["bank"] == method.removesuffix("_va")


@pytest.mark.parametrize("method", ["qris", "bca_va"])
def test_an_answer_that_was_lost_comes_again_with_everything(at, own, twin, method):
    at.check(own)
    one = charge(method)
    twin.control("temper", accept_then_silence=1)
    with pytest.raises(UnknownOutcome):
        at.create(own, one)
    twin.control("temper", accept_then_silence=0)
    again, third = at.create(own, one), at.create(own, one)

    assert len(twin.payments(one.reference)) == 1
    assert again == third
    kept = twin.payments(one.reference)[0]["fields"]
    assert kept["qr" if method == "qris" else "va"] in again.instructions[0].particulars.values()


def test_a_reference_that_was_used_with_another_amount_is_asked_for(at, own, twin):
    one = charge("bca_va")
    first = at.create(own, one)
    second = at.create(own, replace(one, money=Money(50_000)))

    assert second.instructions == first.instructions
    assert [payment["amount"] for payment in twin.payments(one.reference)] == [44_000]


def test_a_reference_that_is_over_is_told_as_what_it_is(at, own, twin):
    one = charge("qris")
    at.create(own, one)
    twin.do(one.reference, "pay")
    found = at.create(own, replace(one, money=Money(1_000)))

    assert (found.state, found.instructions) == (State.PAID, ())


def test_a_qr_from_begin_to_end(at, own, twin, desk):
    one = charge("qris", 25_000, minutes=15)
    created = at.create(own, one)
    code = read_qris(created.instructions[0].particulars["payload"])

    assert code.amount == 25_000
    assert not code.is_static
    twin.do(one.reference, "pay")
    [told] = at.read(own, heard(desk, one)).observations
    asked, lost = at.status(own, named(one, created)), at.status(own, named(one))
    for seen in (told, asked, lost):
        assert (seen.reference, seen.state, seen.received) == (one.reference, State.PAID, 25_000)
        assert seen.provider_ref == created.provider_ref


def test_refunds_of_part_are_one_each_and_done_when_confirmed(at, own, twin, desk):
    one = charge("qris")
    ref = named(one, at.create(own, one))
    twin.do(one.reference, "pay")
    first, second = (Repayment(f"R-{n}-{one.reference}"[:36], Money(10_000), "salah") for n in (1, 2))
    with pytest.raises(Missing):
        at.refund_status(own, ref, first)

    assert [at.refund(own, ref, first).state for _ in range(3)] == ["pending"] * 3
    assert len(twin.payments(one.reference)[0]["refunds"]) == 1
    twin.do(one.reference, "confirm_refund")
    assert at.refund_status(own, ref, first).state == "done"
    seen = at.status(own, ref)
    assert (seen.state, seen.received, seen.refunded) == (State.PARTIALLY_REFUNDED, 44_000, 10_000)

    at.refund(own, ref, second)
    twin.do(one.reference, "fail_refund")
    assert at.refund_status(own, ref, second).state == "failed"
    assert at.status(own, ref).refunded == 10_000
    with pytest.raises(ProviderFailure):
        at.refund(own, ref, Repayment("R-much", Money(34_001), ""))

    at.refund(own, ref, Repayment(f"R-3-{one.reference}"[:36], Money(34_000), "sisanya"))
    twin.do(one.reference, "confirm_refund")
    assert at.status(own, ref).state == State.REFUNDED
    twin.quiet()
    keys = [at.read(own, come).key for come in desk.about(one.reference)]
    assert len(keys) == len(set(keys)) == 4, "paid, back in part, failed, all back"


def test_a_refund_whose_answer_was_lost_is_one(at, own, twin):
    one = charge("qris")
    ref = named(one, at.create(own, one))
    twin.do(one.reference, "pay")
    back = Repayment(f"R-{one.reference}"[:36], Money(44_000), "batal")
    twin.control("temper", accept_then_silence=1)
    with pytest.raises(UnknownOutcome):
        at.refund(own, ref, back)
    twin.control("temper", accept_then_silence=0)

    assert at.refund_status(own, ref, back).state == "pending"
    assert at.refund(own, ref, back).state == "pending"
    assert len(twin.payments(one.reference)[0]["refunds"]) == 1


def test_a_refund_made_in_the_dashboard_is_seen(at, own, twin):
    one = charge("qris")
    ref = named(one, at.create(own, one))
    twin.do(one.reference, "pay")
    twin.do(one.reference, "refund_outside", amount=4_000)
    seen = at.status(own, ref)

    assert (seen.state, seen.refunded, seen.refunds[0].reference) == (State.PARTIALLY_REFUNDED, 4_000, "")


def test_a_virtual_account_is_not_refunded(at, own):
    one = charge("bca_va")
    for deed in (at.refund, at.refund_status):
        with pytest.raises(MethodOff):
            deed(own, named(one), Repayment("R", Money(1), ""))


@pytest.mark.parametrize("method", ["qris", "bca_va"])
def test_cancelling_makes_sure_or_tells_the_truth(at, own, twin, method):
    one = charge(method)
    ref = named(one, at.create(own, one))
    assert [at.cancel(own, ref, "c").state for _ in range(2)] == [State.CANCELLED] * 2
    twin.do(one.reference, "pay_late")
    assert at.status(own, ref).state == State.PAID

    one = charge(method)
    ref = named(one, at.create(own, one))
    twin.do(one.reference, "pay")
    seen = at.cancel(own, ref, "c")
    assert (seen.state, seen.received) == (State.PAID, 44_000)
    with pytest.raises(Missing):
        at.cancel(own, named(charge(method)), "c")


@pytest.mark.parametrize("method", ["qris", "bca_va"])
def test_its_end_by_time_is_told(at, own, twin, desk, method):
    one = charge(method)
    ref = named(one, at.create(own, one))
    twin.do(one.reference, "expire")
    [told] = at.read(own, heard(desk, one)).observations

    assert (told.reference, told.state, told.received) == (one.reference, State.EXPIRED, 0)
    assert at.status(own, ref).state == State.EXPIRED


def test_money_that_the_bank_takes_back_is_told_as_a_failure(at, own, twin, desk):
    one = charge("mandiri_va")
    ref = named(one, at.create(own, one))
    twin.do(one.reference, "pay")
    twin.do(one.reference, "reverse")
    wait_for(lambda: len(desk.about(one.reference)) == 2, "both notices")

    assert at.status(own, ref).state == State.FAILED
    assert {at.read(own, come).observations[0].state for come in desk.about(one.reference)} == {
        State.PAID,
        State.FAILED,
    }


def test_thieves_are_not_believed(at, own, twin, desk):
    one = charge("qris")
    at.create(own, one)
    twin.control("temper", wrong_signature=1, altered=1, duplicate=1, copies=3)
    twin.do(one.reference, "pay")
    twin.quiet()
    twin.control("temper", wrong_signature=0, altered=0, duplicate=0)

    assert sorted(desk.outcomes) == [ACCEPTED] * 3 + [FORGED] * (len(desk.outcomes) - 3)
    assert FORGED in desk.outcomes
    assert len({at.read(own, come).key for come in desk.about(one.reference)}) == 1


def test_what_was_not_signed_like_this_is_forged(at, own, twin, desk):
    one = charge("bca_va")
    at.create(own, one)
    twin.do(one.reference, "pay")
    good = heard(desk, one)
    other = key_pair("somebody")[1]
    bad = [
        (own, replace(good, body=good.body.replace(b'"00"', b'"03"'))),
        (own, replace(good, body=good.body + b"{}")),
        (own, replace(good, body=b"\xff" * 300_000)),
        (own, replace(good, path="/v1.0/qr/qr-mpm-notify")),
        (own, replace(good, method="PUT")),
        (own, replace(good, headers=good.headers | {"x-timestamp": "2026-01-01T00:00:00+07:00"})),
        (own, replace(good, headers={})),
        (replace(own, settings=own.settings | {"provider_public_key": ""}), good),
        (replace(own, settings=own.settings | {"provider_public_key": other}), good),
        (replace(own, settings=own.settings | {"profile": "doku"}), good),
        (replace(own, settings=own.settings | {"profile": "none"}), good),
    ]
    for who, come in bad:
        with pytest.raises(Forged):
            at.verify(who, come)
    both = replace(own, settings=own.settings | {"provider_public_key": other + own.settings["provider_public_key"]})
    at.verify(both, good)


def test_a_notice_is_believed_by_the_standards_path_and_with_white_space(at, own, provider):
    body = b'{ "latestTransactionStatus" : "00" }'
    stamp, hashed = "2026-11-28T10:00:00+07:00", bi_snap.body_hash(bi_snap.minified(body))
    signature = bi_snap.sign(provider[0], f"POST:/v1.0/qr/qr-mpm-notify:{hashed}:{stamp}")
    headers = {"x-timestamp": stamp, "x-signature": signature}
    at.verify(own, Arrival("POST", "/v1.0/qr/qr-mpm-notify", headers, body))


def test_only_200_ends_a_notice_and_it_comes_again(at, own, twin, desk):
    one = charge("qris")
    at.create(own, one)
    desk.is_busy = True
    twin.do(one.reference, "pay")
    heard(desk, one)
    desk.is_busy, desk.status = False, 204
    twin.control("clock", advance=121)
    assert len(desk.about(one.reference)) == 2
    desk.status = 0
    twin.control("clock", advance=601)
    twin.control("clock", advance=30_000)

    assert len(desk.about(one.reference)) == 3
    assert len({at.read(own, come).key for come in desk.about(one.reference)}) == 1


def test_a_token_that_ended_early_is_replaced_within_the_call(at, own, twin, monkeypatch):
    at.check(own)
    twin.control("clock", advance=901)
    sent, send = [], wire.send
    monkeypatch.setattr(wire, "send", lambda *told, **more: sent.append(told[1]) or send(*told, **more))
    one = charge("qris")

    assert at.create(own, one).instructions
    assert len(twin.payments(one.reference)) == 1
    assert [url.rpartition("/")[2] for url in sent] == ["qr-mpm-generate", "b2b", "qr-mpm-generate"]


def test_trouble_says_whether_something_was_done(at, own, twin):
    at.check(own)
    one = charge("qris")
    twin.control("temper", too_many=1)
    with pytest.raises(Down):
        at.create(own, one)
    twin.control("temper", too_many=0, error_500=1)
    with pytest.raises(UnknownOutcome):
        at.create(own, one)
    twin.control("temper", error_500=0)
    with pytest.raises(Missing):
        at.status(own, named(one))
    with pytest.raises(Down):
        at.check(replace(own, base_url="http://127.0.0.1:9"))


def test_what_cannot_be_is_refused_and_nothing_is_made(at, own, twin):
    for one, kind in (
        (charge("qris", 20_000_001), Invalid),
        (charge("dana"), MethodOff),
        (charge("btn_va"), MethodOff),
        (charge("bca_va", minutes=-5), Invalid),
    ):
        with pytest.raises(kind):
            at.create(own, one)
        assert twin.payments(one.reference) == []


def test_wrong_keys_are_told_at_once(at, own, client):
    at.check(own)
    for wrong in (
        {"client_id": "SANDBOX-nobody"},
        {"private_key": key_pair("somebody")[0]},
        {"private_key": "nonsense"},
        {"client_secret": "SANDBOX-other"},
        {"client_secret": ""},
    ):
        with pytest.raises(KeysRefused):
            at.check(replace(own, keys=own.keys | wrong))
    with pytest.raises(Invalid):
        at.check(replace(own, settings=own.settings | {"profile": "bank"}))


def test_play_keys_do_not_open_the_live_side(at, own):
    with pytest.raises(KeysRefused):
        at.create(replace(own, mode="live"), charge("qris"))


def test_settlement_lines_come_page_by_page(at, own, twin, monkeypatch):
    ones = [charge(method, 100_000) for method in ("bca_va", "qris", "bri_va")]
    for one in ones:
        at.create(own, one)
        twin.do(one.reference, "pay")
    at.create(own, charge("qris"))
    monkeypatch.setattr(settlement, "PAGE", 2)
    clock = twin.control("clock")["now"]
    since, until = (ones[0].made_at.fromtimestamp(clock + s, ones[0].made_at.tzinfo) for s in (-60, 60))
    lines = list(at.lines(own, since, until))

    assert [line.reference for line in lines] == [one.reference for one in ones]
    assert [line.fee for line in lines] == [4_440, 700, 4_440]
    assert all(line.net == line.gross - line.fee and line.settled_at and line.gross == 100_000 for line in lines)
    assert len({line.line_id for line in lines}) == 3
    assert list(at.lines(own, since.replace(year=2020), since.replace(year=2021))) == []


def test_no_secret_is_kept(at, own, twin):
    one = charge("qris")
    created = at.create(own, one)
    kept = created.raw + at.status(own, named(one, created)).raw
    assert one.reference in kept
    assert not [secret for secret in own.keys.values() if secret in kept]
