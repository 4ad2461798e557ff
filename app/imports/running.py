"""Reading files in the background: small slices with a rest between them, so that the shop never waits."""

import logging
import time
from collections.abc import Callable

from sqlalchemy import select, text

from app.core import journal
from app.core.actor import Actor
from app.core.db import db, transaction
from app.core.refusal import Refusal
from app.core.tenancy import acting_for, everyone

from . import slice as slices
from .import_file import ImportFile, ImportRow, rows

log = logging.getLogger(__name__)

SLICE = 100
ROWS_BETWEEN_LOOKS = 2_000
LONGEST_GROUP = 100


def run_waiting(rest: Callable[[float], None] = time.sleep) -> int:
    """Read every file that waits; returns how many rows were read. A crash loses one slice, which is read again."""
    count = 0
    while read := run_slice():
        if (count + read[0]) // ROWS_BETWEEN_LOOKS > count // ROWS_BETWEEN_LOOKS:
            _look_again()
        count += read[0]
        rest(min(read[1], 0.5))
    return count


def _look_again() -> None:
    """Tell PostgreSQL how much the tables have grown: its plans for an empty shop take ten times as long."""
    with transaction():
        db.session.execute(text("ANALYZE product, variant, stock_level, stock_movement"))


def run_slice() -> tuple[int, float] | None:
    """The next slice of the oldest waiting file; its rows and how long it took in seconds.

    None when nothing waits, or somebody else is reading.
    The file's row stays locked meanwhile: that lock is the lease, and it ends with the process that holds it.
    """
    began = time.monotonic()
    with everyone():
        vendor_id = db.session.scalar(select(ImportFile.vendor_id).where(_WAITS).order_by(ImportFile.made_at).limit(1))
        db.session.rollback()
    if vendor_id is None:
        return None
    with acting_for(vendor_id):
        try:
            with transaction():
                read = _read(slices.make)
        except Exception:
            log.exception("a slice of an import failed; its rows are read one by one")
            with transaction():
                read = _read(_make_one_by_one)
    return None if read is None else (read, time.monotonic() - began)


_WAITS = ImportFile.state.in_(("waiting", "running"))


def _read(make: Callable[[Actor, ImportFile, list[ImportRow]], None]) -> int | None:
    query = select(ImportFile).where(_WAITS).order_by(ImportFile.made_at).limit(1).with_for_update(skip_locked=True)
    file = db.session.scalar(query.execution_options(populate_existing=True))
    if file is None:
        return None
    actor = Actor("system", file.vendor_id, file.started_by, file.started_by_name, "owner")
    waiting = _next_rows(file)
    make(actor, file, waiting)
    file.done += sum(1 for one in waiting if one.state == "done")
    file.failed += sum(1 for one in waiting if one.state == "failed")
    file.state = "running"
    if len(waiting) < SLICE:
        file.state = "done"
        journal.record(
            actor,
            "import.done",
            subject=("import", file.id),
            filename=file.filename,
            done=file.done,
            failed=file.failed,
        )
    return len(waiting)


def _next_rows(file: ImportFile) -> list[ImportRow]:
    """A slice that does not cut a product in two: rows that begin with the same name stay together."""
    found = list(rows(file, "waiting", SLICE + LONGEST_GROUP))
    end = min(SLICE, len(found))
    name = file.columns.get("name", 0)
    while end < len(found) and found[end].cells[name].strip().lower() == found[end - 1].cells[name].strip().lower():
        end += 1
    return found[:end]


def _make_one_by_one(actor: Actor, file: ImportFile, waiting: list[ImportRow]) -> None:
    for one in waiting:
        try:
            with db.session.begin_nested():
                slices.make(actor, file, [one])
        except Exception:
            log.exception("row %s of import %s cannot be read", one.position, file.id)
            one.fail(Refusal("Baris ini tidak bisa diproses. Tidak ada yang dibuat darinya."))
