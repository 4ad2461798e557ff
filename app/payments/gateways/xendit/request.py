"""Payment requests v3: one per attempt, with what the payer has to do as a list of actions."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from ...adapter import Account, Charge, Created, Instruction, Observation, RefundSeen
from ...failure import Duplicate, Missing, TooLate
from ...scrub import scrubbed_text
from ...state import State
from .api import call

PATH = "/v3/payment_requests"
CHANNELS = {
    "qris": "QRIS", "ovo": "OVO", "dana": "DANA", "shopeepay": "SHOPEEPAY", "linkaja": "LINKAJA",
    "astrapay": "ASTRAPAY", "jeniuspay": "JENIUSPAY", "gopay": "GOPAY", "alfamart": "ALFAMART",
    "indomaret": "INDOMARET", "kredivo": "KREDIVO", "akulaku": "AKULAKU", "indodana": "INDODANA", "atome": "ATOME",
    "bri_debit": "BRI_DIRECT_DEBIT", "sampoerna_va": "BSS_VIRTUAL_ACCOUNT",
}  # fmt: skip
STATES = {
    "ACCEPTING_PAYMENTS": State.PENDING, "REQUIRES_ACTION": State.PENDING, "AUTHORIZED": State.AUTHORIZED,
    "SUCCEEDED": State.PAID, "FAILED": State.FAILED, "CANCELED": State.CANCELLED, "EXPIRED": State.EXPIRED,
}  # fmt: skip
"""A status that nobody knows moves nothing: PENDING."""
STORES = ("alfamart", "indomaret")


def channel(method: str) -> str:
    """Xendit's name for a method in v3."""
    return CHANNELS.get(method) or f"{method.removesuffix('_va').upper()}_VIRTUAL_ACCOUNT"


def make(account: Account, charge: Charge) -> dict[str, Any]:
    """Ask for one. The reference is no idempotency key there, so whoever calls has looked for it first."""
    told = {
        "reference_id": charge.reference,
        "type": "PAY",
        "country": "ID",
        "currency": charge.money.currency,
        "request_amount": charge.money.amount,
        "capture_method": "AUTOMATIC",
        "channel_code": channel(charge.method),
        "channel_properties": _properties(charge),
        "description": charge.description or charge.reference,
    }
    made: dict[str, Any] = call(account, "POST", PATH, told, key=charge.idempotency_key)
    return made


def _properties(charge: Charge) -> dict[str, Any]:
    end = {"expires_at": charge.expires_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    if charge.method == "qris":
        return end | {"qr_string_type": "DYNAMIC"}
    if charge.method.endswith("_va"):
        return end | {"display_name": charge.payer_name}
    if charge.method in STORES:
        return end | {"payer_name": charge.payer_name}
    back = {f"{word}_return_url": charge.return_url for word in ("success", "failure", "cancel")}
    return back | ({"account_mobile_number": charge.payer_phone} if charge.method == "ovo" else {})


def get(account: Account, id_: str) -> dict[str, Any]:
    """One by Xendit's id."""
    told: dict[str, Any] = call(account, "GET", f"{PATH}/{quote(id_, safe='')}")
    return told


def find(account: Account, reference: str) -> dict[str, Any]:
    """The newest of our reference. Raises Missing."""
    told = call(account, "GET", f"{PATH}?{urlencode({'reference_id': reference})}")
    rows = told.get("data") if isinstance(told, dict) else told
    found = [one for one in rows or () if isinstance(one, dict) and one.get("reference_id") == reference]
    if not found:
        raise Missing("no payment request of that reference")
    return found[-1]


def end(account: Account, id_: str) -> None:
    """Cancel it; nothing happens when it is over."""
    try:
        call(account, "POST", f"{PATH}/{quote(id_, safe='')}/cancel", {})
    except (Duplicate, TooLate):
        return


def created(told: Mapping[str, Any], charge: Charge) -> Created:
    """What the payer has to do."""
    seen = read(told)
    return Created(seen.provider_ref, seen.state, seen.instructions, charge.expires_at, seen.raw)


def is_paid(told: Mapping[str, Any]) -> bool:
    """Whether there may be refunds to ask about."""
    return str(told.get("status")) == "SUCCEEDED"


def refunded_by(told: Mapping[str, Any]) -> dict[str, str]:
    """How its refunds are found."""
    return {"payment_request_id": str(told.get("payment_request_id") or "")}


def read(told: Mapping[str, Any], refunds: Iterable[RefundSeen] = ()) -> Observation:
    """What it says. Raises ValueError for an amount that is none."""
    back = tuple(refunds)
    state = STATES.get(str(told.get("status") or "").strip(), State.PENDING)
    got = received(told) if state == State.PAID else 0
    gone = sum(one.amount for one in back if one.state == "done")
    return Observation(
        reference=str(told.get("reference_id") or ""),
        provider_ref=str(told.get("payment_request_id") or ""),
        state=after_refunds(state, got, gone),
        received=got,
        refunded=gone,
        currency=str(told.get("currency") or "IDR"),
        channel=str(told.get("channel_code") or ""),
        provider_status=str(told.get("status") or ""),
        occurred_at=moment(told.get("updated")),
        refunds=back,
        instructions=tuple(instructions(told)),
        raw=scrubbed_text(json.dumps(told).encode()),
    )


def after_refunds(state: State, got: int, gone: int) -> State:
    """PAID as what it became when money went back."""
    if state != State.PAID or not gone:
        return state
    return State.REFUNDED if gone >= got else State.PARTIALLY_REFUNDED


def received(told: Mapping[str, Any]) -> int:
    """The sum of its captures, or the amount asked for when none is listed."""
    captures = told.get("captures")
    if isinstance(captures, list) and captures:
        return sum(rupiah(one.get("capture_amount", 0)) for one in captures if isinstance(one, Mapping))
    return rupiah(told.get("request_amount", 0))


def rupiah(value: Any) -> int:
    """A JSON number, perhaps quoted, as whole rupiah. Raises ValueError."""
    text = str(value)
    whole, _, rest = text.partition(".")
    if isinstance(value, bool) or rest.strip("0") or not whole.isdecimal() or len(whole) > 15:
        raise ValueError(f"not an amount in rupiah: {text[:40]!r}")
    return int(whole)


def moment(value: Any) -> datetime | None:
    """ISO 8601 in UTC."""
    try:
        return datetime.fromisoformat(str(value).replace("Z", "+00:00")).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def instructions(told: Mapping[str, Any]) -> list[Instruction]:
    """Each action by its descriptor."""
    found, code = [], str(told.get("channel_code") or "")
    actions = told.get("actions")
    for one in actions if isinstance(actions, list) else ():
        if not isinstance(one, Mapping):
            continue
        value = str(one.get("value") or "")
        kinds = {
            "QR_STRING": Instruction("qr", {"payload": value}),
            "VIRTUAL_ACCOUNT_NUMBER": Instruction(
                "va", {"bank": code.removesuffix("_VIRTUAL_ACCOUNT"), "number": value, "name": ""}
            ),
            "PAYMENT_CODE": Instruction("code", {"store": code, "code": value}),
            "WEB_URL": Instruction("redirect", {"url": value}),
            "DEEPLINK_URL": Instruction("deeplink", {"url": value}),
        }
        if one.get("descriptor") in kinds:
            found.append(kinds[str(one["descriptor"])])
    if code == "OVO" and not found:
        properties = told.get("channel_properties")
        phone = properties.get("account_mobile_number", "") if isinstance(properties, Mapping) else ""
        found.append(Instruction("push", {"phone": str(phone), "seconds": 55}))
    return found
