"""DOKU Checkout, the non-SNAP side: one hosted page for all its methods. Formats: developers.doku.com."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit

from app.core.clock import now

from ...adapter import (
    ACCEPTED,
    BUSY,
    FORGED,
    Account,
    Arrival,
    Charge,
    Created,
    Field,
    Instruction,
    Notice,
    Observation,
    Reference,
    RefundSeen,
    Repayment,
    Reply,
    SettlementLine,
)
from ...failure import MethodOff, Missing
from ...scrub import scrubbed_text
from ...state import State
from . import signature
from .api import call
from .channel import CHANNELS

STATES = {
    "SUCCESS": State.PAID, "EXPIRED": State.EXPIRED, "REFUNDED": State.REFUNDED, "PENDING": State.PENDING,
    "FAILED": State.PENDING, "TIMEOUT": State.PENDING, "REDIRECT": State.PENDING,
}  # fmt: skip
"""DOKU: "check status". FAILED is not final, the customer may try again on the same page until it expires."""


class Doku:
    """One brand at DOKU."""

    code = "doku"
    name = "DOKU"
    is_manual = False
    fields = (Field("client_id", "Client ID"), Field("secret_key", "Secret Key"))

    def create(self, account: Account, charge: Charge) -> Created:
        """Open a page. The same Request-Id again gets the first answer (as a 409 with its body)."""
        told = call(account, "POST", "/checkout/v1/payment", _page(account, charge), charge.idempotency_key)
        paid = _within(told, "response", "payment")
        url = str(paid.get("url") or "")
        return Created(
            str(paid.get("token_id") or ""),
            State.PENDING,
            (Instruction("redirect", {"url": url}),),
            charge.expires_at,
            scrubbed_text(json.dumps(told).encode()),
        )

    def status(self, account: Account, ref: Reference) -> Observation:
        """GET the order's status, by our invoice number."""
        return _read(call(account, "GET", f"/orders/v1/status/{quote(ref.ours, safe='')}"))

    def cancel(self, account: Account, ref: Reference, idempotency_key: str) -> Observation:
        """Checkout documents no cancelling: the page ends by its due date, until then the truth is its status."""
        return self.status(account, ref)

    def refund(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """Raises MethodOff: Checkout documents no call for it, so the shop pays out."""
        raise MethodOff("DOKU Checkout has no refund call")

    def refund_status(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """Raises MethodOff."""
        raise MethodOff("DOKU Checkout has no refund call")

    def verify(self, account: Account, arrival: Arrival) -> None:
        """HMAC over headers, our own registered path and the digest of the raw body."""
        signature.verify(account, arrival, urlsplit(account.notify_url).path)

    def read(self, account: Account, arrival: Arrival) -> Notice:
        """One order. The Request-Id is DOKU's own key against duplicates, the news is told by order and status."""
        told = json.loads(arrival.body)
        if not isinstance(told, dict):
            raise ValueError("not a JSON object")
        seen = _read(told)
        return Notice(json.dumps([seen.reference, seen.provider_status, seen.received]), (seen,))

    def reply(self, account: Account, arrival: Arrival, outcome: str) -> Reply:
        """Any 2xx ends it; else three more tries in 12 hours (DOKU: retry notification)."""
        return Reply({ACCEPTED: 200, FORGED: 403, BUSY: 503}.get(outcome, 200))

    def host(self, account: Account, arrival: Arrival) -> Reply | None:
        """Nothing of ours is called but the notification."""
        return None

    def lines(self, account: Account, since: datetime, until: datetime) -> Iterator[SettlementLine]:
        """Raises MethodOff: DOKU's settlement report is a file from its dashboard, no call is documented."""
        raise MethodOff("DOKU's settlement report comes from its dashboard")

    def check(self, account: Account) -> None:
        """Ask for an order that cannot be: an answer means that the signature was right."""
        try:
            call(account, "GET", "/orders/v1/status/NUSACART-CHECK")
        except Missing:
            return


def _page(account: Account, charge: Charge) -> dict[str, Any]:
    minutes = max(1, int((charge.expires_at - now()).total_seconds() // 60))
    return {
        "order": {
            "amount": charge.money.amount,
            "invoice_number": charge.reference,
            "currency": charge.money.currency,
            "callback_url": charge.return_url,
            "callback_url_cancel": charge.return_url,
            "auto_redirect": True,
            "disable_retry_payment": False,
            "line_items": [
                {"name": one.name, "price": one.price_amount, "quantity": one.quantity} for one in charge.lines
            ],
        },
        "payment": {"payment_due_date": minutes, "payment_method_types": [CHANNELS[charge.method]]},
        "customer": {"name": charge.payer_name, "phone": charge.payer_phone.lstrip("+"), "country": "ID"},
        "additional_info": {"override_notification_url": account.notify_url},
    }


def _within(told: Any, *names: str) -> Mapping[str, Any]:
    for name in names:
        told = told.get(name) if isinstance(told, Mapping) else None
    return told if isinstance(told, Mapping) else {}


def _read(told: Mapping[str, Any]) -> Observation:
    """An order, in a status or a notice. Raises ValueError for an amount that is none."""
    order, paid = _within(told, "order"), _within(told, "transaction")
    word = str(paid.get("status") or "PENDING")
    state = STATES.get(word, State.PENDING)
    amount = _rupiah(order.get("amount", 0))
    return Observation(
        reference=str(order.get("invoice_number") or ""),
        provider_ref="",
        state=state,
        received=amount if state in (State.PAID, State.REFUNDED) else 0,
        refunded=amount if state == State.REFUNDED else 0,
        channel=str(_within(told, "channel").get("id") or ""),
        provider_status=word,
        occurred_at=_moment(paid.get("date")),
        raw=scrubbed_text(json.dumps(told).encode()),
    )


def _rupiah(value: Any) -> int:
    text = str(value)
    whole, _, rest = text.partition(".")
    if isinstance(value, bool) or rest.strip("0") or not whole.isdecimal() or len(whole) > 15:
        raise ValueError(f"not an amount in rupiah: {text[:40]!r}")
    return int(whole)


def _moment(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value).replace("Z", "+00:00")).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


ADAPTER = Doku()
