"""`/session`: signing in and out on this device."""

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from app.accounts import contact, person, session, throttle
from app.accounts.person import Person
from app.core.db import transaction
from app.core.refusal import Refusal
from app.web import forms
from app.web.fragments import done

from .entrance import address, admit, dismiss, next_path, sign_in

bp = Blueprint("sessions", __name__, url_prefix="/session")


@bp.get("/new")
def new() -> ResponseReturnValue:
    """The form; whoever is signed in already goes on."""
    return done(next_path()) if g.person else forms.fresh("welcome/sessions/new.html", next=next_path())


@bp.post("")
def create() -> ResponseReturnValue:
    """A session for the right password; for a wrong one the same sentence whether or not there is such an account."""
    try:
        secret = _authenticate()
    except Refusal as refusal:
        return forms.again("welcome/sessions/new.html", refusal, next=next_path())
    return admit(done(next_path()), secret)


@bp.post("/deletion")
def destroy() -> ResponseReturnValue:
    """Sign out; a second time changes nothing."""
    with transaction():
        if g.session:
            session.end(g.session)
    return dismiss(done(next_path("/")))


def _authenticate() -> str:
    """The secret of a new session. Every try is counted before the password is looked at."""
    who = contact.parse(forms.sent("contact"))
    with transaction():
        throttle.knock("account", str(who))
        throttle.knock("address", address())
    with transaction():
        known: Person = person.authenticate(who, forms.sent("password"))
        throttle.forgive("account", str(who))
        throttle.take_back("address", address())
        return sign_in(known)
