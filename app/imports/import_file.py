"""A file somebody sent: its rows are kept as they came, each with what became of it."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Integer, func, insert, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from app.catalog.naming import EDITORS
from app.core import journal
from app.core.actor import Actor
from app.core.clock import now
from app.core.db import Base, db
from app.core.ids import new_id
from app.core.refusal import NotFound, Refusal
from app.core.tenancy import Owned

from . import columns
from .table import Table

KEPT = 20


class ImportFile(Owned, Base):
    """mapping -> waiting -> running -> done; a retry makes it waiting again. Figures count rows."""

    __tablename__ = "import"

    filename: Mapped[str]
    headers: Mapped[list[str]]
    mapping: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(default="mapping")
    started_by: Mapped[UUID | None]
    started_by_name: Mapped[str]
    made_at: Mapped[datetime]
    total: Mapped[int] = mapped_column(Integer, default=0)
    done: Mapped[int] = mapped_column(Integer, default=0)
    failed: Mapped[int] = mapped_column(Integer, default=0)
    leased_until: Mapped[datetime | None]

    @property
    def columns(self) -> dict[str, int]:
        """Column by field, as chosen."""
        return self.mapping.get("columns", {})

    @property
    def updates(self) -> bool:
        """Whether rows of products that exist change their price."""
        return bool(self.mapping.get("updates"))

    @property
    def is_going_on(self) -> bool:
        """Whether rows are still to be read."""
        return self.state in ("waiting", "running")


class ImportRow(Base):
    """One row: the cells as they came, and why it failed if it did."""

    __tablename__ = "import_row"
    __table_args__ = (
        ForeignKeyConstraint(["vendor_id", "import_id"], ["import.vendor_id", "import.id"], ondelete="CASCADE"),
    )

    vendor_id: Mapped[UUID] = mapped_column(primary_key=True)
    import_id: Mapped[UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    cells: Mapped[list[str]]
    state: Mapped[str] = mapped_column(default="waiting")
    error: Mapped[str] = mapped_column(default="")
    variant_id: Mapped[UUID | None]

    def fail(self, refusal: Refusal) -> None:
        """Keep why nothing came of the row."""
        self.state, self.error = "failed", json.dumps([refusal.sentence, refusal.values])

    def succeed(self, variant_id: UUID) -> None:
        """Keep what became of the row."""
        self.state, self.error, self.variant_id = "done", "", variant_id

    @property
    def reason(self) -> Refusal:
        """Why it failed, for the door to translate."""
        return reason(self.error)


def start(actor: Actor, filename: str, table: Table) -> ImportFile:
    """Keep a file's rows and guess its columns. Nothing is made of them before `choose`."""
    actor.must(*EDITORS)
    made = ImportFile(
        vendor_id=actor.vendor_id,
        id=new_id(),
        filename=filename[-120:] or "produk.csv",
        headers=table.headers,
        mapping={"columns": columns.guess(table.headers), "updates": False},
        started_by=actor.id,
        started_by_name=actor.name,
        made_at=now(),
        total=len(table.rows),
    )
    db.session.add(made)
    db.session.flush()
    own = {"vendor_id": made.vendor_id, "import_id": made.id}
    rows = [own | {"position": i, "cells": cells} for i, cells in enumerate(table.rows, 1)]
    db.session.execute(insert(ImportRow), rows)
    _forget_old(actor.vendor_id)
    return made


def choose(actor: Actor, import_id: UUID, chosen: Mapping[str, int], *, updates: bool) -> ImportFile:
    """Settle the columns and let the rows be read. Choosing twice starts once. Raises Refusal without name or price."""
    actor.must(*EDITORS)
    one = find(actor.vendor_id, import_id, lock=True)
    if one.state != "mapping":
        return one
    if "name" not in chosen:
        raise Refusal("Pilih kolom nama barang.", field="name")
    if "price" not in chosen:
        raise Refusal("Pilih kolom harga.", field="price")
    if any(not 0 <= i < len(one.headers) for i in chosen.values()):
        raise Refusal("Kolom itu tidak ada di file ini.")
    one.mapping = {"columns": dict(chosen), "updates": updates}
    one.state = "waiting"
    journal.record(actor, "import.started", subject=("import", one.id), filename=one.filename, rows=one.total)
    return one


def retry(actor: Actor, import_id: UUID) -> ImportFile:
    """Let the failed rows be read again; those that became products stay as they are."""
    actor.must(*EDITORS)
    one = find(actor.vendor_id, import_id, lock=True)
    if one.state == "done" and one.failed:
        failed = (ImportRow.vendor_id == one.vendor_id, ImportRow.import_id == one.id, ImportRow.state == "failed")
        db.session.execute(update(ImportRow).where(*failed).values(state="waiting", error=""))
        one.state, one.failed = "waiting", 0
    return one


def find(vendor_id: UUID, import_id: UUID, *, lock: bool = False) -> ImportFile:
    """One of the vendor's files. Raises NotFound."""
    query = select(ImportFile).where(ImportFile.vendor_id == vendor_id, ImportFile.id == import_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    one = db.session.scalar(query)
    if one is None:
        raise NotFound("File itu tidak ada lagi.")
    return one


def recent(vendor_id: UUID) -> Sequence[ImportFile]:
    """The vendor's files, newest first."""
    query = select(ImportFile).where(ImportFile.vendor_id == vendor_id).order_by(ImportFile.id.desc()).limit(KEPT)
    return db.session.scalars(query).all()


def rows(one: ImportFile, state: str | None = None, limit: int | None = None) -> Sequence[ImportRow]:
    """Rows of a file in their order, all or those in a state."""
    query = select(ImportRow).where(ImportRow.vendor_id == one.vendor_id, ImportRow.import_id == one.id)
    query = query.where(ImportRow.state == state) if state else query
    return db.session.scalars(query.order_by(ImportRow.position).limit(limit)).all()


def reason(error: str) -> Refusal:
    """A stored reason as the refusal it was."""
    sentence, values = json.loads(error)
    return Refusal(sentence, **values)


def reasons(one: ImportFile) -> Sequence[tuple[Refusal, int]]:
    """Why rows failed, the commonest reason first."""
    failed = (ImportRow.vendor_id == one.vendor_id, ImportRow.import_id == one.id, ImportRow.state == "failed")
    count = func.count()
    query = select(ImportRow.error, count).where(*failed).group_by(ImportRow.error).order_by(count.desc()).limit(10)
    return [(reason(error), times) for error, times in db.session.execute(query)]


def _forget_old(vendor_id: UUID) -> None:
    """The rows of old files are somebody's data no one needs any more."""
    db.session.execute(_OLD, {"vendor": vendor_id, "kept": KEPT})


_OLD = text("""
    DELETE FROM import WHERE vendor_id = :vendor AND state IN ('done', 'mapping') AND id NOT IN (
        SELECT id FROM import WHERE vendor_id = :vendor ORDER BY id DESC LIMIT :kept)
""")
