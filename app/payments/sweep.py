"""Going through what is due: what falls over is told to the log and comes again, and holds up nothing else."""

import logging
from collections.abc import Callable, Iterable
from uuid import UUID

from sqlalchemy.exc import InterfaceError, OperationalError

from app.core.db import db
from app.core.tenancy import acting_for

log = logging.getLogger(__name__)


def each(due: Iterable[tuple[UUID, UUID]], deed: Callable[[UUID, UUID], object]) -> int:
    """Do it for each vendor and id; returns how many there were. Raises only what says that the database is out."""
    count = 0
    for vendor_id, id_ in due:
        count += 1
        with acting_for(vendor_id):
            try:
                deed(vendor_id, id_)
            except (OperationalError, InterfaceError):
                raise
            except Exception:
                db.session.rollback()
                log.exception("%s of %s fell over", deed.__name__, id_)
    return count
