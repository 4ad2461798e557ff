"""Whose rows a transaction may see: the vendor id in every key, and row level security as the second wall."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, ForeignKeyConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from .ids import new_id

EVERYONE = "everyone"
NOBODY = ""

_acting_for: ContextVar[str] = ContextVar("acting_for", default=NOBODY)


class Owned:
    """Columns of a table that belongs to vendors: keyed by vendor first, so that no key can reach another's row."""

    vendor_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)


def owned_key(column: str, target: str, **options: Any) -> ForeignKeyConstraint:
    """A foreign key to a vendor-owned table that cannot leave the vendor."""
    return ForeignKeyConstraint(["vendor_id", column], [f"{target}.vendor_id", f"{target}.id"], **options)


def enter(vendor_id: UUID | None) -> None:
    """From here on this task sees the rows of one vendor, or of nobody."""
    _set(str(vendor_id) if vendor_id else NOBODY)


@contextmanager
def acting_for(vendor_id: UUID) -> Iterator[None]:
    """See and write one vendor's rows within the block."""
    with _as(str(vendor_id)):
        yield


@contextmanager
def everyone() -> Iterator[None]:
    """See every vendor's rows within the block: sweeps, checks, the order writer."""
    with _as(EVERYONE):
        yield


@contextmanager
def _as(value: str) -> Iterator[None]:
    before = _acting_for.get()
    _set(value)
    try:
        yield
    finally:
        _set(before)


def _set(value: str) -> None:
    from .db import db

    _acting_for.set(value)
    if not db.session.registry.has():
        return
    session = db.session()
    if session.in_transaction() and session.is_active and not (connection := session.connection()).invalidated:
        announce_on(connection)


def announce_on(connection: Connection) -> None:
    """Tell PostgreSQL for the length of this transaction."""
    connection.execute(text("SELECT set_config('nusacart.vendor', :v, true)"), {"v": _acting_for.get()})
