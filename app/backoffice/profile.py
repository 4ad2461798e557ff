"""`/backoffice/settings/profile`: what the shop is called and how it is reached."""

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from app.accounts import selling_terms
from app.web.forms import sent
from app.web.guards import current_actor, staff_only

from .settings import save

bp = Blueprint("profile", __name__, url_prefix="/settings/profile")


@bp.post("")
@staff_only("owner", "manager")
def update() -> ResponseReturnValue:
    """Name, WhatsApp number, a line about the shop."""
    wanted = {name: sent(name) for name in ("name", "phone", "about")}
    return save("profile", lambda: selling_terms.introduce(current_actor(), g.vendor, **wanted))
