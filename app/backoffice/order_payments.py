"""Transfers that a person has seen on the bank statement."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.backoffice import order_page
from app.backoffice.orders import found
from app.orders import payment
from app.web.guards import current_actor

bp = Blueprint("order_payments", __name__)


@bp.get("/orders/<uuid:order_id>/payment/new")
def new(order_id: UUID) -> str:
    """Ask once more for the exact amount: for a transfer that came after its time."""
    return render_template("backoffice/order_payments/new.html", order=found(order_id))


@bp.post("/orders/<uuid:order_id>/payment")
def create(order_id: UUID) -> ResponseReturnValue:
    """The money is there."""
    actor = current_actor()
    return order_page.deed(order_id, lambda: payment.confirm(actor, order_id), _("Transfer sudah dicatat."))
