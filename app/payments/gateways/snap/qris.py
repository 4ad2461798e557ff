"""QRIS, merchant presented: generate (47), query (51), cancel (77), refund (78)."""

from collections.abc import Mapping
from typing import Any

from ... import bi_snap
from ...adapter import Account, Charge, Created, Instruction, Observation, Reference, RefundSeen, Repayment
from ...failure import Missing
from ...state import State
from .words import STATES, moment, raw, rupiah, value

CREATE, STATUS = "/v1.0/qr/qr-mpm-generate", "/v1.0/qr/qr-mpm-query"
CANCEL, REFUND = "/v1.0/qr/qr-mpm-cancel", "/v1.0/qr/qr-mpm-refund"


def asked(account: Account, charge: Charge) -> dict[str, Any]:
    """The body of qr-mpm-generate."""
    return {
        "partnerReferenceNo": charge.reference,
        "amount": value(charge.money.amount, charge.money.currency),
        "merchantId": account.settings.get("merchant_id", ""),
        "validityPeriod": bi_snap.timestamp(charge.expires_at),
        "additionalInfo": {"acquirer": "gopay"},
    }


def created(told: Mapping[str, Any], charge: Charge) -> Created:
    """The code to scan."""
    code = Instruction("qr", {"payload": str(told.get("qrContent") or "")})
    return Created(str(told.get("referenceNo") or ""), State.PENDING, (code,), charge.expires_at, raw(told))


def again(_account: Account, _charge: Charge) -> tuple[Instruction, ...]:
    """Nothing: a query does not tell the code, so the payer begins again."""
    return ()


def named(account: Account, ref: Reference) -> dict[str, Any]:
    """How query and cancel find it."""
    told = {"originalPartnerReferenceNo": ref.ours, "serviceCode": "47", "reason": "ended by the shop"}
    merchant = {"merchantId": account.settings.get("merchant_id", "")}
    return told | merchant | ({"originalReferenceNo": ref.provider} if ref.provider else {})


def read(told: Mapping[str, Any], ref: Reference) -> Observation:
    """A query's answer. Raises ValueError for an amount that is none."""
    word = str(told.get("latestTransactionStatus") or "03")
    refunds = tuple(_refund(one) for one in history(told))
    gone = sum(one.amount for one in refunds if one.state == "done")
    state = STATES.get(word, State.PENDING)
    got = rupiah(told.get("amount")) if state in (State.PAID, State.REFUNDED) else 0
    if state == State.PAID and gone:
        state = State.REFUNDED if gone >= got else State.PARTIALLY_REFUNDED
    return Observation(
        reference=str(told.get("originalPartnerReferenceNo") or ref.ours),
        provider_ref=str(told.get("originalReferenceNo") or ref.provider),
        state=state,
        received=got,
        refunded=gone,
        channel="qris",
        provider_status=word,
        occurred_at=moment(told.get("paidTime") or told.get("finishedTime")),
        refunds=refunds,
        raw=raw(told),
    )


def history(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The refunds that a body tells of."""
    more = told.get("additionalInfo")
    found = more.get("refundHistory") if isinstance(more, Mapping) else told.get("refundHistory")
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _refund(one: Mapping[str, Any]) -> RefundSeen:
    words = {"00": "done", "06": "failed", "SUCCESS": "done", "FAILED": "failed"}
    state = words.get(str(one.get("refundStatus") or ""), "pending")
    amount = rupiah(one.get("refundAmount"))
    return RefundSeen(str(one.get("partnerRefundNo") or ""), amount, state, str(one.get("refundNo") or ""))


def repaid(account: Account, ref: Reference, repayment: Repayment) -> dict[str, Any]:
    """The body of qr-mpm-refund."""
    return {
        "originalPartnerReferenceNo": ref.ours,
        "originalReferenceNo": ref.provider,
        "partnerRefundNo": repayment.reference,
        "merchantId": account.settings.get("merchant_id", ""),
        "refundAmount": value(repayment.money.amount, repayment.money.currency),
        "reason": repayment.reason or "refund",
    }


def refunded(told: Mapping[str, Any], repayment: Repayment) -> RefundSeen:
    """What was said at once; the query confirms it."""
    return RefundSeen(repayment.reference, repayment.money.amount, "pending", str(told.get("refundNo") or ""))


def find_refund(seen: Observation, repayment: Repayment) -> RefundSeen:
    """Ours among those of a query. Raises Missing."""
    for one in seen.refunds:
        if one.reference == repayment.reference:
            return one
    raise Missing("no refund of that number")
