"""Virtual accounts: create (27), status (26), delete (31). Padding is part of a number: nothing here is stripped."""

from collections.abc import Mapping
from typing import Any

from ... import bi_snap
from ...adapter import Account, Charge, Created, Instruction, Observation, Reference
from ...state import State
from .words import STATES, moment, raw, rupiah, value, within

CREATE, STATUS, CANCEL = "/v1.0/transfer-va/create-va", "/v1.0/transfer-va/status", "/v1.0/transfer-va/delete-va"
WIDTH, DIGITS = 8, 12
LONGEST_TRX = 36


def asked(account: Account, charge: Charge) -> dict[str, Any]:
    """The body of create-va: a number for this one payment of this amount."""
    return {
        **number(account, charge.reference),
        "virtualAccountName": charge.payer_name[:255],
        "trxId": charge.reference[:LONGEST_TRX],
        "totalAmount": value(charge.money.amount, charge.money.currency),
        "virtualAccountTrxType": "C",
        "expiredDate": bi_snap.timestamp(charge.expires_at),
        "additionalInfo": {"bank": bank(charge.method), "merchantId": account.settings.get("merchant_id", "")},
    }


def number(account: Account, reference: str) -> dict[str, str]:
    """The three parts of a number; the customer's is made of our reference, so that it can be made again."""
    service = account.settings.get("partner_service_id", "").rjust(WIDTH)
    customer = str(int.from_bytes(reference.encode(), "big") % 10**DIGITS).zfill(DIGITS)
    return {"partnerServiceId": service, "customerNo": customer, "virtualAccountNo": service + customer}


def bank(method: str) -> str:
    """The standard's providers name banks in lower case."""
    return method.removesuffix("_va")


def created(told: Mapping[str, Any], charge: Charge) -> Created:
    """The number to pay to."""
    data = within(told, "virtualAccountData")
    return Created(
        str(data.get("trxId") or ""), State.PENDING, (_instruction(data, charge.method),), charge.expires_at, raw(told)
    )


def again(account: Account, charge: Charge) -> tuple[Instruction, ...]:
    """The same number, without asking: it follows from the reference."""
    return (_instruction(number(account, charge.reference), charge.method),)


def _instruction(data: Mapping[str, Any], method: str) -> Instruction:
    shown = str(data.get("virtualAccountNo") or "").strip()
    return Instruction("va", {"bank": bank(method), "number": shown, "name": str(data.get("virtualAccountName") or "")})


def named(account: Account, ref: Reference) -> dict[str, Any]:
    """How status and delete find it."""
    more = {"merchantId": account.settings.get("merchant_id", ""), "bank": bank(ref.method)}
    return {
        **number(account, ref.ours),
        "trxId": ref.ours[:LONGEST_TRX],
        "inquiryRequestId": ref.ours,
        "additionalInfo": more,
    }


def read(told: Mapping[str, Any], ref: Reference) -> Observation:
    """A status. Raises ValueError for an amount that is none."""
    data, more = within(told, "virtualAccountData"), within(told, "additionalInfo")
    word = str(data.get("paymentFlagStatus") or more.get("paymentFlagStatus") or "03")
    state = STATES.get(word, State.PENDING)
    got = rupiah(data.get("paidAmount")) if state == State.PAID else 0
    return Observation(
        reference=ref.ours,
        provider_ref=str(data.get("trxId") or ref.provider),
        state=state,
        received=got,
        currency=str(within(data, "paidAmount").get("currency") or "IDR"),
        channel=str(more.get("bank") or bank(ref.method)),
        provider_status=word,
        occurred_at=moment(data.get("transactionDate") or more.get("paidTime")),
        raw=raw(told),
    )
