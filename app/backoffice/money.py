"""`/backoffice/money`: money that waits for a decision, payouts to make, and what providers said."""

from flask import Blueprint, render_template

from app.orders import inbox
from app.payments import attempt as attempts
from app.payments import bill as bills
from app.payments import refund as refunds
from app.payments import surplus
from app.payments.account import accounts
from app.payments.purpose import purpose_of
from app.payments.surplus import PaymentSurplus
from app.web.guards import current_actor

bp = Blueprint("money", __name__, url_prefix="/money")


@bp.get("")
def index() -> str:
    """The desk."""
    vendor_id = current_actor().vendor_id
    return render_template(
        "backoffice/money/index.html",
        desk=[told(one) for one in surplus.waiting(vendor_id)],
        payouts=refunds.payouts(vendor_id),
        owed_back=inbox.owed_back(vendor_id),
        accounts=accounts(vendor_id),
    )


def told(laid: PaymentSurplus) -> dict[str, object]:
    """One row of the desk with what a person needs to decide."""
    bill = bills.find(laid.vendor_id, laid.bill_id)
    attempt = attempts.find(laid.vendor_id, laid.attempt_id)
    return {
        "laid": laid,
        "bill": bill,
        "attempt": attempt,
        "payer": purpose_of(bill).payer(bill),
        "rule": refunds.rule(attempt),
    }
