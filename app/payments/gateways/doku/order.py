"""An order as DOKU tells it, in a status and in a notification alike.

Sources: DOKU, "check status API" (non-SNAP), "order status for checkout page" and "HTTP notification sample".
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from ...state import State
from ...words import Notice, Observation, Reference
from .invoice import reference
from .value import moment, raw, rupiah, text, within

STATES = {"SUCCESS": State.PAID, "EXPIRED": State.EXPIRED, "REFUNDED": State.REFUNDED}
"""Every other word waits: PENDING; FAILED, after which the payer may try again on the same page; TIMEOUT and REDIRECT,
which are asked again; and whatever DOKU thinks of next, because waiting neither loses nor gives anything away."""
IN_DOUBT = ("TIMEOUT", "REDIRECT")
"""A bank is still deciding, also when the page is over."""
PAGE_OVER = "ORDER_EXPIRED"
GRACE = timedelta(minutes=10)
"""How long after a page's end its last failed try counts as the last one."""


def read(body: bytes) -> Observation:
    """One order. Raises ValueError for what is none, or for money without an amount.

    A refund is told without its sum, so it counts as the whole. Refunds in parts are not told at all.
    """
    told = _object(body)
    order, paid = within(told, "order"), within(told, "transaction")
    state = _state(text(paid.get("status")), text(order.get("status")))
    amount = rupiah(order.get("amount")) if state in (State.PAID, State.REFUNDED) else 0
    return Observation(
        reference=reference(text(order.get("invoice_number"))),
        provider_ref="",
        state=state,
        received=amount,
        refunded=amount if state == State.REFUNDED else 0,
        channel=text(within(told, "channel").get("id")),
        provider_status=text(paid.get("status") or order.get("status")),
        occurred_at=moment(paid.get("date")),
        raw=raw(body),
    )


def news(body: bytes) -> Notice:
    """The news in a notification, none when it is about no order. Raises ValueError.

    DOKU's own key against duplicates is the Request-Id. A notification that somebody sends again from the back office
    may have another, so the key is what it says: of which order, which try of it, and what became of it.
    """
    told, seen = _object(body), read(body)
    which = text(within(told, "transaction").get("original_request_id")), seen.channel
    key = json.dumps([seen.reference, seen.provider_status, seen.received, *which])
    return Notice(key, (seen,) if seen.reference else ())


def is_over(seen: Observation, ref: Reference, at: datetime) -> bool:
    """Whether the last try on a page failed and its time is up: DOKU goes on saying FAILED then."""
    until = moment(within(ref.particulars, "redirect").get("until"))
    return seen.provider_status == "FAILED" and until is not None and at > until + GRACE


def _state(word: str, page: str) -> State:
    state = STATES.get(word, State.PENDING)
    return State.EXPIRED if state == State.PENDING and PAGE_OVER in page and word not in IN_DOUBT else state


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(body)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(told, dict):
        raise ValueError("not a JSON object")
    return told
