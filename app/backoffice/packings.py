"""Parcels that are ready."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.backoffice import order_page
from app.orders import fulfilment
from app.web.guards import current_actor

bp = Blueprint("packings", __name__)


@bp.post("/orders/<uuid:order_id>/packing")
def create(order_id: UUID) -> ResponseReturnValue:
    """It is packed."""
    actor = current_actor()
    return order_page.deed(order_id, lambda: fulfilment.pack(actor, order_id), _("Pesanan sudah dikemas."))
