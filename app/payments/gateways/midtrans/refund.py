"""Money back through Midtrans. Source: Midtrans docs, refund-transaction."""

from urllib.parse import quote

from ...failure import Down, Duplicate, Missing, TooLate
from ...words import Account, Observation, Reference, RefundSeen, Repayment
from . import api, transaction

LONGEST_REASON = 255
NO_REASON = "Pengembalian uang"
"""BNI takes no card refund without one."""


def ask(account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
    """Ask for it; the same `refund_key` is the same refund for seven days, so a lost answer does no harm.

    Pending until the bank confirms. Raises Down for a card that is paid and not settled yet: nothing was done, and
    tomorrow it can be. Raises Invalid when the balance or the amount forbids it (414).
    """
    asked = {
        "refund_key": repayment.reference,
        "amount": repayment.money.amount,
        "reason": (repayment.reason or NO_REASON)[:LONGEST_REASON],
    }
    try:
        told = api.call(account, "POST", f"/v2/{quote(ref.ours, safe='')}/refund", asked)
    except (Duplicate, TooLate) as refused:
        return _what_is_there(account, ref, repayment, refused)
    return _pending(repayment, str(told.get("refund_chargeback_id") or ""))


def seen(account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
    """The refund of that key as the status of its payment lists it. Raises Missing."""
    found = _in(transaction.seen(account, ref.ours), repayment)
    if found is None:
        raise Missing("no refund of that key")
    return found


def _in(payment: Observation, repayment: Repayment) -> RefundSeen | None:
    return next((one for one in payment.refunds if one.reference == repayment.reference), None)


def _what_is_there(account: Account, ref: Reference, repayment: Repayment, refused: Duplicate | TooLate) -> RefundSeen:
    payment = transaction.seen(account, ref.ours)
    if found := _in(payment, repayment):
        return found
    if isinstance(refused, Duplicate):
        return _pending(repayment)  # it is known there, though the list does not show it yet
    if payment.provider_status == "capture":
        raise Down("a card can be refunded after it settled", code=refused.code) from refused
    raise refused


def _pending(repayment: Repayment, provider_ref: str = "") -> RefundSeen:
    return RefundSeen(repayment.reference, repayment.money.amount, "pending", provider_ref)
