"""Virtual accounts: create (27), status (26), delete (31). Padding is part of a number: nothing here is stripped.

Sources: Midtrans, "virtual account API (bank transfer)" and "cancel API"; DOKU's Python library.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ... import bi_snap
from ...state import State
from ...words import Account, Charge, Created, Instruction, Observation, Reference
from .words import STATES, first_amount, moment, raw, text, value, within

if TYPE_CHECKING:
    from .profile import Profile

CREATE, STATUS, CANCEL = "27", "26", "31"
WIDTH, DIGITS = 8, 12
"""Of the service id, padded on the left, and of the customer's number: the length that most banks take."""
NUMBER = ("partnerServiceId", "customerNo", "virtualAccountNo")
LONGEST_NAME = 30
_NO_NAME = re.compile(r"[^A-Za-z0-9.\-/+,=_:'@% ]+")
REASONS = {
    "success": "00", "successful": "00", "paid": "00", "settlement": "00", "pending": "03", "canceled": "05",
    "cancelled": "05", "failed": "06", "expired": "08",
}  # fmt: skip
"""DOKU tells the status only as a reason in English; a reason that nobody knows moves nothing."""


def asked(account: Account, charge: Charge, profile: "Profile") -> dict[str, Any]:
    """The body of create-va: a number for this one payment of this amount. The same charge makes the same bytes."""
    return {
        **number(account, charge.reference),
        "virtualAccountName": name(charge.payer_name),
        "trxId": charge.reference,
        "totalAmount": value(charge.money.amount, charge.money.currency),
        **profile.va_extras,
        "expiredDate": bi_snap.timestamp(charge.expires_at),
        "additionalInfo": {**info(account, charge.method, profile), **profile.va_info, **_bill_of(charge, profile)},
    }


def info(account: Account, method: str, profile: "Profile") -> dict[str, Any]:
    """Bank or channel, and the merchant where the provider wants one."""
    merchant = account.settings.get("merchant_id", "")
    return {profile.bank_field: profile.banks[method]} | ({"merchantId": merchant} if merchant else {})


def _bill_of(charge: Charge, profile: "Profile") -> dict[str, Any]:
    """Midtrans wants two words for Mandiri's screens: a label of 10 characters and its value of 30."""
    if charge.method != "mandiri_va" or profile.bank_field != "bank":
        return {}
    return {"mandiri": {"billInfo1": "Pesanan", "billInfo2": (charge.description or charge.reference)[:30]}}


def number(account: Account, reference: str) -> dict[str, str]:
    """The three parts of a number; the customer's is made of our reference, so that it can be made again."""
    service = account.settings.get("partner_service_id", "").strip().rjust(WIDTH)
    digest = hashlib.sha256(reference.encode()).digest()
    customer = str(int.from_bytes(digest, "big") % 10**DIGITS).zfill(DIGITS)
    return {"partnerServiceId": service, "customerNo": customer, "virtualAccountNo": service + customer}


def name(payer: str) -> str:
    """A name that every bank's screen can show: BCA takes 30 characters, DOKU no others than these."""
    return _NO_NAME.sub(" ", payer).strip()[:LONGEST_NAME].strip() or "Pelanggan"


def created(told: Mapping[str, Any], account: Account, charge: Charge) -> Created:
    """The number to pay to: the one in the answer, which need not be the one that was asked for."""
    data = within(told, "virtualAccountData")
    parts = {part: text(data.get(part)) for part in NUMBER}
    parts = parts if all(parts.values()) else number(account, charge.reference)
    return Created("", State.PENDING, (_instruction(parts, charge),), charge.expires_at, raw(told))


def again(account: Account, charge: Charge) -> tuple[Instruction, ...]:
    """The same number, without asking: it follows from the reference, unless the provider had to change it."""
    return (_instruction(number(account, charge.reference), charge),)


def _instruction(parts: Mapping[str, str], charge: Charge) -> Instruction:
    """`parts` are kept beside what the payer types, for asking and deleting."""
    shown = {"number": parts["virtualAccountNo"].strip(), "name": name(charge.payer_name), "parts": dict(parts)}
    return Instruction("va", {"bank": charge.method.removesuffix("_va"), **shown})


def named(account: Account, ref: Reference, profile: "Profile") -> dict[str, Any]:
    """How status and delete find it."""
    kept = within(ref.particulars.get("va"), "parts")
    parts = {part: text(kept.get(part)) for part in NUMBER} if kept else number(account, ref.ours)
    return {
        **parts,
        "trxId": ref.ours,
        "inquiryRequestId": ref.ours,
        "additionalInfo": info(account, ref.method, profile),
    }


def read(told: Mapping[str, Any], ref: Reference) -> Observation:
    """A status. A number that can only be paid exactly was paid so where no amount is told. Raises ValueError."""
    data, more = within(told, "virtualAccountData"), within(told, "additionalInfo")
    word = text(data.get("paymentFlagStatus")) or text(more.get("paymentFlagStatus")) or _reason(data)
    state = STATES.get(word, State.PENDING)
    got = first_amount(data.get("paidAmount"), data.get("totalAmount")) if state == State.PAID else 0
    return Observation(
        reference=ref.ours,
        provider_ref=text(data.get("paymentRequestId")) if state == State.PAID else "",
        state=state,
        received=ref.money.amount if got is None else got,
        currency=text(within(data, "paidAmount").get("currency")) or ref.money.currency,
        channel=ref.method.removesuffix("_va"),
        provider_status=word,
        occurred_at=moment(data.get("transactionDate") or data.get("trxDateTime") or more.get("paidTime")),
        raw=raw(told),
    )


def _reason(data: Mapping[str, Any]) -> str:
    english = text(within(data, "paymentFlagReason").get("english"))
    return REASONS.get(english.lower(), english)


def heard(told: Mapping[str, Any]) -> Observation:
    """A notice (25). Without a status it is about a payment: that is what the service is for. Raises ValueError."""
    more = within(told, "additionalInfo")
    word = text(more.get("paymentFlagStatus")) or "00"
    state = STATES.get(word, State.PENDING)
    return Observation(
        reference=text(told.get("trxId")),
        provider_ref=text(told.get("paymentRequestId")) if state == State.PAID else "",
        state=state,
        received=first_amount(told.get("paidAmount")) or 0 if state == State.PAID else 0,
        currency=text(within(told, "paidAmount").get("currency")) or "IDR",
        channel=text(more.get("bank")) or text(more.get("channel")),
        provider_status=word,
        occurred_at=moment(more.get("paidTime") or told.get("trxDateTime")),
        raw=raw(told),
    )
