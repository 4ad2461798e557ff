"""Goods in the shopper's hands: picked up here, or brought by the courier."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.backoffice import order_page
from app.backoffice.orders import found
from app.orders import fulfilment
from app.web.guards import current_actor

bp = Blueprint("deliveries", __name__)


@bp.get("/orders/<uuid:order_id>/delivery/new")
def new(order_id: UUID) -> str:
    """Ask once more, for goods that nobody marked as packed."""
    return render_template("backoffice/deliveries/new.html", order=found(order_id))


@bp.post("/orders/<uuid:order_id>/delivery")
def create(order_id: UUID) -> ResponseReturnValue:
    """The shopper has them, and cash on delivery is in the till."""
    actor = current_actor()
    return order_page.deed(order_id, lambda: fulfilment.deliver(actor, order_id), _("Pesanan selesai."))
