"""What payers, banks and a provider's staff do to a payment, whatever the provider: each deed checks, then changes it.

A deed returns its event, the word by which a twin tells it on.
"""

import uuid
from collections.abc import Callable

from .store import Payment

OPEN = ("new", "pending")
TOO_LATE = ("expired", "cancelled")
SHORT = 1_000
WORDS = {
    "new": "belum memilih cara",
    "taken": "sudah dipilih lewat halaman lain",
    "pending": "menunggu dibayar",
    "paid": "sudah dibayar",
    "denied": "ditolak",
    "expired": "kedaluwarsa",
    "cancelled": "dibatalkan",
    "reversed": "ditarik kembali",
    "chargeback": "digugat",
}


class Impossible(Exception):
    """That cannot be done to this payment now; a sentence's end says why, in the payer's language."""


Deed = Callable[[Payment, float, int | None], str]


def _must_be(payment: Payment, *states: str) -> None:
    if payment.state not in states:
        raise Impossible(f"pembayaran ini {WORDS[payment.state]}")


def _pay(payment: Payment, now: float, amount: int | None) -> str:
    _must_be(payment, *OPEN)
    return _paid(payment, now, amount)


def _pay_late(payment: Payment, now: float, amount: int | None) -> str:
    """The money was on its way when the time ran out."""
    _must_be(payment, *TOO_LATE, *OPEN)
    return _paid(payment, now, amount)


def _pay_wrong_amount(payment: Payment, now: float, amount: int | None) -> str:
    """Somebody typed another figure; without one, a thousand rupiah too little."""
    _must_be(payment, *OPEN)
    return _paid(payment, now, amount or max(1, payment.amount - SHORT))


def _pay_twice(payment: Payment, _now: float, amount: int | None) -> str:
    """The same code once more."""
    _must_be(payment, "paid")
    payment.paid += amount or payment.amount
    return "paid"


def _paid(payment: Payment, now: float, amount: int | None) -> str:
    payment.state, payment.paid, payment.paid_at = "paid", payment.paid + (amount or payment.amount), now
    return "paid"


def _from_to(before: tuple[str, ...], after: str) -> Deed:
    def deed(payment: Payment, _now: float, _amount: int | None) -> str:
        _must_be(payment, *before)
        payment.state = after
        return after

    return deed


def _refund_outside(payment: Payment, now: float, amount: int | None) -> str:
    """Somebody pressed the button in the provider's dashboard."""
    left = payment.paid - sum(int(one["amount"]) for one in payment.refunds if one["state"] != "failed")
    _must_be(payment, "paid")
    if not 0 < (amount or left) <= left:
        raise Impossible("tidak ada lagi yang bisa dikembalikan")
    refund = {"id": str(uuid.uuid4()), "key": "", "amount": amount or left, "state": "done", "at": now}
    payment.refunds.append(refund)
    return "refund"


def _refund_ends(state: str, event: str) -> Deed:
    def deed(payment: Payment, _now: float, _amount: int | None) -> str:
        waiting = next((one for one in payment.refunds if one["state"] == "pending"), None)
        if waiting is None:
            raise Impossible("tidak ada pengembalian yang menunggu")
        waiting["state"] = state
        return event

    return deed


DEEDS: dict[str, Deed] = {
    "pay": _pay,
    "pay_late": _pay_late,
    "pay_wrong_amount": _pay_wrong_amount,
    "pay_twice": _pay_twice,
    "deny": _from_to(OPEN, "denied"),
    "expire": _from_to(OPEN, "expired"),
    "cancel": _from_to(OPEN, "cancelled"),
    "reverse": _from_to(("paid",), "reversed"),
    "chargeback": _from_to(("paid",), "chargeback"),
    "refund_outside": _refund_outside,
    "confirm_refund": _refund_ends("done", "refund"),
    "fail_refund": _refund_ends("failed", "refund_failed"),
}
