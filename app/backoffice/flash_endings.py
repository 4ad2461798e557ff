"""A running flash sale is ended before its time."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.db import transaction
from app.flash import carving
from app.flash.sale import PLANNERS
from app.web.fragments import done
from app.web.guards import current_actor, staff_only

bp = Blueprint("flash_endings", __name__)


@bp.post("/flash-sales/<uuid:sale_id>/ending")
@staff_only(*PLANNERS)
def create(sale_id: UUID) -> ResponseReturnValue:
    """End it now; what nobody has set aside returns to the shelf."""
    with transaction():
        carving.end(current_actor(), sale_id)
    return done(f"/backoffice/flash-sales/{sale_id}", toast=_("Flash sale diakhiri. Sisanya kembali ke stok biasa."))
