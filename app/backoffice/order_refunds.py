"""Money sent back to a shopper."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.backoffice import order_page
from app.orders import payment
from app.web.guards import current_actor

bp = Blueprint("order_refunds", __name__)


@bp.post("/orders/<uuid:order_id>/refund")
def create(order_id: UUID) -> ResponseReturnValue:
    """It was sent."""
    actor = current_actor()
    return order_page.deed(order_id, lambda: payment.refund(actor, order_id), _("Pengembalian uang sudah dicatat."))
