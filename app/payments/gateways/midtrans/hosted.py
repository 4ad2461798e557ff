"""Pages of Snap: who is sent to one, what Midtrans says of it, and how it is closed before its time."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from app.core.clock import now

from ...failure import Missing, TooLate, UnknownOutcome
from ...scrub import scrubbed_text
from ...state import State
from ...words import Account, Charge, Created, Instruction, Observation, Reference
from . import api
from .charge import page
from .status import text

METHODS = ("card", "akulaku", "kredivo")
"""Always on a page: a card's number must not reach us; Core would send who pays later back to the one address of the
merchant's dashboard, and ask Kredivo's payers for an address that we do not have (Midtrans docs, kredivo-1)."""
TYPES = ("credit_card", "akulaku", "kredivo")
LAG = timedelta(seconds=90)
"""How late Midtrans may tell of an end."""


def takes(account: Account, method: str) -> bool:
    """Whether this method is paid on a page of Snap."""
    return method in METHODS or is_for_all(account)


def is_for_all(account: Account) -> bool:
    """The setting that sends every method through Snap."""
    return account.settings.get("use_snap") == "1"


def is_about(account: Account, told: Mapping[str, Any]) -> bool:
    """Whether a transaction that is told of was made on a page."""
    return is_for_all(account) or told.get("payment_type") in TYPES


def opened(account: Account, charge: Charge) -> Created:
    """A page to go to. A second one for the same charge does no harm: both are for one order_id, paid once."""
    told = api.snap(account, page(charge))
    if not told.get("redirect_url"):
        raise UnknownOutcome("the answer names no page")
    url = Instruction("redirect", {"url": str(told["redirect_url"])})
    return Created("", State.PENDING, (url,), charge.expires_at, text(scrubbed_text(json.dumps(told).encode())))


def close(account: Account, ref: Reference) -> bool:
    """Close the page of this attempt; False when it has none that we know of, or something is being paid on it."""
    url = str((ref.particulars.get("redirect") or {}).get("url") or "")
    if "/snap/" not in url:
        return False
    with suppress(TooLate, Missing):
        api.close(account, url.rstrip("/").rpartition("/")[2])
        return True
    return False


def closed(ref: Reference) -> Observation:
    """Nothing was chosen on the page before it was closed: Midtrans knows of no transaction, and none can come."""
    return Observation(ref.ours, "", State.CANCELLED, currency=ref.money.currency, provider_status="page closed")


def is_over(ref: Reference) -> bool:
    """Whether the page's own time is up: nobody can choose on it any more."""
    return ref.expires_at is not None and ref.expires_at + LAG <= now()
