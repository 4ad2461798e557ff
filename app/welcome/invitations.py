"""`/invitations/<secret>`: joining the staff of a shop."""

from flask import Blueprint, g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import invitation, person, session, throttle
from app.accounts.invitation import Invitation
from app.core.db import transaction
from app.core.refusal import Refusal
from app.web import forms
from app.web.fragments import done

from .entrance import address, admit, sign_in

bp = Blueprint("invitations", __name__, url_prefix="/invitations/<secret>")


@bp.get("")
def show(secret: str) -> ResponseReturnValue:
    """Who invites whom into what; with a button for who is signed in, a form for who is new."""
    return forms.fresh("welcome/invitations/show.html", invitation=invitation.find(secret), secret=secret)


@bp.post("/acceptance")
def create(secret: str) -> ResponseReturnValue:
    """Join as who is signed in, or as a new person, and start working."""
    with transaction():
        throttle.knock("invitation", address())
    sent = invitation.find(secret)
    try:
        with transaction():
            cookie = _join(sent)
    except Refusal as refusal:
        return forms.again("welcome/invitations/show.html", refusal, invitation=sent, secret=secret)
    return admit(done("/backoffice", toast=_("Selamat datang di %(shop)s.", shop=sent.vendor.name)), cookie)


def _join(sent: Invitation) -> str:
    """The secret of a session that works for the shop."""
    if g.person:
        invitation.accept(sent, g.person)
        return session.rotate(g.session, vendor_id=sent.vendor_id)
    newcomer = person.register(forms.sent("name"), forms.sent("contact"), forms.sent("password"))
    invitation.accept(sent, newcomer)
    return sign_in(newcomer, sent.vendor_id)
