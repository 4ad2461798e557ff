"""DANA's gateway: the direct debit service (54), its status (55), cancel (57) and refund (58), for every way to pay.

Source: DANA's Python library, its payment gateway. A QR's content and a virtual account's number are its "payment
code"; a wallet is paid on a page of DANA's.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ... import bi_snap
from ...failure import Missing
from ...state import State
from ...words import Account, Charge, Created, Instruction, Observation, Reference, RefundSeen, Repayment
from .words import STATES, fee, first_amount, moment, raw, text, value, with_refunds, within

if TYPE_CHECKING:
    from .profile import Profile

CREATE, STATUS, CANCEL, REFUND = "54", "55", "57", "58"
NOTIFY = "/v1.0/debit/notify"
LONGEST = timedelta(days=7)
CATEGORY = "5999"
"""Merchant category (ISO 18245): shops of no other kind. DANA wants one; its effect is UNVERIFIED."""


def asked(account: Account, charge: Charge, profile: "Profile") -> dict[str, Any]:
    """The body of payment-host-to-host. The same charge makes the same bytes."""
    amount = value(charge.money.amount, charge.money.currency)
    until = min(charge.expires_at, charge.made_at + LONGEST - timedelta(minutes=1))
    return {
        "partnerReferenceNo": charge.reference,
        "merchantId": account.settings.get("merchant_id", ""),
        "amount": amount,
        "validUpTo": bi_snap.timestamp(until),
        "urlParams": [
            {"url": charge.return_url, "type": "PAY_RETURN", "isDeeplink": "N"},
            {"url": account.notify_url + NOTIFY, "type": "NOTIFICATION", "isDeeplink": "N"},
        ],
        "payOptionDetails": [
            {"payMethod": _way(charge.method), "payOption": profile.banks[charge.method], "transAmount": amount}
        ],
        "additionalInfo": {
            "mcc": CATEGORY,
            "envInfo": {"sourcePlatform": "IPG", "terminalType": "SYSTEM"},
            "order": {"orderTitle": (charge.description or charge.reference)[:64], "scenario": "API"},
        },
    }


def _way(method: str) -> str:
    return {"dana": "BALANCE", "qris": "NETWORK_PAY"}.get(method, "VIRTUAL_ACCOUNT")


def created(told: Mapping[str, Any], _account: Account, charge: Charge) -> Created:
    """A page, a code to scan, or a number."""
    url, code = told.get("webRedirectUrl"), within(told, "additionalInfo").get("paymentCode")
    steps: tuple[Instruction, ...] = ()
    if isinstance(code, str) and code:
        steps = (_by_code(code, charge),)
    elif isinstance(url, str) and url:
        steps = (Instruction("redirect", {"url": url}),)
    return Created(text(told.get("referenceNo")), State.PENDING, steps, charge.expires_at, raw(told))


def _by_code(code: str, charge: Charge) -> Instruction:
    if charge.method == "qris":
        return Instruction("qr", {"payload": code})
    bank = charge.method.removesuffix("_va")
    return Instruction("va", {"bank": bank, "number": code, "name": charge.payer_name})


def again(_account: Account, _charge: Charge) -> tuple[Instruction, ...]:
    """Nothing: DANA tells page and code once, so the payer begins again."""
    return ()


def named(account: Account, ref: Reference, _profile: "Profile") -> dict[str, Any]:
    """How status and cancel find it."""
    told = {"originalPartnerReferenceNo": ref.ours, "merchantId": account.settings.get("merchant_id", "")}
    told |= {"serviceCode": CREATE, "reason": "ended by the shop"}
    return told | ({"originalReferenceNo": ref.provider} if ref.provider else {})


def read(told: Mapping[str, Any], ref: Reference) -> Observation:
    """A status: refunds are told as one sum. Raises ValueError."""
    seen = heard(told, ref.money.amount)
    amounts = within(within(told, "additionalInfo"), "amountDetail")
    state, gone = with_refunds(seen.state, seen.received, first_amount(amounts.get("refundAmount")) or 0)
    return _with(seen, state, gone, ref)


def _with(seen: Observation, state: State, gone: int, ref: Reference) -> Observation:
    channel = ref.method.removesuffix("_va")
    return replace(seen, reference=seen.reference or ref.ours, state=state, refunded=gone, channel=channel)


def heard(told: Mapping[str, Any], closed: int = 0) -> Observation:
    """A notice (56), or what of it a status tells too; `closed` is the only amount there can be. Raises ValueError."""
    word = text(told.get("latestTransactionStatus"))
    state = STATES.get(word, State.PENDING)
    got = first_amount(told.get("transAmount"), told.get("amount")) if state in (State.PAID, State.REFUNDED) else 0
    return Observation(
        reference=text(told.get("originalPartnerReferenceNo")),
        provider_ref=text(told.get("originalReferenceNo")),
        state=state,
        received=closed if got is None else got,
        currency=text(within(told, "amount").get("currency")) or "IDR",
        fee=fee(told.get("feeAmount")),
        provider_status=word,
        occurred_at=moment(told.get("paidTime") or told.get("finishedTime")),
        raw=raw(told),
    )


def repaid(account: Account, ref: Reference, repayment: Repayment) -> dict[str, Any]:
    """The body of refund."""
    return {
        "merchantId": account.settings.get("merchant_id", ""),
        "originalPartnerReferenceNo": ref.ours,
        **({"originalReferenceNo": ref.provider} if ref.provider else {}),
        "partnerRefundNo": repayment.reference,
        "refundAmount": value(repayment.money.amount, repayment.money.currency),
        "reason": repayment.reason[:256] or "refund",
    }


def refunded(told: Mapping[str, Any], repayment: Repayment) -> RefundSeen:
    """DANA refunds at once: its 200 is the confirmation, what still runs is a 202 and an unknown outcome."""
    return RefundSeen(repayment.reference, repayment.money.amount, "done", text(told.get("refundNo")))


def find_refund(_seen: Observation, _repayment: Repayment) -> RefundSeen:
    """Raises Missing, always: DANA names no single refunds, and the same number sent again is the same refund."""
    raise Missing("a status of DANA's names no refunds")
