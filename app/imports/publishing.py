"""Publishing a pasted list: everything or nothing, and once, however often the button is pressed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.catalog import naming, price, product
from app.catalog.product import Product
from app.catalog.variant import Variant
from app.core import journal
from app.core.actor import Actor
from app.core.clock import now
from app.core.db import Base, db
from app.core.refusal import NotFound, Refusal
from app.core.tenancy import Owned
from app.stock import count, level, location

from . import slice as slices
from .pasted_row import PastedRow
from .row import RowDraft
from .slice import Group

MOST = 1000
"""Rows of one list."""

Known = list[tuple[RowDraft, Variant]]


class Publishing(Owned, Base):
    """A list that was published. Its id is the paste's key; `made` products are new, `changed` variants are not."""

    __tablename__ = "publishing"

    published_at: Mapped[datetime]
    made: Mapped[int] = mapped_column(Integer)
    changed: Mapped[int] = mapped_column(Integer)


class Unready(Refusal):
    """Some rows cannot be published as they are; each says why in its `refusal`. Nothing was made."""


def publish(actor: Actor, rows: Sequence[PastedRow], *, key: UUID, updates: bool = False) -> Publishing:
    """Make products, variants and opening stock of these rows, all of them or none.

    The same key again answers what was published then. What is there already, by name and variant, stays as it is;
    with `updates` it takes the row's price and, where the row gives a figure, is counted to it.
    Raises Unready, with the reason in each row's `refusal`.
    """
    actor.must(*naming.EDITORS)
    naming.lock(actor.vendor_id)
    before = db.session.get(Publishing, (actor.vendor_id, key))
    if before is not None:
        return before
    _check_length(rows)
    groups = _grouped(rows)
    there = product.by_name(actor.vendor_id, [group.name for group in groups])
    fresh = [group for group in groups if group.name.lower() not in there]
    known = [same for group in groups for same in _known(group, there.get(group.name.lower()))]
    slices.make_new(actor, fresh)
    for group in groups:
        if group.rows and group.name.lower() in there:
            slices.join(actor, group, there[group.name.lower()], updates=False)
    changed = _update(actor, known, key) if updates else []
    _refuse_unready(rows)
    return _remember(actor, key, rows, made=len(fresh), changed=changed, kept=len(known) - len(changed))


def find(vendor_id: UUID, key: UUID) -> Publishing:
    """A list published by this vendor. Raises NotFound."""
    found = db.session.get(Publishing, (vendor_id, key))
    if found is None:
        raise NotFound("Daftar ini tidak ada.")
    return found


def told(one: Publishing) -> dict[str, Any]:
    """What the journal says of it: ids of `products` and `variants`, how many rows were `kept` as they are."""
    entries = journal.of(one.vendor_id, "publishing", one.id, limit=1)
    return entries[0].particulars if entries else {}


def already_there(vendor_id: UUID, rows: Sequence[PastedRow]) -> list[bool]:
    """For each row, whether a product with this variant exists by that name."""
    there = product.by_name(vendor_id, {naming.tidy(row.name) for row in rows if row.name.strip()})
    return [_same(there.get(naming.tidy(row.name).lower()), naming.tidy(row.variant)) is not None for row in rows]


def _check_length(rows: Sequence[PastedRow]) -> None:
    if not rows:
        raise Refusal("Belum ada baris yang bisa dijual.")
    if len(rows) > MOST:
        raise Refusal("Satu daftar paling banyak %(most)s baris. Bagi daftar Anda menjadi dua.", most=MOST)


def _grouped(rows: Sequence[PastedRow]) -> list[Group]:
    groups: dict[str, Group] = {}
    for one in rows:
        try:
            draft = one.read()
            _refuse_twin(groups.get(draft.name.lower()), draft)
        except Refusal as refusal:
            one.fail(refusal)
            continue
        groups.setdefault(draft.name.lower(), Group(draft.name)).rows.append((one, draft))
    return list(groups.values())


def _refuse_twin(group: Group | None, draft: RowDraft) -> None:
    if group and any(other.variant.lower() == draft.variant.lower() for _, other in group.rows):
        raise Refusal(
            "Nama dan varian ini sudah ada di baris lain. Beri varian yang berbeda, atau hapus.", field="name"
        )


def _known(group: Group, existing: Product | None) -> Known:
    """Take out of a group the rows whose variant is there already."""
    found: Known = []
    fresh = []
    for one, draft in group.rows:
        same = _same(existing, draft.variant)
        if same is None:
            fresh.append((one, draft))
        else:
            one.succeed(same.id)
            found.append((draft, same))
    group.rows = fresh
    return found


def _same(existing: Product | None, variant: str) -> Variant | None:
    """The variant of a product that these words name; a product of one kind needs no words."""
    if existing is None:
        return None
    names = {one.name.lower(): one for one in existing.variants}
    return names.get(variant.lower()) or (names.get(slices.PLAIN.lower()) if not variant else None)


def _update(actor: Actor, known: Known, key: UUID) -> list[UUID]:
    """Give what is there its new price, and count it where the list names a figure; answers what is another now."""
    prices = {same.id: draft.terms.price for draft, same in known}
    changed = {same.id for draft, same in known if draft.terms.price != same.price_amount}
    price.set_all(actor, {id_: prices[id_] for id_ in changed})
    counted = [
        (draft.stock, same) for draft, same in known if draft.terms.availability == "counted" and same.is_counted
    ]
    shelf = location.first(actor.vendor_id).id
    figures = level.figures(actor.vendor_id, [same.id for _, same in counted])
    for pieces, same in sorted(counted, key=lambda pair: pair[1].id):
        here = figures[same.id].shelves.get(shelf, 0)
        if pieces != here:
            count.count(actor, same.id, pieces, based_on=here, key=uuid5(key, str(same.id)), location_id=shelf)
            changed.add(same.id)
    return sorted(changed)


def _refuse_unready(rows: Sequence[PastedRow]) -> None:
    wrong = sum(one.refusal is not None for one in rows)
    if wrong:
        raise Unready("Belum ada yang dibuat: %(count)s baris perlu dibetulkan dulu.", count=wrong)


def _remember(
    actor: Actor, key: UUID, rows: Sequence[PastedRow], *, made: int, changed: Sequence[UUID], kept: int
) -> Publishing:
    one = Publishing(vendor_id=actor.vendor_id, id=key, published_at=now(), made=made, changed=len(changed))
    db.session.add(one)
    db.session.flush()
    ids = [str(row.variant_id) for row in rows if row.variant_id]
    journal.record(actor, "price_list.published", subject=("publishing", key), rows=ids, made=made, kept=kept)
    return one
