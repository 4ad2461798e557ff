"""Paper that goes with the goods."""

from uuid import UUID

from flask import Blueprint, render_template, request

from app.core.refusal import NotFound
from app.orders import inbox
from app.web.guards import current_actor

bp = Blueprint("packing_slips", __name__)


@bp.get("/packing-slips")
def index() -> str:
    """One sheet an order, for the orders picked; with prices unless a gift should not tell them."""
    orders = inbox.several(current_actor().vendor_id, _ids())
    has_prices = request.args.get("prices") != "0"
    return render_template("backoffice/packing_slips/index.html", orders=orders, has_prices=has_prices)


def _ids() -> list[UUID]:
    try:
        return [UUID(text) for text in request.args.getlist("id")]
    except ValueError as error:
        raise NotFound("Pesanan tidak ditemukan.") from error
