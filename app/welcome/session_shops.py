"""`/session/shop`: which of a person's shops this device works for."""

from flask import Blueprint, abort, g
from flask.typing import ResponseReturnValue

from app.accounts import membership, session
from app.core.db import transaction
from app.web import forms, guards
from app.web.fragments import done

from .entrance import admit

bp = Blueprint("session_shops", __name__, url_prefix="/session/shop")


@bp.post("")
@guards.signed_in
def update() -> ResponseReturnValue:
    """Work for another shop; pages that are still open for the old one can no longer be sent."""
    shop = next((m.vendor for m in membership.of_person(g.person.id) if str(m.vendor_id) == forms.sent("shop")), None)
    if shop is None:
        abort(404)
    with transaction():
        secret = session.rotate(g.session, vendor_id=shop.id)
    return admit(done("/backoffice"), secret)
