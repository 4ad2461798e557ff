"""`/backoffice/money/payouts`: refunds that a person has to transfer, and the proof that they did."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.db import transaction
from app.payments import refund as refunds
from app.web.fragments import done
from app.web.guards import current_actor, staff_only

bp = Blueprint("payouts", __name__, url_prefix="/money/payouts")


@bp.post("/<uuid:refund_id>")
@staff_only("owner", "manager")
def update(refund_id: UUID) -> ResponseReturnValue:
    """It was sent; the bank's reference is kept."""
    with transaction():
        refunds.prove(current_actor(), refund_id, request.form.get("proof", ""))
    return done("/backoffice/money", toast=_("Pengembalian dicatat."))
