"""`/backoffice/settings/payment`: how buyers pay."""

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from app.accounts import selling_terms
from app.web.forms import sent, ticked
from app.web.guards import current_actor, staff_only

from .settings import save

bp = Blueprint("payment", __name__, url_prefix="/settings/payment")


@bp.post("")
@staff_only("owner")
def update() -> ResponseReturnValue:
    """Cash at the door, a bank account, or both."""
    bank = {name: sent(name) for name in ("bank_name", "bank_account", "bank_holder")}
    return save("payment", lambda: selling_terms.take_money(current_actor(), g.vendor, cod=ticked("cod"), **bank))
