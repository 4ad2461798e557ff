"""What is true of an attempt: all that Xendit has under its reference, its money, its refunds, a lost dispute.

There may be more than one: neither kind treats our reference as unique, so a second can come of an answer that was
lost. Their money is added up, and once any of them is paid none of them stays open.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from types import ModuleType
from typing import Any

from ...failure import ProviderFailure
from ...state import State
from ...words import Account, Observation, Reference
from . import dispute, invoice, refund, request
from .channel import INVOICED

Found = tuple[Mapping[str, Any], int]
_RANK = {State.PENDING: 2, State.AUTHORIZED: 3}


def kind_of(method: str) -> ModuleType:
    """The module that speaks of it: invoice or request."""
    return invoice if method in INVOICED else request


def found(account: Account, ref: Reference) -> list[Found]:
    """All of that reference with what each received; the one that counts most first. Raises Missing."""
    kind = kind_of(ref.method)
    told = [(one, kind.received(account, one)) for one in kind.of(account, ref)]
    return sorted(told, key=lambda pair: _weight(kind, pair), reverse=True)


def _weight(kind: ModuleType, pair: Found) -> tuple[bool, int, str]:
    seen = kind.read(pair[0])
    return pair[1] > 0, _RANK.get(seen.state, 0), str(pair[0].get("created"))


def seen(account: Account, ref: Reference) -> Observation:
    """The whole truth, as one observation. Raises Missing; ValueError for an answer that cannot be read."""
    kind, all_of_it = kind_of(ref.method), found(account, ref)
    first: Observation = kind.read(all_of_it[0][0])
    got = sum(money for _, money in all_of_it)
    if not got:
        return first
    close(account, ref.method, all_of_it)
    back = tuple(one for told, money in all_of_it if money for one in refund.of(account, kind.owner(told)))
    gone = sum(one.amount for one in back if one.state == "done")
    state = State.CHARGEBACK if dispute.is_lost(account, ref) else _after(got, gone)
    return replace(first, state=state, received=got, refunded=gone, refunds=back)


def close(account: Account, method: str, all_of_it: list[Found]) -> None:
    """End whatever can still be paid; what does not end now is told by the next look.

    What is paid and only slow to say so is left alone; a code for a shop's till never says so.
    """
    kind = kind_of(method)
    for told, money in all_of_it:
        if kind.is_open(told) and (not money or told.get("type") == request.REUSABLE):
            with suppress(ProviderFailure):
                kind.end(account, told)


def _after(got: int, gone: int) -> State:
    if not gone:
        return State.PAID
    return State.REFUNDED if gone >= got else State.PARTIALLY_REFUNDED
