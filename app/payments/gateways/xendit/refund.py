"""Refunds: asked for by the id of what was paid, known by our reference."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from ...adapter import Account, Reference, RefundSeen, Repayment
from .api import call
from .request import rupiah

STATES = {"PENDING": "pending", "SUCCEEDED": "done", "FAILED": "failed", "CANCELLED": "failed"}


def make(account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
    """Ask for one. The same key again is the same refund."""
    told = {
        "invoice_id" if ref.method == "card" else "payment_request_id": ref.provider,
        "reference_id": repayment.reference,
        "amount": repayment.money.amount,
        "currency": repayment.money.currency,
        "reason": "REQUESTED_BY_CUSTOMER",
    }
    return seen(call(account, "POST", "/refunds", told, key=repayment.reference))


def of(account: Account, wanted: Mapping[str, str]) -> tuple[RefundSeen, ...]:
    """All refunds of one payment."""
    told = call(account, "GET", f"/refunds?{urlencode(dict(wanted))}")
    rows = told.get("data") if isinstance(told, dict) else told
    return tuple(seen(one) for one in rows or () if isinstance(one, Mapping))


def seen(told: Mapping[str, Any]) -> RefundSeen:
    """What one says of itself."""
    return RefundSeen(
        reference=str(told.get("reference_id") or ""),
        amount=rupiah(told.get("amount", 0)),
        state=STATES.get(str(told.get("status") or ""), "pending"),
        provider_ref=str(told.get("id") or ""),
        told=str(told.get("failure_code") or ""),
    )
