"""`/backoffice/payments/<attempt>/refunds`: money sent back, in full or in part, under the provider's own rules."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.db import transaction
from app.core.refusal import Refusal
from app.payments import attempt as attempts
from app.payments import bill as bills
from app.payments import refund as refunds
from app.web.errors import translated
from app.web.forms import money
from app.web.fragments import done
from app.web.guards import current_actor, staff_only

bp = Blueprint("payment_refunds", __name__, url_prefix="/payments/<uuid:attempt_id>/refunds")


@bp.get("/new")
@staff_only("owner", "manager")
def new(attempt_id: UUID) -> ResponseReturnValue:
    """What can go back, how, and until when."""
    return _form(attempt_id)


@bp.post("")
@staff_only("owner", "manager")
def create(attempt_id: UUID) -> ResponseReturnValue:
    """Ask the provider, or note the payout to make."""
    typed = request.form
    try:
        amount = money("amount")
        with transaction():
            refunds.request(
                current_actor(), attempt_id, amount, typed.get("reason", ""), payout_to=typed.get("payout_to", "")
            )
    except Refusal as refusal:
        return _form(attempt_id, refusal)
    return done(f"/backoffice/payments/{attempt_id}", toast=_("Pengembalian dicatat dan sedang diproses."))


def _form(attempt_id: UUID, refusal: Refusal | None = None) -> ResponseReturnValue:
    attempt = attempts.find(current_actor().vendor_id, attempt_id)
    left = refunds.refundable(attempt, refunds.of_bill(bills.find(attempt.vendor_id, attempt.bill_id)))
    sentence = translated(refusal) if refusal else ""
    field = refusal.field if refusal else None
    body = render_template(
        "backoffice/payment_refunds/new.html",
        attempt=attempt,
        left=left,
        rule=refunds.rule(attempt),
        typed=request.form,
        sentence="" if field else sentence,
        errors={field: sentence} if field else {},
    )
    return body, refusal.status if refusal else 200
