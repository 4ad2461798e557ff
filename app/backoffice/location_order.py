"""Settings: which location comes first, the one that goods come to when nobody says where."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.db import transaction
from app.stock import location
from app.web.fragments import done
from app.web.guards import current_actor, staff_only

bp = Blueprint("location_order", __name__)


@bp.put("/settings/locations/order")
@staff_only("owner", "manager")
def update() -> ResponseReturnValue:
    """Put the named location first; the others keep their order."""
    actor = current_actor()
    named = location.find(actor.vendor_id, request.form.get("first", type=UUID) or actor.vendor_id)
    with transaction():
        location.reorder(actor, [named.id, *(one.id for one in location.every(actor.vendor_id) if one.id != named.id)])
    return done("/backoffice/settings/locations", toast=_("%(name)s kini lokasi utama.", name=named.name))
