"""The one place where what somebody says of an attempt becomes what we hold to be true, under the lock of its bill."""

from dataclasses import replace
from uuid import UUID

from app.core import journal
from app.core.actor import Actor, system
from app.core.clock import now

from . import attempt as attempts
from . import observation, outside, schedule, surplus, words
from . import refund as refunds
from .attempt import PaymentAttempt
from .bill import Bill
from .purpose import purpose_of
from .state import ENDED, HAS_MONEY, TAKEN_BACK, State, is_move, needs_asking

MOVED, NOTED, ASKED = "moved", "noted", "asked"
CONFIRMED_BY = ("answer", "poll", "person")
"""A notice alone moves no money: anything into or out of paid is first asked of the provider."""


def reduce(
    vendor_id: UUID,
    attempt_id: UUID,
    seen: words.Observation,
    source: str,
    *,
    actor: Actor | None = None,
    notice_id: UUID | None = None,
) -> str:
    """Keep an observation and let it do what the table of moves allows; returns what it did.

    Runs in the caller's transaction. ASKED means that nothing moved and the caller should ask the provider, outside
    of any transaction, and come back with the answer.
    """
    actor = actor or system(vendor_id)
    bill, attempt = attempts.lock(vendor_id, attempt_id)
    seen = _as_reversal(attempt, seen)
    effect = _effect(attempt, seen, source)
    observation.note(attempt, seen, source, effect, notice_id)
    if effect == MOVED:
        _move(actor, bill, attempt, seen, source)
    if seen.provider_ref and not attempt.provider_ref:
        attempt.provider_ref = seen.provider_ref
    if source in CONFIRMED_BY:
        outside.take_note(actor, bill, attempt, seen)
    return effect


def _as_reversal(attempt: PaymentAttempt, seen: words.Observation) -> words.Observation:
    """Some providers call it a failure when the bank takes back what was paid (Midtrans: settlement, then deny)."""
    is_taken_back = State(attempt.state) in HAS_MONEY and seen.state == State.FAILED
    return replace(seen, state=State.REVERSED) if is_taken_back else seen


def _effect(attempt: PaymentAttempt, seen: words.Observation, source: str) -> str:
    state = State(attempt.state)
    is_about_money = state in HAS_MONEY and seen.state in HAS_MONEY
    grew = new_money(attempt, seen) > 0 and is_about_money
    if is_about_money and source not in CONFIRMED_BY:
        return ASKED  # it may tell of a second payment, in an amount that looks like the first
    if not (is_move(state, seen.state) or grew):
        return NOTED
    if source not in CONFIRMED_BY and (grew or needs_asking(state, seen.state)):
        return ASKED
    return MOVED


def new_money(attempt: PaymentAttempt, seen: words.Observation) -> int:
    """What came in since the last time anybody said so: the same news twice is no new money."""
    return seen.received - attempt.received_amount


def _move(actor: Actor, bill: Bill, attempt: PaymentAttempt, seen: words.Observation, source: str) -> None:
    before, after = State(attempt.state), seen.state
    attempt.state = after
    attempt.is_late = attempt.is_late or (before in ENDED and after in HAS_MONEY)
    if before != after:
        _journal(actor, bill, attempt, seen)
    attempt.instructions = [one.as_json() for one in seen.instructions] or attempt.instructions
    if after in HAS_MONEY and (more := new_money(attempt, seen)) > 0:
        _take_in(actor, bill, attempt, more, is_seen=source == "person")
    elif after in TAKEN_BACK or (before == State.PAID and after == State.CANCELLED):
        _give_up(actor, bill, attempt)
    attempt.poll_at = schedule.next_look(attempt)


def _journal(actor: Actor, bill: Bill, attempt: PaymentAttempt, seen: words.Observation) -> None:
    journal.record(
        actor,
        f"payment.{seen.state}",
        subject=bill.subject,
        attempt=str(attempt.id),
        method=attempt.method,
        provider=attempt.provider,
        amount=seen.received if seen.state in HAS_MONEY else attempt.amount,
    )


def _take_in(actor: Actor, bill: Bill, attempt: PaymentAttempt, amount: int, *, is_seen: bool) -> None:
    """Pay the bill when the money is enough for what is owed; whatever fits no bill goes to the desk.

    What a person has seen themselves (`is_seen`) pays a closed bill too: they decided, and it is owed back.
    """
    attempt.received_amount += amount
    attempt.paid_at = attempt.paid_at or now()
    owed = bill.owed_amount if bill.state == "open" or is_seen else 0
    if owed and amount >= owed:
        bill.paid_amount += owed
        attempt.applied_amount += owed
        deed = purpose_of(bill).settle if bill.state == "open" else purpose_of(bill).owe_back
        deed(actor, bill)
        if amount > owed:
            surplus.lay(actor, bill, attempt, "excess", amount - owed)
        return
    kind = "partial" if owed else "late" if bill.state == "closed" else "double"
    surplus.lay(actor, bill, attempt, kind, amount)


def _give_up(actor: Actor, bill: Bill, attempt: PaymentAttempt) -> None:
    """The payer's bank took the money back: first off the desk, then off the bill; what is neither is a shortfall.

    Payouts that nobody has sent yet are called off: there is nothing left to send.
    """
    refunds.call_off_payouts(actor, bill, attempt)
    gone = attempt.received_amount - attempt.refunded_amount
    for laid in surplus.of_bill(bill):
        if laid.attempt_id == attempt.id and laid.state == "open" and laid.kind != "shortfall":
            surplus.settle(actor, laid, "withdrawn")
            gone -= laid.amount
    unpaid = min(gone, attempt.applied_amount, bill.paid_amount - bill.refunded_amount)
    was_paid = bill.is_paid
    bill.paid_amount -= unpaid
    attempt.applied_amount -= unpaid
    attempt.received_amount = attempt.refunded_amount
    if gone > unpaid:
        surplus.lay(actor, bill, attempt, "shortfall", gone - unpaid)
    if unpaid and was_paid:
        purpose_of(bill).undo(actor, bill)
