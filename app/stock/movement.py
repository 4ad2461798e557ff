"""Movements: every change of what is on hand, with its reason. Append only; a level is their sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core import journal
from app.core.actor import Actor
from app.core.clock import now
from app.core.db import db
from app.core.ids import new_id
from app.core.tenancy import Owned, owned_key

from . import level, location

REASONS = ("opening", "received", "counted", "shipped", "returned", "corrected", "lost", "moved")


class Movement(Owned, db.Model):
    """So many pieces came (+) or went (-), because of something that can cause it only once."""

    __tablename__ = "stock_movement"
    __table_args__ = (
        owned_key("variant_id", "variant", ondelete="CASCADE"),
        owned_key("location_id", "stock_location", ondelete="CASCADE"),
    )

    location_id: Mapped[UUID]
    variant_id: Mapped[UUID]
    delta: Mapped[int]
    on_hand_after: Mapped[int]
    reason: Mapped[str]
    cause_type: Mapped[str]
    cause_id: Mapped[UUID]
    note: Mapped[str] = mapped_column(default="")
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str]
    at: Mapped[datetime]


@dataclass(frozen=True)
class Cause:
    """What moved the stock: ("order", its id), ("change", the form's key). Sent twice, it moves once."""

    type: str
    id: UUID
    reason: str
    note: str = ""


def write(actor: Actor, deltas: Mapping[level.Pair, int], cause: Cause) -> dict[level.Pair, int]:
    """Move stock on levels the caller has locked: movement and balance in one statement.

    Answers the new on_hand of each level that moved; a level that this cause has moved before stays as it is.
    """
    moved = {pair: delta for pair, delta in sorted(deltas.items()) if delta}
    values = {
        "vendor": actor.vendor_id,
        "id": [new_id() for _ in moved],
        "variant": [variant for variant, _ in moved],
        "location": [at for _, at in moved],
        "delta": list(moved.values()),
        "reason": cause.reason,
        "cause_type": cause.type,
        "cause_id": cause.id,
        "note": cause.note,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "at": now(),
    }
    return {(row[0], row[1]): row[2] for row in db.session.execute(_WRITE, values)} if moved else {}


def open(actor: Actor, quantities: Mapping[UUID, int]) -> list[UUID]:
    """Opening stock at the first location; answers the variants that took it.

    Set-based, for publishing a price list of any length. A variant opens once: again does nothing.
    """
    at = location.first(actor.vendor_id).id
    deltas = {(variant_id, at): quantity for variant_id, quantity in quantities.items() if quantity > 0}
    levels = level.lock_or_make(actor.vendor_id, deltas)
    once = Cause("opening", actor.vendor_id, "opening")
    moved = write(actor, {pair: delta for pair, delta in deltas.items() if pair in levels}, once)
    variants = [variant_id for variant_id, _ in moved]
    if variants:
        particulars = {"variants": [str(id_) for id_ in variants], "delta": sum(deltas[pair] for pair in moved)}
        journal.record(actor, "stock.opened", subject=("vendor", actor.vendor_id), **particulars)
    return variants


def done(vendor_id: UUID, cause: Cause) -> Movement | None:
    """What this cause has moved already, if it was here before."""
    query = select(Movement).where(
        Movement.vendor_id == vendor_id, Movement.cause_type == cause.type, Movement.cause_id == cause.id
    )
    return db.session.scalar(query.limit(1))


_WRITE = text("""
    WITH moved AS (
        INSERT INTO stock_movement (vendor_id, id, location_id, variant_id, delta, on_hand_after, reason,
                                    cause_type, cause_id, note, actor_id, actor_name, at)
        SELECT level.vendor_id, wanted.id, wanted.location_id, wanted.variant_id, wanted.delta,
               level.on_hand + wanted.delta, :reason, :cause_type, :cause_id, :note,
               CAST(:actor_id AS uuid), :actor_name, :at
        FROM unnest(CAST(:id AS uuid[]), CAST(:variant AS uuid[]), CAST(:location AS uuid[]), CAST(:delta AS bigint[]))
             AS wanted (id, variant_id, location_id, delta)
        JOIN stock_level AS level ON level.vendor_id = :vendor
             AND level.variant_id = wanted.variant_id AND level.location_id = wanted.location_id
        ON CONFLICT (vendor_id, cause_type, cause_id, variant_id, location_id, reason) DO NOTHING
        RETURNING vendor_id, variant_id, location_id, on_hand_after
    )
    UPDATE stock_level AS level SET on_hand = moved.on_hand_after FROM moved
    WHERE level.vendor_id = moved.vendor_id AND level.variant_id = moved.variant_id
      AND level.location_id = moved.location_id
    RETURNING level.variant_id, level.location_id, level.on_hand
""")
