"""Money sent back to a shopper."""

from functools import partial
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.backoffice import order_page
from app.orders import payment
from app.web.guards import current_actor

bp = Blueprint("order_refunds", __name__)


@bp.post("/orders/<uuid:order_id>/refund")
def create(order_id: UUID) -> ResponseReturnValue:
    """It was sent by hand, or is asked of the provider."""
    actor, proof = current_actor(), request.form.get("proof", "")
    deed = partial(payment.refund, actor, order_id, proof=proof)
    return order_page.deed(order_id, deed, _("Pengembalian uang sudah dicatat."))
