"""The one session, and what a transaction means: leaving the block commits, raising rolls back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ARRAY, CHAR, BigInteger, DateTime, Text, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import UUID as PgUUID
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, registry

from . import tenancy
from .refusal import Busy

TYPES: dict[Any, Any] = {
    int: BigInteger,
    UUID: PgUUID(as_uuid=True),
    datetime: DateTime(timezone=True),
    str: Text,
    dict[str, Any]: JSONB,
    list[str]: ARRAY(Text),
}


class Base(DeclarativeBase):
    """Python types as columns, the same everywhere. Money columns are `int` in a BIGINT."""

    registry = registry(type_annotation_map=TYPES)


CURRENCY = CHAR(3)

db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options={"expire_on_commit": False})

LOCK_NOT_AVAILABLE, DEADLOCK, QUERY_CANCELED = "55P03", "40P01", "57014"


@contextmanager
def transaction() -> Iterator[None]:
    """One deed, whole or not at all.

    Commits on leaving the block; on any exception nothing is kept. A wait for a lock that took too long
    becomes Busy: the person may try again, nothing was done.
    """
    try:
        yield
        db.session.commit()
    except OperationalError as error:
        db.session.rollback()
        if getattr(error.orig, "sqlstate", None) in (LOCK_NOT_AVAILABLE, DEADLOCK, QUERY_CANCELED):
            raise Busy(
                "Sedang ramai: orang lain mengubah hal yang sama. Tidak ada yang berubah; silakan coba lagi."
            ) from error
        raise
    except BaseException:
        db.session.rollback()
        raise


@event.listens_for(db.session, "after_begin")
def _announce_vendor(session, _transaction, connection):
    tenancy.announce_on(connection)
