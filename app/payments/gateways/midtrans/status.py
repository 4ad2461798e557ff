"""A transaction as Midtrans tells it: the same body in answers, in GET status and in notifications."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ...adapter import Instruction, Observation, RefundSeen
from ...scrub import scrubbed_text
from ...state import State

JAKARTA = ZoneInfo("Asia/Jakarta")
OVO_SECONDS = 55
STATES = {
    "pending": State.PENDING, "authorize": State.AUTHORIZED, "capture": State.PAID, "settlement": State.PAID,
    "deny": State.FAILED, "cancel": State.CANCELLED, "expire": State.EXPIRED, "failure": State.FAILED,
    "refund": State.PAID, "partial_refund": State.PAID, "chargeback": State.CHARGEBACK,
    "partial_chargeback": State.CHARGEBACK,
}  # fmt: skip
"""Midtrans: "transaction status cycle". A refund counts only when the bank confirmed it, so by itself it is PAID."""


def read(told: Mapping[str, Any], method: str) -> Observation:
    """What it says. Raises ValueError for an amount that is none; a status nobody knows moves nothing (PENDING)."""
    word = str(told.get("transaction_status") or "pending")
    gross = rupiah(told.get("gross_amount", "0"))
    refunds = tuple(_refund(one) for one in _list(told.get("refunds")))
    back = sum(one.amount for one in refunds if one.state == "done")
    state = _state(word, told, gross, back)
    return Observation(
        reference=str(told.get("order_id") or ""),
        provider_ref=str(told.get("transaction_id") or ""),
        state=state,
        received=gross if state in (State.PAID, State.PARTIALLY_REFUNDED, State.REFUNDED) else 0,
        refunded=back,
        currency=str(told.get("currency") or "IDR"),
        channel=str(told.get("payment_type") or ""),
        provider_status=word,
        occurred_at=moment(told.get("settlement_time") or told.get("transaction_time")),
        refunds=refunds,
        instructions=tuple(instructions(told, method)),
        raw=scrubbed_text(json.dumps(told).encode()),
    )


def _state(word: str, told: Mapping[str, Any], gross: int, back: int) -> State:
    state = STATES.get(word, State.PENDING)
    fraud = str(told.get("fraud_status") or "accept")
    if state == State.PAID and fraud.startswith("challenge"):
        return State.REVIEW
    if state == State.PAID and fraud.startswith("den"):
        return State.FAILED
    if state == State.PAID and back:
        return State.REFUNDED if back >= gross else State.PARTIALLY_REFUNDED
    return state


def _refund(told: Any) -> RefundSeen:
    one = told if isinstance(told, Mapping) else {}
    done = "done" if one.get("bank_confirmed_at") else "pending"
    return RefundSeen(
        str(one.get("refund_key") or ""),
        rupiah(one.get("refund_amount", "0")),
        done,
        str(one.get("refund_chargeback_id") or ""),
    )


def rupiah(value: Any) -> int:
    """ "44000.00" or 44000 as whole rupiah. Raises ValueError for anything else."""
    whole, _, rest = str(value).partition(".")
    if rest.strip("0") or not whole.lstrip("-").isdecimal() or len(whole) > 15:
        raise ValueError(f"not an amount in rupiah: {str(value)[:40]!r}")
    return int(whole)


def moment(value: Any) -> datetime | None:
    """ "2026-01-02 10:00:00", which means GMT+7."""
    try:
        return datetime.strptime(str(value), "%Y-%m-%d %H:%M:%S").replace(tzinfo=JAKARTA)
    except ValueError:
        return None


def instructions(told: Mapping[str, Any], method: str) -> list[Instruction]:
    """What the payer has to do, as far as this body tells it."""
    found = [
        Instruction("va", {"bank": str(one.get("bank")), "number": str(one.get("va_number")), "name": ""})
        for one in _list(told.get("va_numbers"))
        if isinstance(one, Mapping)
    ]
    if told.get("permata_va_number"):
        found.append(Instruction("va", {"bank": "permata", "number": str(told["permata_va_number"]), "name": ""}))
    if told.get("bill_key"):
        found.append(
            Instruction("bill", {"biller_code": str(told.get("biller_code")), "bill_key": str(told["bill_key"])})
        )
    if told.get("payment_code"):
        found.append(Instruction("code", {"store": str(told.get("store")), "code": str(told["payment_code"])}))
    if told.get("qr_string"):
        found.append(Instruction("qr", {"payload": str(told["qr_string"])}))
    if told.get("redirect_url"):
        found.append(Instruction("redirect", {"url": str(told["redirect_url"])}))
    if method == "ovo" and told.get("payer_phone_number"):
        found.append(Instruction("push", {"phone": str(told["payer_phone_number"]), "seconds": OVO_SECONDS}))
    for action in _list(told.get("actions")):
        if isinstance(action, Mapping) and action.get("name") == "deeplink-redirect":
            found.append(Instruction("deeplink", {"url": str(action.get("url"))}))
    return found


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
