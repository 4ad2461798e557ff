"""Orders that will not be. The page says first what happens to the goods and to the money."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.backoffice import order_page
from app.backoffice.orders import found
from app.orders import cancellation
from app.orders.order import Order
from app.web.guards import current_actor

bp = Blueprint("cancellations", __name__)

LONGEST_REASON = 200


@bp.get("/orders/<uuid:order_id>/cancellation/new")
def new(order_id: UUID) -> str:
    """Ask for the reason."""
    return render_template("backoffice/cancellations/new.html", order=found(order_id))


@bp.post("/orders/<uuid:order_id>/cancellation")
def create(order_id: UUID) -> ResponseReturnValue:
    """Call it off."""
    return order_page.deed(order_id, lambda: _cancel(order_id), _("Pesanan dibatalkan."))


def _cancel(order_id: UUID) -> Order:
    reason = request.form.get("other", "").strip() or request.form.get("reason", "")
    return cancellation.cancel(current_actor(), order_id, reason[:LONGEST_REASON])
