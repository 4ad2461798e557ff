"""QRIS, merchant presented: generate (47), query (51), cancel (77), refund (78).

Sources: Midtrans, "MPM API (QRIS)", "get transaction status API", "cancel API", "refund API"; DOKU, "QRIS".
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ... import bi_snap
from ...failure import Missing
from ...state import State
from ...words import Account, Charge, Created, Instruction, Observation, Reference, RefundSeen, Repayment
from .words import STATES, fee, first_amount, moment, raw, refunds, text, value, with_refunds, within

if TYPE_CHECKING:
    from .profile import Profile

CREATE, STATUS, CANCEL, REFUND = "47", "51", "77", "78"


def asked(account: Account, charge: Charge, profile: "Profile") -> dict[str, Any]:
    """The body of qr-mpm-generate."""
    acquirer = profile.banks[charge.method]
    return {
        "partnerReferenceNo": charge.reference,
        "amount": value(charge.money.amount, charge.money.currency),
        "merchantId": account.settings.get("merchant_id", ""),
        "validityPeriod": bi_snap.timestamp(charge.expires_at),
        **({"additionalInfo": {"acquirer": acquirer}} if acquirer else {}),
    }


def created(told: Mapping[str, Any], _account: Account, charge: Charge) -> Created:
    """The code to scan."""
    payload = told.get("qrContent")
    code = (Instruction("qr", {"payload": payload}),) if isinstance(payload, str) and payload else ()
    return Created(text(told.get("referenceNo")), State.PENDING, code, charge.expires_at, raw(told))


def again(_account: Account, _charge: Charge) -> tuple[Instruction, ...]:
    """Nothing: a query does not tell the code, so the payer begins again."""
    return ()


def named(account: Account, ref: Reference, _profile: "Profile") -> dict[str, Any]:
    """How query and cancel find it."""
    told = {"originalPartnerReferenceNo": ref.ours, "originalExternalId": ref.ours, "serviceCode": CREATE}
    told |= {"merchantId": account.settings.get("merchant_id", ""), "reason": "ended by the shop"}
    return told | ({"originalReferenceNo": ref.provider} if ref.provider else {})


def read(told: Mapping[str, Any], ref: Reference) -> Observation:
    """A query's answer. A code of this amount was paid with it where none is told. Raises ValueError."""
    seen = heard(told, ref.money.amount)
    return seen if seen.reference else _named_by(seen, ref)


def _named_by(seen: Observation, ref: Reference) -> Observation:
    """Midtrans names a payment only by what it was asked with."""
    return replace(seen, reference=ref.ours, provider_ref=seen.provider_ref or ref.provider)


def heard(told: Mapping[str, Any], closed: int = 0) -> Observation:
    """A notice (52), or what of it a query tells too; `closed` is the only amount there can be. Raises ValueError."""
    word = text(told.get("latestTransactionStatus"))
    state = STATES.get(word, State.PENDING)
    found = refunds(told)
    got = first_amount(told.get("amount")) if state in (State.PAID, State.REFUNDED) else 0
    got = closed if got is None else got
    gone = sum(one.amount for one in found if one.state == "done")
    state, gone = with_refunds(state, got, gone)
    return Observation(
        reference=text(told.get("originalPartnerReferenceNo")),
        provider_ref=text(told.get("originalReferenceNo")),
        state=state,
        received=got,
        refunded=gone,
        currency=text(within(told, "amount").get("currency")) or "IDR",
        fee=fee(told.get("feeAmount")),
        channel="qris",
        provider_status=word,
        occurred_at=moment(told.get("paidTime") or told.get("finishedTime")),
        refunds=found,
        raw=raw(told),
    )


def repaid(account: Account, ref: Reference, repayment: Repayment) -> dict[str, Any]:
    """The body of qr-mpm-refund."""
    return {
        "merchantId": account.settings.get("merchant_id", ""),
        "originalPartnerReferenceNo": ref.ours,
        "originalExternalId": ref.ours,
        **({"originalReferenceNo": ref.provider} if ref.provider else {}),
        "partnerRefundNo": repayment.reference,
        "refundAmount": value(repayment.money.amount, repayment.money.currency),
        "reason": repayment.reason[:256] or "refund",
    }


def refunded(told: Mapping[str, Any], repayment: Repayment) -> RefundSeen:
    """It was taken on; the query's history confirms it."""
    theirs = text(told.get("refundNo")) or text(told.get("referenceNo"))
    return RefundSeen(repayment.reference, repayment.money.amount, "pending", theirs)


def find_refund(seen: Observation, repayment: Repayment) -> RefundSeen:
    """Ours among those of a query. Raises Missing."""
    found = next((one for one in seen.refunds if one.reference == repayment.reference), None)
    if found is None:
        raise Missing("no refund of that number")
    return found
