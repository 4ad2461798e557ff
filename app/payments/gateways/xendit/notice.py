"""Webhooks: `{event, data}` for payments and refunds, and a flat body for invoices.

Xendit's own example of a refund nests `data` twice while its schema nests it once; both are read. `created` is the time
of the delivery, so it never tells one piece of news from another.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...adapter import Notice, Observation
from ...state import State
from . import invoice, refund, request

EVENTS = {
    "payment.capture": State.PAID, "payment.succeeded": State.PAID, "payment.authorization": State.AUTHORIZED,
    "payment.awaiting_capture": State.AUTHORIZED, "payment.failure": State.FAILED, "payment.failed": State.FAILED,
}  # fmt: skip


def read(told: Any) -> Notice:
    """The news. Raises ValueError when it is none of these shapes."""
    if not isinstance(told, Mapping):
        raise ValueError("not a JSON object")
    if "event" not in told:
        return _invoice(told)
    data, event = told.get("data"), str(told["event"])
    while isinstance(data, Mapping) and isinstance(data.get("data"), Mapping):
        data = data["data"]
    if not isinstance(data, Mapping):
        raise ValueError("an event without data")
    if event.startswith("refund."):
        return _refund(event, data)
    if event not in EVENTS:
        return Notice(f"{event}:{data.get('id') or data.get('payment_id')}", ())
    seen = replace(
        request.read(data),
        state=EVENTS[event],
        received=request.received(data) if EVENTS[event] == State.PAID else 0,
        provider_status=event,
        instructions=(),
    )
    name = data.get("payment_id") or data.get("id")
    return Notice(json.dumps([event, name, data.get("status"), seen.received]), (seen,))


def _invoice(told: Mapping[str, Any]) -> Notice:
    if "external_id" not in told:
        raise ValueError("neither an event nor an invoice")
    seen = invoice.read(told)
    return Notice(json.dumps(["invoice", told.get("id"), told.get("status"), seen.received]), (seen,))


def _refund(event: str, data: Mapping[str, Any]) -> Notice:
    """A refund is no state of its payment: the observation only says which payment to ask about."""
    one = refund.seen(data)
    about = str(data.get("payment_request_id") or data.get("invoice_id") or "")
    seen = Observation("", about, State.PENDING, provider_status=event, refunds=(one,))
    return Notice(json.dumps([event, one.provider_ref, one.state]), (seen,))
