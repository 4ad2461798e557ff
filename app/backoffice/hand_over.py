"""`/backoffice/settings/hand-over`: how orders reach their buyers."""

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from app.accounts import selling_terms
from app.web.forms import money, sent, ticked
from app.web.guards import current_actor, staff_only

from .settings import save

bp = Blueprint("hand_over", __name__, url_prefix="/settings/hand-over")


@bp.post("")
@staff_only("owner", "manager")
def update() -> ResponseReturnValue:
    """Pickup, courier, or both."""
    return save("hand-over", _hand_over)


def _hand_over() -> None:
    selling_terms.hand_over(
        current_actor(),
        g.vendor,
        pickup=ticked("pickup"),
        address=sent("address"),
        courier=ticked("courier"),
        courier_label=sent("courier_label"),
        courier_amount=money("courier_amount"),
    )
