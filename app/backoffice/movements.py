"""What happened to the stock of one variant, told in sentences."""

from uuid import UUID

from flask import Blueprint, render_template, request

from app.catalog import variant
from app.stock import history, level
from app.web.guards import current_actor

bp = Blueprint("movements", __name__)

ROWS = 25


@bp.get("/variants/<uuid:variant_id>/movements")
def index(variant_id: UUID) -> str:
    """The movements of a variant, newest first, and the orders that keep some of it now."""
    vendor_id = current_actor().vendor_id
    found = variant.find(vendor_id, variant_id)
    told = history.of(vendor_id, found.id, before=request.args.get("before", type=UUID), limit=ROWS + 1)
    return render_template(
        "backoffice/movements/index.html",
        variant=found,
        figures=level.figures(vendor_id, [found.id])[found.id],
        set_aside=history.set_aside(vendor_id, found.id),
        lines=[line for _, line in told[:ROWS]],
        older=told[ROWS - 1][0] if len(told) > ROWS else None,
    )
