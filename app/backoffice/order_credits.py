"""An order paid from what the shop keeps for its shopper."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.backoffice import order_page
from app.core.refusal import Refusal
from app.orders import payment
from app.orders.order import find
from app.payments import bill as bills
from app.payments import polling
from app.web.guards import current_actor, staff_only

bp = Blueprint("order_credits", __name__)


@bp.post("/orders/<uuid:order_id>/credit")
@staff_only("owner", "manager")
def create(order_id: UUID) -> ResponseReturnValue:
    """Spend it; what the shopper began at a provider is taken back first."""
    actor = current_actor()
    order = find(actor.vendor_id, order_id)
    try:
        polling.make_way(bills.of(actor.vendor_id, "order", order_id))
    except Refusal as refusal:
        return order_page.page(order, refusal), refusal.status
    return order_page.deed(
        order_id, lambda: payment.pay_by_credit(actor, order_id), _("Pesanan dibayar dengan saldo pembeli.")
    )
