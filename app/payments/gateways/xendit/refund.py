"""Refunds: asked for by the id of what was paid, known by our reference.

Formats: Xendit API reference, "refund a payment request" and "refund webhook notification", and its SDK 7.0.0.
"""

from collections.abc import Mapping
from typing import Any

from ...failure import Duplicate, Missing
from ...words import Account, RefundSeen, Repayment
from .api import ask, call
from .value import rows, rupiah, text

STATES = {"PENDING": "pending", "SUCCEEDED": "done", "FAILED": "failed", "CANCELLED": "failed"}
"""A status that nobody knows is pending: it is asked about again."""
MOST = "50"


def make(account: Account, owner: Mapping[str, str], repayment: Repayment) -> RefundSeen:
    """Ask for one, or find the one of that reference: a key is kept for a time that Xendit does not tell."""
    try:
        return named(account, owner, repayment.reference)
    except Missing:
        pass
    told = {
        **owner,
        "reference_id": repayment.reference,
        "amount": repayment.money.amount,
        "currency": repayment.money.currency,
        "reason": "REQUESTED_BY_CUSTOMER",
    }
    try:
        return seen(call(account, "POST", "/refunds", told, key=_key(owner, repayment)))
    except Duplicate:
        return named(account, owner, repayment.reference)


def _key(owner: Mapping[str, str], repayment: Repayment) -> str:
    """Of this payment and this reference: a key used with another body is refused."""
    return ":".join([repayment.reference, *owner.values()])


def named(account: Account, owner: Mapping[str, str], reference: str) -> RefundSeen:
    """The one of that reference. Raises Missing."""
    for one in of(account, owner):
        if one.reference == reference:
            return one
    raise Missing("no refund of that reference")


def of(account: Account, owner: Mapping[str, str]) -> tuple[RefundSeen, ...]:
    """All refunds of one payment. Raises ValueError."""
    return tuple(seen(one) for one in rows(ask(account, "/refunds", **owner, limit=MOST)))


def seen(told: Mapping[str, Any]) -> RefundSeen:
    """What one says of itself. Raises ValueError."""
    return RefundSeen(
        reference=text(told.get("reference_id")),
        amount=rupiah(told.get("amount")),
        state=STATES.get(text(told.get("status")), "pending"),
        provider_ref=text(told.get("id")),
        told=text(told.get("failure_code")),
    )
