"""`/signup/shop`, screen two of three: what the shop is called."""

from flask import Blueprint, g, url_for
from flask.typing import ResponseReturnValue

from app.accounts import membership, session, signing_up
from app.core.db import transaction
from app.core.refusal import Refusal
from app.web import forms, guards
from app.web.fragments import done

from .entrance import admit

bp = Blueprint("shops", __name__, url_prefix="/signup/shop")


@bp.get("")
@guards.signed_in
def new() -> ResponseReturnValue:
    """The form; also for a further shop."""
    lost = membership.last_ended(g.person.id)
    return forms.fresh("welcome/shops/new.html", shops=membership.of_person(g.person.id), lost=lost)


@bp.post("")
@guards.signed_in
def create() -> ResponseReturnValue:
    """The shop, its owner, and this device working for it; then screen three."""
    try:
        with transaction():
            owner = signing_up.open_shop(g.person, forms.sent("name"))
            secret = session.rotate(g.session, vendor_id=owner.vendor_id)
    except Refusal as refusal:
        return forms.again("welcome/shops/new.html", refusal, shops=membership.of_person(g.person.id))
    return admit(done(url_for("first_products.new")), secret)
