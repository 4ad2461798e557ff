"""Beginning an attempt: noted first, then asked of the provider outside any transaction, then its answer noted."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

from app.core import journal
from app.core.actor import Actor
from app.core.clock import now, today
from app.core.db import db, transaction
from app.core.ids import new_id
from app.core.money import Money
from app.core.refusal import Refusal

from . import account as accounts
from . import attempt as attempts
from . import bill as bills
from . import reducer, returning, schedule, words
from .attempt import PaymentAttempt
from .bill import Bill
from .capability import Capability, capabilities
from .failure import Duplicate, ProviderFailure, UnknownOutcome
from .gateways import adapter
from .hand import reference
from .offer import account_for
from .purpose import Payer, purpose_of
from .state import State


def begin(actor: Actor, bill_id: UUID, method: str) -> PaymentAttempt:
    """Note that this bill is to be paid this way; nothing is sent yet.

    Runs in the caller's transaction. The same method chosen twice finds the attempt that is open; another one is
    refused until the open attempt has ended, or money might come twice. Raises Refusal when nothing is owed, the time
    is up, or the method cannot take the amount.
    """
    bill = bills.find(actor.vendor_id, bill_id, lock=True)
    open_one = next((one for one in attempts.of_bill(bill) if one.is_open), None)
    if open_one and open_one.method == method:
        return open_one
    if open_one:
        raise Refusal("Cara bayar yang tadi belum dibatalkan. Batalkan dulu, supaya Anda tidak membayar dua kali.")
    if bill.state != "open" or bill.is_due() or not bill.owed_amount:
        raise Refusal("Tagihan ini tidak menunggu pembayaran lagi. Tidak ada yang perlu dibayar.")
    return _note(actor, bill, method)


def _note(actor: Actor, bill: Bill, method: str) -> PaymentAttempt:
    account = account_for(actor.vendor_id, method, bill.owed_amount)
    terms = capabilities(account.provider, today())[method]
    number = attempts.next_number(bill)
    attempt = PaymentAttempt(
        id=new_id(),
        vendor_id=bill.vendor_id,
        bill_id=bill.id,
        account_id=account.id,
        provider=account.provider,
        method=method,
        number=number,
        reference=reference(bill, number),
        idempotency_key=uuid4(),
        currency=bill.currency,
        amount=bill.owed_amount,
        expires_at=_end(bill, terms),
    )
    attempt.poll_at = schedule.next_look(_with_defaults(attempt))
    db.session.add(attempt)
    db.session.flush()
    journal.record(
        actor, "payment.started", subject=bill.subject, attempt=str(attempt.id), method=method, amount=attempt.amount
    )
    return attempt


def _with_defaults(attempt: PaymentAttempt) -> PaymentAttempt:
    attempt.state, attempt.made_at, attempt.polls = State.CREATED, now(), 0
    return attempt


def _end(bill: Bill, terms: Capability) -> datetime:
    left = int((bill.due_at - now() - schedule.LAG).total_seconds()) if bill.due_at else terms.expiry
    return now() + timedelta(seconds=terms.seconds_to_pay(left))


def carry_out(vendor_id: UUID, attempt_id: UUID, *, is_phone: bool = True) -> PaymentAttempt:
    """Ask the provider for what was noted and note its answer; outside any transaction of the caller.

    Safe to repeat: only an attempt that nobody has asked for yet, or whose answer is unknown, is sent.
    """
    attempt = attempts.find(vendor_id, attempt_id)
    if State(attempt.state) not in (State.CREATED, State.UNKNOWN):
        return attempt
    bill = bills.find(vendor_id, attempt.bill_id)
    account = accounts.find(vendor_id, attempt.account_id).opened()  # type: ignore[arg-type]
    charge = _charge(bill, attempt, is_phone)
    db.session.rollback()
    _answer(vendor_id, attempt, partial(adapter(attempt.provider).create, account, charge))
    return attempts.find(vendor_id, attempt_id)


def _charge(bill: Bill, attempt: PaymentAttempt, is_phone: bool) -> words.Charge:
    payer = purpose_of(bill).payer(bill)
    return words.Charge(
        reference=attempt.reference,
        idempotency_key=str(attempt.idempotency_key),
        method=attempt.method,
        money=Money(attempt.amount, attempt.currency),
        made_at=attempt.made_at,
        expires_at=attempt.expires_at,
        payer_name=payer.name,
        payer_phone=payer.phone,
        lines=payer.lines if attempt.amount == bill.amount else _rest(payer, attempt),
        return_url=returning.address(bill),
        description=payer.description,
        is_phone=is_phone,
    )


def _rest(payer: Payer, attempt: PaymentAttempt) -> tuple[words.ChargeLine, ...]:
    return (words.ChargeLine(payer.description, 1, attempt.amount),)


def _answer(vendor_id: UUID, attempt: PaymentAttempt, ask: Callable[[], words.Created]) -> None:
    try:
        created = ask()
    except (UnknownOutcome, Duplicate) as failure:
        _record(vendor_id, attempt, words.Observation(attempt.reference, "", State.UNKNOWN), told=_told(failure))
    except ProviderFailure as failure:
        _record(vendor_id, attempt, words.Observation(attempt.reference, "", State.FAILED), told=_told(failure))
    else:
        seen = words.Observation(
            attempt.reference,
            created.provider_ref,
            created.state,
            received=attempt.amount if created.state == State.PAID else 0,
            instructions=created.instructions,
            raw=created.raw,
        )
        _record(vendor_id, attempt, seen, created)


def _told(failure: ProviderFailure) -> str:
    return (str(failure) or failure.sentence)[:300]


def _record(
    vendor_id: UUID,
    attempt: PaymentAttempt,
    seen: words.Observation,
    created: words.Created | None = None,
    told: str = "",
) -> None:
    with transaction():
        _bill, kept = attempts.lock(vendor_id, attempt.id)
        kept.told = told or kept.told
        if created:
            kept.provider_ref = created.provider_ref or kept.provider_ref
            kept.instructions = [one.as_json() for one in created.instructions] or kept.instructions
            kept.expires_at = created.expires_at or kept.expires_at
        reducer.reduce(vendor_id, attempt.id, seen, "answer")
