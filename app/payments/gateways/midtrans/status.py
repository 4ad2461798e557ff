"""A transaction as Midtrans tells it: the same body in answers, in GET status and in notifications.

Sources: Midtrans docs, transaction-status-cycle, get-status-api-requests and refund-transaction.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ...scrub import scrubbed_text
from ...state import HAS_MONEY, State
from ...words import Observation, RefundSeen
from .instruction import instructions

JAKARTA = ZoneInfo("Asia/Jakarta")
STATES = {
    "pending": State.PENDING, "authorize": State.AUTHORIZED, "capture": State.PAID, "settlement": State.PAID,
    "deny": State.FAILED, "cancel": State.CANCELLED, "expire": State.EXPIRED, "failure": State.FAILED,
    "refund": State.PAID, "partial_refund": State.PAID, "chargeback": State.CHARGEBACK,
    "partial_chargeback": State.CHARGEBACK,
}  # fmt: skip
"""A refund counts only when the bank confirmed it, so by itself it is PAID."""
TRIED_AGAIN = ("credit_card", "gopay", "shopeepay", "qris", "akulaku", "kredivo", "ovo", "dana")
"""Payment types of which a Snap page lets the payer try again after a denial."""


def read(told: Mapping[str, Any], *, is_hosted: bool = False) -> Observation:
    """What it says. Raises ValueError for an amount that is none; a status nobody knows moves nothing (PENDING).

    On a Snap page (`is_hosted`) a denial is not the end, and the page is the one instruction that stays true.
    """
    gross = rupiah(told.get("gross_amount", "0"))
    refunds = tuple(_refund(one) for one in _list(told.get("refunds")))
    back = sum(one.amount for one in refunds if one.state == "done")
    state = _with_refunds(_state(told, is_hosted), gross, back)
    return Observation(
        reference=text(told.get("order_id")),
        provider_ref=text(told.get("transaction_id")),
        state=state,
        received=gross if state in HAS_MONEY | {State.CHARGEBACK} else 0,
        refunded=back,
        currency=text(told.get("currency") or "IDR"),
        channel=text(told.get("payment_type")),
        provider_status=text(told.get("transaction_status")),
        occurred_at=moment(told.get("settlement_time")) or moment(told.get("transaction_time")),
        refunds=refunds,
        instructions=() if is_hosted else tuple(instructions(told)),
        raw=text(scrubbed_text(json.dumps(told).encode())),
    )


def _state(told: Mapping[str, Any], is_hosted: bool) -> State:
    """Money has come only with code 200, a paid status and no objection to it; an objection is for a person."""
    state = STATES.get(text(told.get("transaction_status")), State.PENDING)
    if state == State.FAILED and is_hosted and _may_try_again(told):
        return State.PENDING
    if state != State.PAID:
        return state
    fraud = text(told.get("fraud_status") or "accept")
    if fraud.startswith("den"):
        return State.FAILED
    if fraud != "accept":
        return State.REVIEW
    return State.PAID if text(told.get("status_code")) == "200" else State.PENDING


def _may_try_again(told: Mapping[str, Any]) -> bool:
    return told.get("payment_type") in TRIED_AGAIN and not told.get("settlement_time")


def _with_refunds(state: State, gross: int, back: int) -> State:
    if state != State.PAID or not back:
        return state
    return State.REFUNDED if back >= gross else State.PARTIALLY_REFUNDED


def _refund(told: Any) -> RefundSeen:
    one = told if isinstance(told, Mapping) else {}
    return RefundSeen(
        reference=text(one.get("refund_key")),
        amount=rupiah(one.get("refund_amount", "0")),
        state="done" if one.get("bank_confirmed_at") else "pending",
        provider_ref=text(one.get("refund_chargeback_id")),
    )


def rupiah(value: Any) -> int:
    """ "44000.00" or 44000 as whole rupiah. Raises ValueError for anything else."""
    whole, _, rest = str(value).partition(".")
    if rest.strip("0") or not (whole.isascii() and whole.isdecimal()) or len(whole) > 15:
        raise ValueError(f"not an amount in rupiah: {str(value)[:40]!r}")
    return int(whole)


def moment(value: Any) -> datetime | None:
    """ "2026-01-02 10:00:00", which means GMT+7; None for what is no time."""
    try:
        return datetime.strptime(str(value), "%Y-%m-%d %H:%M:%S").replace(tzinfo=JAKARTA).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def text(value: Any) -> str:
    """As words that can be kept: nothing for null, and no half characters or NULs, which PostgreSQL refuses."""
    told = "" if value is None else str(value)
    return told.encode("utf8", errors="replace").decode("utf8").replace("\x00", "\ufffd")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
