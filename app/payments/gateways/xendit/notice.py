"""Webhooks: `{event, data}` for payments and refunds (v3 and v2), flat bodies for invoices and disputes.

Xendit's own example of a refund nests `data` twice while its schema nests it once; both are read. `created` is the time
of the delivery, so it never tells one piece of news from another. Event names of v2 are UNVERIFIED.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...state import State
from ...words import Notice, Observation
from . import invoice, refund, request
from .dispute import LOST
from .value import moment, rupiah, text, within

EVENTS = {
    "payment.capture": State.PAID, "payment.succeeded": State.PAID, "payment.authorization": State.AUTHORIZED,
    "payment.awaiting_capture": State.AUTHORIZED, "payment.failure": State.FAILED, "payment.failed": State.FAILED,
}  # fmt: skip


def read(told: Any) -> Notice:
    """The news; no observations when it is about something else. Raises ValueError when it is none of these shapes."""
    if not isinstance(told, Mapping):
        raise ValueError("not a JSON object")
    event = text(told.get("event"))
    if not event:
        return _invoice(told)
    if event.startswith("dispute."):
        return _dispute(event, told)
    data = _unwrapped(told)
    if event.startswith("refund."):
        return _refund(event, data)
    if event not in EVENTS:
        return Notice(_key(event, data.get("payment_id") or data.get("id"), data.get("status")), ())
    return _payment(event, data)


def _unwrapped(told: Mapping[str, Any]) -> Mapping[str, Any]:
    data = told.get("data")
    while isinstance(data, Mapping) and isinstance(data.get("data"), Mapping):
        data = data["data"]
    if not isinstance(data, Mapping):
        raise ValueError("an event without data")
    return data


def _payment(event: str, data: Mapping[str, Any]) -> Notice:
    """v3 names the payment `payment_id` and lists captures; v2 names it `id` and has one `amount`."""
    state = EVENTS[event]
    if state == State.FAILED and data.get("type") == request.REUSABLE:
        state = State.PENDING  # one try at the till failed; the code still stands
    got = 0
    if state == State.PAID:
        got = rupiah(data["amount"]) if "request_amount" not in data and "amount" in data else request.captured(data)
    seen = replace(
        request.read(data),
        state=state,
        received=got,
        channel=text(data.get("channel_code")) or _old_channel(data),
        provider_status=text(data.get("status")) or event,
        instructions=(),
    )
    return Notice(_key(event, data.get("payment_id") or data.get("id"), data.get("status"), got), (seen,))


def _old_channel(data: Mapping[str, Any]) -> str:
    """v2: `payment_method: {type: "EWALLET", ewallet: {channel_code}}`."""
    method = within(data, "payment_method")
    return text(within(method, text(method.get("type")).lower()).get("channel_code"))


def _invoice(told: Mapping[str, Any]) -> Notice:
    if "external_id" not in told or "id" not in told:
        raise ValueError("neither an event nor an invoice")
    if "status" not in told:  # an older product's callback has an external_id too
        return Notice(_key("", told["id"], ""), ())
    seen = invoice.read(told)
    got = rupiah(told.get("paid_amount") or told.get("amount")) if seen.state == State.PAID else 0
    seen = replace(seen, received=got, instructions=())
    return Notice(_key("invoice", told["id"], told["status"], got), (seen,))


def _refund(event: str, data: Mapping[str, Any]) -> Notice:
    """A refund is no state of its payment: the observation only says which payment to ask about."""
    one = refund.seen(data)
    about = text(data.get("payment_request_id")) or text(data.get("invoice_id"))
    seen = Observation(
        "", about, State.PENDING, provider_status=event, occurred_at=moment(data.get("updated")), refunds=(one,)
    )
    return Notice(_key(event, one.provider_ref, one.state), (seen,))


def _dispute(event: str, told: Mapping[str, Any]) -> Notice:
    """Only a lost one takes money; the others are noted so that somebody answers in time."""
    state = State.CHARGEBACK if told.get("status") == LOST else State.PENDING
    seen = Observation(
        text(told.get("reference_id")),
        "",
        state,
        currency=text(told.get("currency")) or "IDR",
        channel=text(told.get("channel_code")),
        provider_status=event,
        occurred_at=moment(told.get("updated_at")),
    )
    return Notice(_key(event, told.get("id"), told.get("status")), (seen,))


def _key(*words: Any) -> str:
    return json.dumps([word if isinstance(word, str | int) else text(word) for word in words])
