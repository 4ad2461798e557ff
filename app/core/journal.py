"""One row per deed, in the deed's own transaction: timeline, audit, outbox and live feed in one.

Rows are numbered per vendor when the transaction commits, from a counter row that stays locked until then. So numbers
have no holes and appear in order: a reader that has seen number n will never find a smaller one later.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import event, func, select, text
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column

from . import bell
from .actor import Actor
from .arrays import literal
from .clock import now
from .db import Base, db
from .ids import new_id

_NUMBER = text("UPDATE vendor_counter SET journal = journal + :n WHERE vendor_id = :vendor RETURNING journal - :n")
_WRITE = text("""
    INSERT INTO journal (vendor_id, seq, id, at, actor_kind, actor_id, actor_name, deed,
        subject_type, subject_id, particulars)
    SELECT :vendor, * FROM unnest(CAST(:seq AS bigint[]), CAST(:id AS uuid[]), CAST(:at AS timestamptz[]),
        CAST(:actor_kind AS text[]), CAST(:actor_id AS uuid[]), CAST(:actor_name AS text[]), CAST(:deed AS text[]),
        CAST(:subject_type AS text[]), CAST(:subject_id AS uuid[]), CAST(:particulars AS jsonb[]))
""")


class Entry(Base):
    """What was done, by whom, to what. Never changed, never deleted (a trigger refuses)."""

    __tablename__ = "journal"

    vendor_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[UUID]
    at: Mapped[datetime]
    actor_kind: Mapped[str]
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str]
    deed: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[UUID]
    particulars: Mapped[dict[str, Any]]


@dataclass
class _Draft:
    actor: Actor
    deed: str
    subject: tuple[str, UUID]
    particulars: dict[str, Any]
    savepoint: SessionTransaction | None
    id: UUID = field(default_factory=new_id)
    at: datetime = field(default_factory=now)


def record(actor: Actor, deed: str, *, subject: tuple[str, UUID], **particulars: Any) -> None:
    """Note a deed ("order.placed") on a subject ("order", id); written and numbered when the transaction commits.

    Particulars are JSON: amounts in minor units, ids as text. Put nothing in them that must be erasable.
    """
    session = db.session()
    if not session.in_transaction():
        session.begin()
    draft = _Draft(actor, deed, subject, particulars, session.get_nested_transaction())
    session.info.setdefault("journal", []).append(draft)


def since(vendor_id: UUID, seq: int, *, limit: int = 500) -> Sequence[Entry]:
    """A vendor's entries after a number, in order."""
    query = select(Entry).where(Entry.vendor_id == vendor_id, Entry.seq > seq).order_by(Entry.seq).limit(limit)
    return db.session.scalars(query).all()


def last_seq(vendor_id: UUID) -> int:
    """The number of the vendor's newest entry; 0 before the first."""
    return db.session.scalar(select(func.max(Entry.seq)).where(Entry.vendor_id == vendor_id)) or 0


def of(vendor_id: UUID, subject_type: str, subject_id: UUID, *, limit: int = 200) -> Sequence[Entry]:
    """The history of one thing, newest first."""
    query = select(Entry).where(
        Entry.vendor_id == vendor_id, Entry.subject_type == subject_type, Entry.subject_id == subject_id
    )
    return db.session.scalars(query.order_by(Entry.seq.desc()).limit(limit)).all()


@event.listens_for(db.session, "before_commit")
def _write(session: Session) -> None:
    """Last of all locks: the counter row is taken when everything else is done."""
    if session.in_nested_transaction():
        return
    by_vendor: dict[UUID, list[_Draft]] = defaultdict(list)
    for draft in session.info.pop("journal", ()):
        by_vendor[draft.actor.vendor_id].append(draft)
    if by_vendor:
        session.flush()
    for vendor_id in sorted(by_vendor):
        _write_for(session, vendor_id, by_vendor[vendor_id])


def _write_for(session: Session, vendor_id: UUID, drafts: list[_Draft]) -> None:
    first = session.execute(_NUMBER, {"n": len(drafts), "vendor": vendor_id}).scalar_one()
    session.execute(
        _WRITE,
        {
            "vendor": vendor_id,
            "seq": literal(range(first + 1, first + len(drafts) + 1)),
            "id": literal(d.id for d in drafts),
            "at": literal(d.at for d in drafts),
            "actor_kind": literal(d.actor.kind for d in drafts),
            "actor_id": literal(d.actor.id for d in drafts),
            "actor_name": literal(d.actor.name for d in drafts),
            "deed": literal(d.deed for d in drafts),
            "subject_type": literal(d.subject[0] for d in drafts),
            "subject_id": literal(d.subject[1] for d in drafts),
            "particulars": literal(json.dumps(d.particulars, default=str) for d in drafts),
        },
    )
    session.info.setdefault("bells", {})[vendor_id] = first + len(drafts)


@event.listens_for(db.session, "after_commit")
def _ring(session: Session) -> None:
    for vendor_id, seq in session.info.pop("bells", {}).items():
        bell.ring(vendor_id, seq)


@event.listens_for(db.session, "after_soft_rollback")
def _forget(session: Session, undone: SessionTransaction) -> None:
    drafts = session.info.get("journal", [])
    session.info["journal"] = [draft for draft in drafts if undone.nested and not _within(draft.savepoint, undone)]
    if not undone.nested:
        session.info.pop("bells", None)


def _within(savepoint: SessionTransaction | None, undone: SessionTransaction) -> bool:
    while savepoint is not None and savepoint is not undone:
        savepoint = savepoint.parent
    return savepoint is undone
