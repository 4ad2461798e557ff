"""Counting the shelf: says what is there, and which figure it corrects, so that nobody overwrites a colleague."""

from uuid import UUID

from sqlalchemy import select

from app.core.actor import Actor
from app.core.db import db
from app.core.refusal import Changed, Refusal

from . import change, level, movement


def _(sentence: str) -> str:
    """Marks a sentence for translation; doors translate it."""
    return sentence


SINCE_THEN = {
    "added": _(
        "%(who)s baru saja menambah %(pieces)s, jadi stok kini %(on_hand)s, bukan %(based_on)s lagi. "
        "Hitungan Anda (%(counted)s) belum disimpan: cocokkan, lalu simpan lagi."
    ),
    "taken": _(
        "%(who)s baru saja mengurangi %(pieces)s, jadi stok kini %(on_hand)s, bukan %(based_on)s lagi. "
        "Hitungan Anda (%(counted)s) belum disimpan: cocokkan, lalu simpan lagi."
    ),
    "counted": _(
        "%(who)s baru saja menghitung %(on_hand)s, bukan %(based_on)s lagi. "
        "Hitungan Anda (%(counted)s) belum disimpan: cocokkan, lalu simpan lagi."
    ),
    "shipped": _(
        "Sebuah pesanan baru saja dikirim (%(pieces)s keluar), jadi stok kini %(on_hand)s, "
        "bukan %(based_on)s lagi. Hitungan Anda (%(counted)s) belum disimpan: cocokkan, lalu simpan lagi."
    ),
}
"""What happened since the counted figure was read, by kind."""


def count(
    actor: Actor,
    variant_id: UUID,
    counted: int,
    *,
    based_on: int,
    key: UUID,
    note: str = "",
    location_id: UUID | None = None,
) -> int:
    """So many pieces are on the shelf; answers what is on hand now. A count that confirms writes nothing.

    `based_on` is the on_hand the person saw. Raises Changed, naming who moved it, when it is another by now; refuses
    less than is set aside for orders. The same key again changes nothing.
    """
    actor.must(*change.KEEPERS)
    if not 0 <= counted <= change.MOST:
        raise Refusal("Tulis jumlah yang Anda hitung, dari 0 sampai %(most)s.", field="counted", most=change.MOST)
    cause = movement.Cause("count", key, "counted", note.strip()[: change.LONGEST_NOTE])
    row = change.locked(actor, variant_id, location_id)
    if movement.done(actor.vendor_id, cause) or counted == row.on_hand == based_on:
        return row.on_hand
    if row.on_hand != based_on:
        raise _changed(row, counted, based_on)
    if counted < row.promised:
        raise Refusal(
            "%(promised)s sudah disisihkan untuk pesanan, jadi hitungan tidak bisa kurang dari itu. "
            "Batalkan pesanannya dulu bila barangnya memang tidak ada.",
            field="counted",
            promised=row.promised,
        )
    return change.move(actor, row, counted - row.on_hand, cause)


def _changed(row: level.Level, counted: int, based_on: int) -> Changed:
    newest = (
        select(movement.Movement)
        .filter_by(vendor_id=row.vendor_id, variant_id=row.variant_id, location_id=row.location_id)
        .order_by(movement.Movement.id.desc())
    )
    last = db.session.scalars(newest.limit(1)).one()
    return Changed(
        SINCE_THEN[_kind(last)],
        field="counted",
        who=last.actor_name,
        pieces=abs(last.delta),
        on_hand=row.on_hand,
        based_on=based_on,
        counted=counted,
    )


def _kind(last: movement.Movement) -> str:
    if last.reason in SINCE_THEN:
        return last.reason
    return "added" if last.delta > 0 else "taken"
