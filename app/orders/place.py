"""The one way an order comes to be: for one cart, or for two hundred buyers of a flash sale at once."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from app.core import journal
from app.core.actor import shopper
from app.core.refusal import Refusal

from . import attempt as attempts_
from . import writing
from .attempt import Attempt, Key, Outcome, Wanted
from .decision import Accepted, decide
from .market import Market
from .numbering import number


def place(attempts: Sequence[Attempt]) -> list[Outcome]:
    """Decide attempts in arrival order inside the caller's transaction; one outcome for each, in the same order.

    A key used before gets the outcome it got then. Stock rows are locked in variant order, once; everything is
    written by a handful of statements however many attempts there are. Raises Busy through `transaction()` when a
    lock could not be had in time: then nothing was decided and pressing again is safe.
    """
    by_key = {(one.vendor_id, one.key): one for one in reversed(attempts)}
    fresh = attempts_.claim(by_key)
    outcomes = _decide([one for key, one in reversed(by_key.items()) if key in fresh], fresh)
    if len(fresh) < len(by_key):
        outcomes |= attempts_.recall([key for key in by_key if key not in fresh])
    return [outcomes[one.vendor_id, one.key] for one in attempts]


def _decide(attempts: Sequence[Attempt], ids: Mapping[Key, UUID]) -> dict[Key, Outcome]:
    if not attempts:
        return {}
    market = Market.open(attempts)
    accepted: list[Accepted] = []
    refused: dict[Key, Refusal] = {}
    for one in attempts:
        key = (one.vendor_id, one.key)
        try:
            accepted.append(decide(one, market, ids[key]))
        except Refusal as refusal:
            refused[key] = refusal
    attempts_.settle(refused)
    return {key: Outcome(key[1], refusal=no) for key, no in refused.items()} | _write(accepted, market)


def _write(accepted: Sequence[Accepted], market: Market) -> dict[Key, Outcome]:
    if not accepted:
        return {}
    number(accepted)
    secrets = writing.write(accepted)
    market.close()
    for order in accepted:
        _journal(order)
    return {
        (order.attempt.vendor_id, order.attempt.key): Outcome(order.attempt.key, order.id, order.number, secret)
        for order, secret in zip(accepted, secrets, strict=True)
    }


def _journal(order: Accepted) -> None:
    journal.record(
        shopper(order.attempt.vendor_id, order.attempt.shopper_name.split(" ")[0]),
        "order.placed",
        subject=("order", order.id),
        number=order.number,
        total=order.total_amount,
        variants=sorted({str(variant_id) for _, variant_id, _, _ in order.pieces}),
    )


__all__ = ["Attempt", "Outcome", "Wanted", "place"]
