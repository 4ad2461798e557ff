"""One press of the order button, kept by its key: pressing again finds the first answer."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text

from app.core.arrays import literal
from app.core.clock import now
from app.core.db import db
from app.core.ids import new_id
from app.core.refusal import Refusal

Key = tuple[UUID, UUID]
"""A vendor id and the key made when the form was drawn."""


@dataclass(frozen=True)
class Wanted:
    """Pieces of a variant at the price the shopper was shown, in minor units."""

    variant_id: UUID
    quantity: int
    price_amount: int


@dataclass(frozen=True)
class Attempt:
    """Everything a shopper said when they pressed the button. The phone is in E.164 form (+62…).

    With a deal (a flash item) it has one line, of that item's variant; `buyers` are the keys besides the phone that
    the limit per buyer counts, such as an account or a device.
    """

    key: UUID
    vendor_id: UUID
    shopper_name: str
    shopper_phone: str
    fulfilment: str
    payment_method: str
    lines: tuple[Wanted, ...]
    address: str = ""
    note: str = ""
    deal_id: UUID | None = None
    buyers: tuple[str, ...] = ()

    @property
    def purse(self) -> tuple[str, ...]:
        """Every key that the limit per buyer counts."""
        return (self.shopper_phone, *self.buyers)


@dataclass(frozen=True)
class Outcome:
    """What became of an attempt: an order, or a refusal in a sentence."""

    key: UUID
    order_id: UUID | None = None
    number: int | None = None
    secret: str | None = None
    refusal: Refusal | None = None


_CLAIM = text("""
    INSERT INTO order_attempt (vendor_id, key, order_id, at)
    SELECT vendor_id, key, order_id, :at
    FROM unnest(CAST(:vendors AS uuid[]), CAST(:keys AS uuid[]), CAST(:orders AS uuid[]))
        AS t (vendor_id, key, order_id)
    ON CONFLICT DO NOTHING RETURNING vendor_id, key, order_id
""")
_RECALL = text("""
    SELECT a.vendor_id, a.key, a.order_id, a.refusal, o.number, o.secret
    FROM order_attempt a
    JOIN unnest(CAST(:vendors AS uuid[]), CAST(:keys AS uuid[])) AS t (vendor_id, key) USING (vendor_id, key)
    LEFT JOIN orders o ON o.vendor_id = a.vendor_id AND o.id = a.order_id
""")
_REFUSE = text("""
    UPDATE order_attempt a SET order_id = NULL, refusal = t.refusal
    FROM unnest(CAST(:vendors AS uuid[]), CAST(:keys AS uuid[]), CAST(:refusals AS jsonb[]))
        AS t (vendor_id, key, refusal)
    WHERE a.vendor_id = t.vendor_id AND a.key = t.key
""")


def claim(keys: Iterable[Key]) -> dict[Key, UUID]:
    """Make these keys ours; returns those that nobody has used, each with the id that its order will have.

    A key another transaction is using is waited for. Whoever makes no order of it has to `settle` it before the commit.
    """
    mine = sorted(set(keys))
    ids = {"orders": literal(new_id() for _ in mine)}
    rows = db.session.execute(_CLAIM, {"at": now(), **_columns(mine), **ids})
    return {(row[0], row[1]): row[2] for row in rows}


def recall(keys: Sequence[Key]) -> dict[Key, Outcome]:
    """The stored outcomes of keys used before."""
    rows = db.session.execute(_RECALL, _columns(keys))
    return {
        (row.vendor_id, row.key): Outcome(row.key, row.order_id, row.number, row.secret, _refusal(row.refusal))
        for row in rows
    }


def settle(refusals: Mapping[Key, Refusal]) -> None:
    """Store that no order came of these keys: a repeated press of a sold-out sale stays sold out."""
    if not refusals:
        return
    told = literal(map(_stored, refusals.values()))
    db.session.execute(_REFUSE, {**_columns(list(refusals)), "refusals": told})


def refuse(noes: Mapping[Key, Refusal]) -> dict[Key, Outcome]:
    """Make sure that nothing will ever be ordered under these keys; one that has its outcome already gets that."""
    fresh = claim(noes)
    settle({key: noes[key] for key in fresh})
    outcomes = {key: Outcome(key[1], refusal=noes[key]) for key in fresh}
    return outcomes | recall([key for key in noes if key not in fresh])


def _columns(keys: Sequence[Key]) -> dict[str, str]:
    return {"vendors": literal(vendor_id for vendor_id, _ in keys), "keys": literal(key for _, key in keys)}


def _stored(refusal: Refusal) -> str:
    return json.dumps({"sentence": refusal.sentence, "values": refusal.values})


def _refusal(stored: dict[str, Any] | None) -> Refusal | None:
    if not stored:
        return None
    sentence, values = stored["sentence"], stored["values"]
    return Refusal(sentence, **values)
