"""How far one attempt to pay has come, and which observations may move it: all of it as data."""

from enum import StrEnum


class State(StrEnum):
    """What we hold to be true of an attempt. PAID means the money is with the merchant, settled or not."""

    CREATED = "created"
    UNKNOWN = "unknown"
    PENDING = "pending"
    AUTHORIZED = "authorized"
    REVIEW = "review"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    REVERSED = "reversed"
    PARTIALLY_REFUNDED = "partially_refunded"
    REFUNDED = "refunded"
    CHARGEBACK = "chargeback"


OPEN = frozenset({State.CREATED, State.UNKNOWN, State.PENDING, State.AUTHORIZED, State.REVIEW})
"""Money may still come: no second attempt is begun, and what is held stays held."""

ENDED = frozenset({State.FAILED, State.EXPIRED, State.CANCELLED})
"""Nothing was paid, as far as anybody has said."""

HAS_MONEY = frozenset({State.PAID, State.PARTIALLY_REFUNDED, State.REFUNDED})
"""Money came in; what went back is counted apart."""

TAKEN_BACK = frozenset({State.REVERSED, State.CHARGEBACK})
"""Money came in and the payer's bank took it back."""

_MONEY = HAS_MONEY | TAKEN_BACK
_WAITING = {State.PENDING, State.AUTHORIZED, State.REVIEW} | _MONEY | ENDED

MOVES: dict[State, frozenset[State]] = {
    State.CREATED: frozenset(_WAITING | {State.UNKNOWN}),
    State.UNKNOWN: frozenset(_WAITING),
    State.PENDING: frozenset({State.AUTHORIZED, State.REVIEW} | _MONEY | ENDED),
    State.AUTHORIZED: frozenset(_MONEY | ENDED),
    State.REVIEW: frozenset(_MONEY | ENDED),
    State.PAID: frozenset({State.PARTIALLY_REFUNDED, State.REFUNDED, State.CANCELLED} | TAKEN_BACK),
    State.PARTIALLY_REFUNDED: frozenset({State.PARTIALLY_REFUNDED, State.REFUNDED} | TAKEN_BACK),
    State.REFUNDED: frozenset({State.CHARGEBACK}),
    State.FAILED: _MONEY,
    State.EXPIRED: _MONEY,
    State.CANCELLED: _MONEY,
    State.REVERSED: HAS_MONEY,
    State.CHARGEBACK: frozenset(),
}
"""The reducer's table. Ended attempts move only to money: that is late, and it is never swallowed. Whatever waits may
turn out to have been paid, and taken back too, before anybody heard of it."""


def is_move(now: State, seen: State) -> bool:
    """Whether an observation moves an attempt that stands at `now`; everything else is noted and changes nothing."""
    return seen in MOVES[now]


def needs_asking(now: State, seen: State) -> bool:
    """Whether a mere notice is too little for this move: anything into or out of money is asked of the provider."""
    money = HAS_MONEY | TAKEN_BACK
    return is_move(now, seen) and (now in money or seen in money)
