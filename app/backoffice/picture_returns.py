"""Hanging a photo again that was taken down."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.catalog import gallery
from app.core.db import transaction
from app.web.fragments import done
from app.web.guards import current_actor

bp = Blueprint("picture_returns", __name__)


@bp.post("/pictures/<uuid:picture_id>/return")
def create(picture_id: UUID) -> ResponseReturnValue:
    """Where it was."""
    with transaction():
        back = gallery.put_back(current_actor(), picture_id)
    return done(f"/backoffice/products/{back.product_id}", toast=_("Foto dikembalikan."))
