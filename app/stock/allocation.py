"""Allocations: the pieces an order has set aside, held until it is paid and allocated until they leave."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, select, text
from sqlalchemy.orm import Mapped

from app.core.actor import Actor
from app.core.db import db
from app.core.tenancy import Owned, owned_key

from . import level, movement


class StockAllocation(Owned, db.Model):
    """Part of an order line, at one location. held -> allocated -> fulfilled; released gives it back."""

    __tablename__ = "stock_allocation"
    __table_args__ = (
        owned_key("order_id", "orders", ondelete="CASCADE"),
        owned_key("order_line_id", "order_line", ondelete="CASCADE"),
        ForeignKeyConstraint(
            ["vendor_id", "variant_id", "location_id"],
            ["stock_level.vendor_id", "stock_level.variant_id", "stock_level.location_id"],
        ),
    )

    order_id: Mapped[UUID]
    order_line_id: Mapped[UUID]
    variant_id: Mapped[UUID]
    location_id: Mapped[UUID]
    quantity: Mapped[int]
    state: Mapped[str]


class _Turn(NamedTuple):
    """From one state to another, and what that does to the level's held and allocated (times the quantity)."""

    source: str
    target: str
    held: int = 0
    allocated: int = 0


_KEEP = _Turn("held", "allocated", held=-1, allocated=+1)
_LET_GO = (_Turn("held", "released", held=-1), _Turn("allocated", "released", allocated=-1))
_FULFIL = _Turn("allocated", "fulfilled", allocated=-1)
_TAKE_BACK = _Turn("fulfilled", "released")


def keep(vendor_id: UUID, order_ids: Collection[UUID]) -> list[UUID]:
    """The orders are paid: what was held for them is theirs now. Answers the variants concerned, [] the second time."""
    lock(vendor_id, order_ids)
    return _variants(_turn(vendor_id, order_ids, _KEEP))


def release(vendor_id: UUID, order_id: UUID) -> list[UUID]:
    """The order will not be: whatever it still has set aside can be sold again. Answers the variants concerned."""
    lock(vendor_id, [order_id])
    freed = [_turn(vendor_id, [order_id], turn) for turn in _LET_GO]
    return _variants(freed[0] + freed[1])


def fulfil(actor: Actor, order_id: UUID) -> list[UUID]:
    """The order's pieces left the shelf: a movement "shipped" for each variant. Answers the variants concerned."""
    lock(actor.vendor_id, [order_id])
    gone = _turn(actor.vendor_id, [order_id], _FULFIL)
    movement.write(actor, {pair: -n for pair, n in gone.items()}, movement.Cause("order", order_id, "shipped"))
    return _variants(gone)


def take_back(actor: Actor, order_id: UUID) -> list[UUID]:
    """What was shipped came back onto the shelf: a movement "returned". Answers the variants concerned."""
    lock(actor.vendor_id, [order_id])
    back = _turn(actor.vendor_id, [order_id], _TAKE_BACK)
    movement.write(actor, back, movement.Cause("order", order_id, "returned"))
    return _variants(back)


def lock(vendor_id: UUID, order_ids: Collection[UUID]) -> None:
    """The levels first, so that two deeds on one order decide one after the other."""
    query = select(StockAllocation.variant_id, StockAllocation.location_id).where(
        StockAllocation.vendor_id == vendor_id, StockAllocation.order_id.in_(order_ids)
    )
    level.lock(vendor_id, [(variant, at) for variant, at in db.session.execute(query)])


def _turn(vendor_id: UUID, order_ids: Collection[UUID], turn: _Turn) -> Counter[level.Pair]:
    values = {"vendor": vendor_id, "orders": list(order_ids), **turn._asdict()}
    rows = db.session.execute(_TURN, values)
    return Counter({(row[0], row[1]): int(row[2]) for row in rows})


def _variants(pairs: Iterable[level.Pair]) -> list[UUID]:
    return sorted({variant_id for variant_id, _ in pairs})


_TURN = text("""
    WITH turned AS (
        UPDATE stock_allocation SET state = :target
        WHERE vendor_id = :vendor AND order_id = ANY(CAST(:orders AS uuid[])) AND state = :source
        RETURNING variant_id, location_id, quantity
    ), wanted AS (
        SELECT variant_id, location_id, sum(quantity)::bigint AS quantity FROM turned GROUP BY variant_id, location_id
    )
    UPDATE stock_level AS level
    SET held = level.held + wanted.quantity * :held, allocated = level.allocated + wanted.quantity * :allocated
    FROM wanted
    WHERE level.vendor_id = :vendor AND level.variant_id = wanted.variant_id AND level.location_id = wanted.location_id
    RETURNING level.variant_id, level.location_id, wanted.quantity
""")
