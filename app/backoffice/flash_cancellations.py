"""A planned flash sale is called off."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.db import transaction
from app.flash import sale as sales
from app.flash.sale import PLANNERS
from app.web.fragments import done
from app.web.guards import current_actor, staff_only

bp = Blueprint("flash_cancellations", __name__)


@bp.post("/flash-sales/<uuid:sale_id>/cancellation")
@staff_only(*PLANNERS)
def create(sale_id: UUID) -> ResponseReturnValue:
    """It will not be; its stock never moved. Once it runs it can be ended instead."""
    with transaction():
        sales.cancel(current_actor(), sale_id)
    return done(f"/backoffice/flash-sales/{sale_id}", toast=_("Flash sale dibatalkan. Stok tidak berubah."))
