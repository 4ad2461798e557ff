"""Another try for the rows that failed."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.core.db import transaction
from app.imports import import_file
from app.web.fragments import done
from app.web.guards import current_actor

bp = Blueprint("import_retries", __name__, url_prefix="/imports/<uuid:import_id>/retry")


@bp.post("")
def create(import_id: UUID) -> ResponseReturnValue:
    """Read the failed rows again."""
    with transaction():
        one = import_file.retry(current_actor(), import_id)
    return done(f"/backoffice/imports/{one.id}")
