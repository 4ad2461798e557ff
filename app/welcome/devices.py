"""`/sessions`: the devices a person is signed in on."""

from uuid import UUID

from flask import Blueprint, abort, g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import session
from app.core.db import transaction
from app.web import guards
from app.web.fragments import done

bp = Blueprint("devices", __name__, url_prefix="/sessions")


@bp.post("/<uuid:session_id>/deletion")
@guards.signed_in
def destroy(session_id: UUID) -> ResponseReturnValue:
    """Sign another device out. Somebody else's is a 404."""
    one = next((s for s in session.of_person(g.person.id) if s.id == session_id), None)
    if one is None:
        abort(404)
    with transaction():
        session.end(one)
    return done("/backoffice/settings", toast=_("Perangkat itu sudah keluar."))
