"""More of an item for a flash sale that runs."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.backoffice import flash_sales
from app.core.db import transaction
from app.core.ids import new_id
from app.core.refusal import NotFound, Refusal
from app.flash import carving
from app.flash.sale import PLANNERS
from app.web import forms
from app.web.fragments import done, is_hx
from app.web.guards import current_actor, staff_only

bp = Blueprint("flash_quotas", __name__)


@bp.post("/flash-sales/<uuid:sale_id>/items/<uuid:item_id>/quota")
@staff_only(*PLANNERS)
def create(sale_id: UUID, item_id: UUID) -> ResponseReturnValue:
    """Take so many more off the shelf; a repeated press adds nothing."""
    key = request.form.get("key", type=UUID) or new_id()
    try:
        with transaction():
            carving.more(current_actor(), sale_id, item_id, forms.whole("pieces"), key=key)
    except NotFound:
        raise
    except Refusal as refusal:
        if is_hx():
            raise
        return flash_sales.page(sale_id, refusal), refusal.status
    return done(f"/backoffice/flash-sales/{sale_id}", toast=_("Kuota ditambah."))
