"""Quota carved out of the normal stock: moved to a location of the sale's own at the start, moved back at the end.

So a flash sale and the rest of the shop never compete for one row, and every figure stays the sum of its movements.
"""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from app.core import journal
from app.core.actor import Actor, system
from app.core.clock import now
from app.core.db import db
from app.core.ids import new_id
from app.core.moves import move
from app.core.refusal import Changed, Refusal
from app.stock import level, location, movement
from app.stock.location import Location

from .item import FlashItem
from .sale import MOVES, PLANNERS, FlashSale, find


def begin(actor: Actor, sale_id: UUID) -> FlashSale:
    """The sale runs: as much of each quota as there is moves to it. A sale that began before is left as it is."""
    sale = find(actor.vendor_id, sale_id, lock=True)
    if sale.state != "planned":
        return sale
    place = Location(
        vendor_id=sale.vendor_id,
        id=new_id(),
        name=f"Flash sale: {sale.name}"[:60],
        position=1000,
        sells_online=False,
        flash_sale_id=sale.id,
    )
    db.session.add(place)
    db.session.flush()
    for item in sorted(sale.items, key=lambda item: item.variant_id):
        cause = movement.Cause("flash_start", item.id, "moved")
        item.quota = _carve(actor, item, place, item.quota, cause) or item.quota
    move(sale, "state", "begin", MOVES, actor)
    _journal(actor, "flash.begun", sale)
    return sale


def begin_if_due(sale: FlashSale) -> FlashSale:
    """One that is written down after its start begins at once: nobody should see it wait for the next sweep."""
    return begin(system(sale.vendor_id), sale.id) if sale.starts_at <= now() else sale


def more(actor: Actor, sale_id: UUID, item_id: UUID, pieces: int, *, key: UUID) -> FlashItem:
    """Add to a running item's quota; the key makes a repeated press do nothing.

    Raises Refusal when less than that is left outside the sale, and Changed when the sale does not run.
    """
    actor.must(*PLANNERS)
    sale = find(actor.vendor_id, sale_id, lock=True)
    item = next((one for one in sale.items if one.id == item_id), None)
    if sale.state != "running" or item is None:
        raise Changed("Flash sale ini tidak sedang berjalan. Tidak ada yang berubah.")
    if pieces < 1:
        raise Refusal("Tulis berapa yang ditambahkan.", field="pieces")
    cause = movement.Cause("flash_more", key, "moved")
    if movement.done(sale.vendor_id, cause):
        return item
    place = place_of(sale)
    got = _carve(actor, item, place, pieces, cause)
    if got < pieces:
        raise Refusal("Stok di luar flash sale tinggal %(left)s. Kuota tidak berubah.", field="pieces", left=got)
    item.quota += got
    _journal(actor, "flash.quota_added", sale, pieces=got, item=str(item.id))
    return item


def end(actor: Actor, sale_id: UUID) -> FlashSale:
    """The sale is over: what nobody has set aside returns to the normal stock. Ended before, it stays as it is."""
    sale = find(actor.vendor_id, sale_id, lock=True)
    if sale.state != "running":
        return sale
    move(sale, "state", "end", MOVES, actor)
    if now() < sale.ends_at:  # it ended when it ended, not when it was meant to
        sale.ends_at = max(now(), sale.starts_at + timedelta(seconds=1))
    _give_back(actor, sale)
    _journal(actor, "flash.ended", sale)
    return sale


def give_back(actor: Actor, sale_id: UUID) -> int:
    """Pieces that came free after the end (an order that was not paid) return as well; returns how many."""
    sale = find(actor.vendor_id, sale_id, lock=True)
    returned = _give_back(actor, sale) if sale.state == "ended" else 0
    if returned:
        _journal(actor, "flash.returned", sale, pieces=returned)
    return returned


def place_of(sale: FlashSale) -> Location:
    """The location of a sale that has begun."""
    query = select(Location).where(Location.vendor_id == sale.vendor_id, Location.flash_sale_id == sale.id)
    return db.session.scalars(query).one()


def _carve(actor: Actor, item: FlashItem, place: Location, wanted: int, cause: movement.Cause) -> int:
    """Move pieces from the locations that sell online, first location first; returns how many there were."""
    shops = [one.id for one in location.every(item.vendor_id) if one.sells_online]
    pairs = [(item.variant_id, at) for at in (*shops, place.id)]
    levels = level.lock_or_make(item.vendor_id, pairs)
    deltas: dict[level.Pair, int] = {}
    for at in shops:
        free = min(levels[item.variant_id, at].available, wanted - sum(deltas.values()))
        deltas[item.variant_id, at] = free
    got = sum(deltas.values())
    if got:
        away = {pair: -pieces for pair, pieces in deltas.items() if pieces}
        movement.write(actor, away | {(item.variant_id, place.id): got}, cause)
    return got


def _give_back(actor: Actor, sale: FlashSale) -> int:
    place, home = place_of(sale), location.first(sale.vendor_id)
    pairs = [(item.variant_id, at) for item in sale.items for at in (place.id, home.id)]
    levels = level.lock_or_make(sale.vendor_id, pairs)
    returned = 0
    cause = movement.Cause("flash_end", new_id(), "moved")
    for item in sale.items:
        left = levels[item.variant_id, place.id].available
        if left:
            movement.write(actor, {(item.variant_id, place.id): -left, (item.variant_id, home.id): left}, cause)
            returned += left
    return returned


def _journal(actor: Actor, deed: str, sale: FlashSale, **more: object) -> None:
    variants = sorted(str(item.variant_id) for item in sale.items)
    journal.record(actor, deed, subject=("flash_sale", sale.id), name=sale.name, variants=variants, **more)
