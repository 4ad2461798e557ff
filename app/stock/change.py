"""Changing stock by a difference: "+5" arrived, "-3" broke. Two people at once both count."""

from uuid import UUID

from app.core import journal
from app.core.actor import Actor
from app.core.refusal import NotFound, Refusal

from . import level, location, movement

REASONS = ("received", "returned", "corrected", "lost")
"""What a person may say. The others (opening, counted, shipped) follow from other deeds."""

KEEPERS = ("owner", "manager", "staff")
MOST = 1_000_000
LONGEST_NOTE = 200


def add(
    actor: Actor,
    variant_id: UUID,
    delta: int,
    reason: str = "",
    *,
    key: UUID,
    note: str = "",
    location_id: UUID | None = None,
) -> int:
    """Add (or with a minus take away) pieces; answers what is on hand there now.

    The same key again changes nothing. Refuses to take what is set aside for orders. Without a location: the first;
    without a reason: goods arrived, or the books are put right.
    """
    actor.must(*KEEPERS)
    reason = reason or ("received" if delta > 0 else "corrected")
    _check(delta, reason, note)
    cause = movement.Cause("change", key, reason, note.strip())
    row = locked(actor, variant_id, location_id)
    if movement.done(actor.vendor_id, cause):
        return row.on_hand
    if row.available + delta < 0:
        raise _too_much(row)
    return move(actor, row, delta, cause)


def locked(actor: Actor, variant_id: UUID, location_id: UUID | None) -> level.Level:
    """The level a deed is about, locked. Raises NotFound for another vendor's variant or location."""
    at = location.find(actor.vendor_id, location_id) if location_id else location.first(actor.vendor_id)
    pair = (variant_id, at.id)
    rows = level.lock_or_make(actor.vendor_id, [pair])
    if pair not in rows:
        raise NotFound
    return rows[pair]


def move(actor: Actor, row: level.Level, delta: int, cause: movement.Cause) -> int:
    """Write the movement of one locked level and journal it; answers the new on_hand."""
    pair = (row.variant_id, row.location_id)
    on_hand = movement.write(actor, {pair: delta}, cause)[pair]
    journal.record(
        actor,
        "stock.changed",
        subject=("variant", row.variant_id),
        variants=[str(row.variant_id)],
        delta=delta,
        on_hand=on_hand,
        reason=cause.reason,
        note=cause.note,
    )
    return on_hand


def _too_much(row: level.Level) -> Refusal:
    if not row.promised:
        return Refusal("Stok tinggal %(on_hand)s, jadi tidak bisa dikurangi lebih banyak.", on_hand=row.on_hand)
    return Refusal(
        "Stok ada %(on_hand)s, dan %(promised)s sudah disisihkan untuk pesanan. "
        "Yang bisa dikurangi paling banyak %(available)s.",
        on_hand=row.on_hand,
        promised=row.promised,
        available=row.available,
    )


def _check(delta: int, reason: str, note: str) -> None:
    if delta == 0 or abs(delta) > MOST:
        raise Refusal(
            "Tulis berapa yang masuk atau keluar, misalnya +5 atau -3, paling banyak %(most)s.",
            field="delta",
            most=MOST,
        )
    if reason not in REASONS:
        raise Refusal("Pilih alasannya: barang datang, dikembalikan, dibetulkan, atau hilang/rusak.", field="reason")
    if len(note.strip()) > LONGEST_NOTE:
        raise Refusal("Catatan paling banyak %(most)s huruf.", field="note", most=LONGEST_NOTE)
