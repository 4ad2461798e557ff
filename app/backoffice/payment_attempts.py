"""`/backoffice/payments/<attempt>`: everything that was said about one attempt to pay, word for word."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.payments import attempt as attempts
from app.payments import bill as bills
from app.payments import observation, polling, surplus
from app.payments import refund as refunds
from app.web.fragments import done
from app.web.guards import current_actor

bp = Blueprint("payment_attempts", __name__, url_prefix="/payments")


@bp.get("/<uuid:attempt_id>")
def show(attempt_id: UUID) -> str:
    """Its bill, its money, and its observations with their raw bodies, without secrets."""
    attempt = attempts.find(current_actor().vendor_id, attempt_id)
    bill = bills.find(attempt.vendor_id, attempt.bill_id)
    back = refunds.of_bill(bill)
    return render_template(
        "backoffice/payment_attempts/show.html",
        attempt=attempt,
        bill=bill,
        observations=observation.of_attempt(attempt),
        refunds=[one for one in back if one.attempt_id == attempt.id],
        surpluses=[one for one in surplus.of_bill(bill) if one.attempt_id == attempt.id],
        refundable=refunds.refundable(attempt, back),
    )


@bp.post("/<uuid:attempt_id>/look")
def create(attempt_id: UUID) -> ResponseReturnValue:
    """Ask the provider now instead of when it is due."""
    polling.look(attempts.find(current_actor().vendor_id, attempt_id).vendor_id, attempt_id)
    return done(f"/backoffice/payments/{attempt_id}", toast=_("Penyedia sudah ditanya."))
