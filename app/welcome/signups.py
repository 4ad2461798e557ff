"""`/signup`, screen one of three: who you are."""

from flask import Blueprint, g, url_for
from flask.typing import ResponseReturnValue

from app.accounts import person, throttle
from app.core.db import transaction
from app.core.refusal import Refusal
from app.web import forms
from app.web.fragments import done

from .entrance import address, admit, sign_in

bp = Blueprint("signups", __name__, url_prefix="/signup")


@bp.get("")
def new() -> ResponseReturnValue:
    """The form; whoever is signed in goes on to the shop."""
    return done(url_for("shops.new")) if g.person else forms.fresh("welcome/signups/new.html")


@bp.post("")
def create() -> ResponseReturnValue:
    """An account and a session, then screen two."""
    with transaction():
        throttle.knock("signup", address())
    try:
        with transaction():
            made = person.register(forms.sent("name"), forms.sent("contact"), forms.sent("password"))
            secret = sign_in(made)
    except Refusal as refusal:
        return forms.again("welcome/signups/new.html", refusal)
    return admit(done(url_for("shops.new")), secret)
