"""`/sessions/deletion`: signing out everywhere, this device too."""

from flask import Blueprint, g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import session
from app.core.db import transaction
from app.web.fragments import done

from .entrance import dismiss

bp = Blueprint("everywhere", __name__, url_prefix="/sessions/deletion")


@bp.post("")
def destroy() -> ResponseReturnValue:
    """End every session of the person; a second time changes nothing."""
    with transaction():
        if g.person:
            session.end_all(g.person.id)
    return dismiss(done("/", toast=_("Anda sudah keluar dari semua perangkat.")))
