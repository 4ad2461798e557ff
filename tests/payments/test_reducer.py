"""What somebody says of an attempt, and what becomes of the bill, the desk and the order."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from app import check
from app.core.clock import at, now
from app.core.db import db, transaction
from app.core.refusal import Changed, Forbidden, Refusal
from app.orders import cancellation, expiry
from app.payments import credit, surplus, sweep, words
from app.payments import refund as refunds
from app.payments.state import ENDED, MOVES, State


def desk(counter):
    db.session.rollback()
    return [(one.kind, one.amount) for one in surplus.waiting(counter.sari.vendor_id)]


def holds(counter):
    db.session.rollback()
    names = {one.name for one in check.examine(db.engine)}
    return names - {"nothing_waits_for_ever"}


def test_paid_in_full_pays_the_order_once(counter):
    one = counter.attempt()
    assert counter.seen(one, State.PAID, 30_000) == "moved"
    assert counter.seen(one, State.PAID, 30_000) == "noted"

    assert (counter.bill.paid_amount, counter.order.payment_state, desk(counter)) == (30_000, "paid", [])
    assert holds(counter) == set()


def test_a_notice_alone_moves_no_money(counter):
    one = counter.attempt()
    assert counter.seen(one, State.PAID, 30_000, source="notice") == "asked"
    assert (counter.bill.paid_amount, counter.now(one).state) == (0, State.PENDING)

    counter.seen(one, State.PAID, 30_000)
    assert counter.seen(one, State.REVERSED, source="notice") == "asked"
    assert counter.now(one).state == State.PAID


@pytest.mark.parametrize("state", sorted(ENDED))
def test_a_notice_may_end_an_attempt_that_has_no_money(counter, state):
    one = counter.attempt()

    assert counter.seen(one, state, source="notice") == "moved"
    assert counter.order.payment_state == "unpaid"


def test_a_late_pending_changes_nothing(counter):
    one = counter.attempt()
    counter.seen(one, State.PAID, 30_000)

    assert counter.seen(one, State.PENDING) == "noted"
    assert counter.now(one).state == State.PAID


@pytest.mark.parametrize(
    ("received", "expected", "state"),
    [
        (29_999, [("partial", 29_999)], "unpaid"),
        (30_001, [("excess", 1)], "paid"),
        (60_000, [("excess", 30_000)], "paid"),
    ],
)
def test_wrong_amounts_go_to_the_desk_to_the_rupiah(counter, received, expected, state):
    counter.seen(counter.attempt(), State.PAID, received)

    assert (desk(counter), counter.order.payment_state) == (expected, state)
    assert holds(counter) == set()


def test_the_second_attempt_that_is_paid_is_double(counter):
    first = counter.attempt()
    counter.seen(first, State.EXPIRED)
    second = counter.attempt()
    counter.seen(second, State.PAID, 30_000)
    counter.seen(first, State.PAID, 30_000)

    assert desk(counter) == [("double", 30_000)]
    assert counter.now(first).is_late
    assert holds(counter) == set()


def test_money_after_the_end_is_late_and_opens_the_order_again_when_the_goods_are_there(counter):
    one = counter.attempt()
    counter.seen(one, State.EXPIRED)
    with at(now() + timedelta(days=2)):
        expiry.expire_due()
    counter.seen(one, State.PAID, 30_000)
    assert (desk(counter), counter.order.state) == ([("late", 30_000)], "expired")

    [laid] = surplus.waiting(counter.sari.vendor_id)
    with transaction():
        surplus.apply(counter.owner, laid.id)

    assert (counter.order.state, counter.order.payment_state, desk(counter)) == ("open", "paid", [])
    assert holds(counter) == set()
    with pytest.raises(Changed), transaction():
        surplus.apply(counter.owner, laid.id)


def test_money_for_goods_that_are_gone_cannot_be_applied_and_nothing_changes(counter, sari):
    from sqlalchemy import text

    one = counter.attempt()
    counter.seen(one, State.EXPIRED)
    with at(now() + timedelta(days=2)):
        expiry.expire_due()
    with transaction():
        db.session.execute(text("UPDATE stock_level SET on_hand = 1"))
        db.session.execute(text("ALTER TABLE stock_movement DISABLE TRIGGER append_only"))
        db.session.execute(text("UPDATE stock_movement SET delta = 1, on_hand_after = 1"))
        db.session.execute(text("ALTER TABLE stock_movement ENABLE TRIGGER append_only"))
    counter.seen(one, State.PAID, 30_000)
    [laid] = surplus.waiting(sari.vendor_id)

    with pytest.raises(Refusal, match="sudah habis"), transaction():
        surplus.apply(counter.owner, laid.id)

    assert (desk(counter), counter.order.state) == ([("late", 30_000)], "expired")
    assert holds(counter) == set()


def test_while_money_may_come_an_order_does_not_expire(counter):
    counter.attempt()
    with at(now() + timedelta(days=2)):
        expiry.expire_due()

    assert counter.order.state == "open"


def test_two_parts_together_pay(counter):
    first = counter.attempt()
    counter.seen(first, State.PAID, 10_000)
    second = counter.attempt(state=State.EXPIRED)
    counter.seen(second, State.PAID, 20_000)
    for laid in surplus.waiting(counter.sari.vendor_id):
        with transaction():
            surplus.apply(counter.owner, laid.id)

    assert (counter.bill.paid_amount, counter.order.payment_state) == (30_000, "paid")
    assert holds(counter) == set()


def test_a_bank_that_takes_money_back_undoes_the_payment(counter):
    one = counter.attempt("permata_va")
    counter.seen(one, State.PAID, 30_000)
    counter.seen(one, State.FAILED)

    assert counter.now(one).state == State.REVERSED
    assert (counter.bill.paid_amount, counter.order.payment_state) == (0, "reversed")
    assert not counter.order.may_leave
    assert holds(counter) == set()

    counter.seen(counter.attempt(), State.PAID, 30_000)
    assert counter.order.payment_state == "paid"


def test_money_taken_back_after_it_was_credited_is_a_shortfall_that_somebody_has_to_bear(counter):
    one = counter.attempt()
    counter.seen(one, State.PAID, 35_000)
    [laid] = surplus.waiting(counter.sari.vendor_id)
    with transaction():
        credit.keep(counter.owner, laid.id)
    counter.seen(one, State.CHARGEBACK)

    assert desk(counter) == [("shortfall", 5_000)]
    [lost] = surplus.waiting(counter.sari.vendor_id)
    for deed in (surplus.apply, credit.keep, refunds.request_surplus):
        with pytest.raises(Refusal), transaction():
            deed(counter.owner, lost.id)
    with transaction():
        surplus.accept_loss(counter.owner, lost.id)
    assert (desk(counter), holds(counter)) == ([], set())


def test_credit_pays_a_later_order_once(counter, sari):
    from tests import make

    counter.seen(counter.attempt(), State.PAID, 60_000)
    [laid] = surplus.waiting(sari.vendor_id)
    with transaction():
        credit.keep(counter.owner, laid.id)
        more = make.make_variant(counter.owner, "Sambal", stock=5)
    with transaction():
        later = make.make_order(counter.owner, more, 2, payment_method="qris")
    from app.payments import bill as bills

    bill = bills.of(sari.vendor_id, "order", later.id)
    with transaction():
        credit.spend(counter.owner, bill.id)

    assert credit.balance(sari.vendor_id, "+6281234567890", "IDR") == 0
    with pytest.raises(Refusal), transaction():
        credit.spend(counter.owner, bill.id)
    assert holds(counter) == set()


def test_only_owners_and_managers_decide(counter):
    from app.core.actor import Actor

    counter.seen(counter.attempt(), State.PAID, 31_000)
    [laid] = surplus.waiting(counter.sari.vendor_id)
    with pytest.raises(Forbidden), transaction():
        surplus.apply(Actor("staff", counter.sari.vendor_id, role="staff"), laid.id)


def test_every_state_has_its_moves_and_no_money_is_a_dead_end():
    assert set(MOVES) == set(State)
    assert all(State.PAID in MOVES[state] for state in ENDED)


def test_a_cancelled_orders_money_is_owed_back_and_goes_back_by_the_provider(counter):
    one = counter.attempt()
    counter.seen(one, State.PAID, 30_000)
    with transaction():
        cancellation.cancel(counter.owner, counter.order_id, "")
    with transaction():
        sent = refunds.request(counter.owner, one.id, 30_000, "batal")
    assert (sent.kind, counter.order.payment_state) == ("provider", "refund_due")

    done = (words.RefundSeen(sent.reference, 30_000, "done"),)
    counter.seen(one, State.REFUNDED, 30_000, refunded=30_000, refunds=done)

    assert (counter.order.payment_state, counter.bill.refunded_amount) == ("refunded", 30_000)
    assert holds(counter) == set()


@pytest.mark.parametrize(("amount", "why"), [(0, "antara"), (30_001, "antara"), (30_000, "batalkan dulu")])
def test_what_cannot_be_sent_back_is_said(counter, amount, why):
    one = counter.attempt()
    counter.seen(one, State.PAID, 30_000)
    with pytest.raises(Refusal, match=why), transaction():
        refunds.request(counter.owner, one.id, amount, "")


def test_a_virtual_account_is_paid_out_with_a_proof(counter):
    one = counter.attempt("permata_va")
    counter.seen(one, State.PAID, 30_000)
    with pytest.raises(Refusal, match="nomor rekening"), transaction():
        refunds.request(counter.owner, one.id, 5_000, "")
    with transaction():
        sent = refunds.request(counter.owner, one.id, 5_000, "", payout_to="BCA 123 Dewi")
    with pytest.raises(Refusal, match="bukti"), transaction():
        refunds.prove(counter.owner, sent.id, " ")
    with transaction():
        refunds.prove(counter.owner, sent.id, "TRX-9")
    with pytest.raises(Changed), transaction():
        refunds.prove(counter.owner, sent.id, "TRX-9")

    assert counter.bill.refunded_amount == 5_000
    assert holds(counter) == set()


def test_a_refund_made_at_the_provider_is_noted(counter):
    one = counter.attempt()
    counter.seen(one, State.PAID, 30_000)
    counter.seen(one, State.PARTIALLY_REFUNDED, 30_000, refunded=4_000)
    counter.seen(one, State.PARTIALLY_REFUNDED, 30_000, refunded=4_000)

    db.session.rollback()
    assert [(one.kind, one.amount, one.state) for one in refunds.of_bill(counter.bill)] == [("outside", 4_000, "done")]
    assert holds(counter) == set()


def test_a_payout_that_nobody_sent_yet_is_called_off_when_the_bank_takes_the_money_back(counter):
    one = counter.attempt("permata_va")
    counter.seen(one, State.PAID, 30_000)
    with transaction():
        refunds.request(counter.owner, one.id, 5_000, "", payout_to="BCA 123 Dewi")
    counter.seen(one, State.REVERSED)

    db.session.rollback()
    assert refunds.payouts(counter.sari.vendor_id) == []
    assert holds(counter) == set()


def test_a_refund_that_arrives_after_the_bank_took_the_money_back_is_noted_and_changes_no_bill(counter):
    one = counter.attempt()
    counter.seen(one, State.PAID, 30_000)
    with transaction():
        sent = refunds.request(counter.owner, one.id, 1_000, "salah harga")
    counter.seen(one, State.CHARGEBACK)
    counter.seen(counter.attempt(), State.PAID, 30_000)
    with transaction():
        bill, attempt, refund = refunds.lock(counter.sari.vendor_id, sent.id)
        refunds.record(counter.owner, bill, attempt, refund, words.RefundSeen(sent.reference, 1_000, "done"))

    assert (refunds.find(counter.sari.vendor_id, sent.id).state, counter.now(one).refunded_amount) == ("done", 1_000)
    assert (counter.bill.paid_amount, counter.bill.refunded_amount) == (30_000, 0)
    assert counter.order.payment_state == "paid"
    assert holds(counter) == set()


def test_what_falls_over_in_a_sweep_holds_up_nothing_else(counter, caplog):
    tried = []

    def deed(vendor_id, id_):
        tried.append(id_)
        if id_ == 1:
            raise ValueError("nobody expected this")

    assert sweep.each([(counter.sari.vendor_id, n) for n in (1, 2)], deed) == 2
    assert tried == [1, 2]
    assert "deed of 1 fell over" in caplog.text


def test_a_database_that_is_out_ends_the_sweep(counter):
    def deed(_vendor_id, _id):
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    with pytest.raises(OperationalError):
        sweep.each([(counter.sari.vendor_id, 1)], deed)
