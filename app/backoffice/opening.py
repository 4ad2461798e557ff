"""`/backoffice/settings/opening`: the sign on the shop's door."""

from flask import Blueprint, g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import selling_terms
from app.core.db import transaction
from app.web.forms import ticked
from app.web.fragments import done
from app.web.guards import current_actor, staff_only

bp = Blueprint("opening", __name__, url_prefix="/settings/opening")


@bp.post("")
@staff_only("owner", "manager")
def update() -> ResponseReturnValue:
    """Open or close the shop for orders."""
    is_open = ticked("is_open")
    with transaction():
        selling_terms.open_or_close(current_actor(), g.vendor, is_open=is_open)
    words = _("Toko buka untuk pesanan.") if is_open else _("Toko ditutup. Pembeli masih bisa melihat produk.")
    return done("/backoffice/settings", toast=words)
