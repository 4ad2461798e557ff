"""DOKU's hosted page: what is asked for it, and what comes back.

Source: DOKU, "backend integration" of Checkout. The names `callback_url` and `override_notification_url` are
UNVERIFIED with a real account; an override is heard only when its path is the one that the back office knows.
"""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from ... import wire
from ...failure import Invalid, UnknownOutcome
from ...state import State
from ...words import Account, Charge, ChargeLine, Created, Instruction
from .api import refusal
from .channel import CHANNELS
from .invoice import number
from .value import raw, text, within

PATH = "/checkout/v1/payment"
JAKARTA = timezone(timedelta(hours=7))
LONGEST_NAME = 255


def asked(account: Account, charge: Charge) -> dict[str, Any]:
    """The body: the same for the same charge however late it is sent, or the Request-Id would not find it again.

    The page ends after whole minutes, rounded down, so that it does not outlive our own end. Raises Invalid.
    """
    if charge.money.currency != "IDR" or charge.method not in CHANNELS:
        raise Invalid(f"DOKU takes no {charge.money.currency} by {charge.method}")
    minutes = int((charge.expires_at - charge.made_at).total_seconds() // 60)
    return {
        "order": _order(charge),
        "payment": {"payment_due_date": max(1, minutes), "payment_method_types": [CHANNELS[charge.method]]},
        "customer": _customer(charge),
        "additional_info": {"override_notification_url": account.notify_url},
    }


def opened(answer: wire.Answer, charge: Charge) -> Created:
    """The page. Raises Duplicate for a 409 that tells nothing, and what a repeated refusal says."""
    paid = within(_object(answer), "response", "payment")
    url = _url(paid.get("url"))
    if not url and answer.status == 409:
        raise refusal(answer)
    if not url:
        raise UnknownOutcome("an answer without a page", code=str(answer.status))
    end = _end(paid.get("expired_date")) or charge.expires_at
    step = Instruction("redirect", {"url": url, "until": end.isoformat()})
    return Created(text(paid.get("token_id")), State.PENDING, (step,), end, raw(answer.body))


def _url(value: Any) -> str:
    """An address that a browser may be sent to, "" for anything else; only a twin has one without TLS."""
    return value if isinstance(value, str) and value.startswith(("https://", "http://")) else ""


def _object(answer: wire.Answer) -> dict[str, Any]:
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _order(charge: Charge) -> dict[str, Any]:
    order: dict[str, Any] = {
        "amount": charge.money.amount,
        "invoice_number": number(charge.reference),
        "currency": charge.money.currency,
        "callback_url": charge.return_url,
        "callback_url_cancel": charge.return_url,
        "auto_redirect": True,
        "disable_retry_payment": False,
    }
    if all(line.price_amount >= 0 for line in charge.lines):  # a discount as a line is not documented
        order["line_items"] = [_line(line) for line in charge.lines]
    return order


def _line(line: ChargeLine) -> dict[str, Any]:
    return {"name": line.name[:LONGEST_NAME], "price": line.price_amount, "quantity": line.quantity}


def _customer(charge: Charge) -> dict[str, str]:
    phone = charge.payer_phone.lstrip("+")
    phone = f"62{phone[1:]}" if phone.startswith("0") else phone
    told = {"name": charge.payer_name[:LONGEST_NAME], "phone": phone, "email": charge.payer_email, "country": "ID"}
    return {name: value for name, value in told.items() if value}


def _end(value: Any) -> datetime | None:
    """`expired_date`: yyyyMMddHHmmss in Jakarta."""
    try:
        return datetime.strptime(str(value), "%Y%m%d%H%M%S").replace(tzinfo=JAKARTA).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
