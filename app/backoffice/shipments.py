"""Parcels handed to a courier."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.backoffice import order_page
from app.backoffice.orders import found
from app.orders import fulfilment
from app.orders.order import Order
from app.web.guards import current_actor

bp = Blueprint("shipments", __name__)


@bp.get("/orders/<uuid:order_id>/shipment/new")
def new(order_id: UUID) -> str:
    """Ask for the courier, for a parcel that nobody marked as packed."""
    return render_template("backoffice/shipments/new.html", order=found(order_id))


@bp.post("/orders/<uuid:order_id>/shipment")
def create(order_id: UUID) -> ResponseReturnValue:
    """The courier has it."""
    return order_page.deed(order_id, lambda: _ship(order_id), _("Paket sudah diserahkan ke kurir."))


def _ship(order_id: UUID) -> Order:
    courier, tracking = request.form.get("courier_name", ""), request.form.get("tracking_number", "")
    return fulfilment.ship(current_actor(), order_id, courier[:60], tracking[:60])
