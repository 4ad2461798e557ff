"""`/backoffice/settings`: the shop, its selling terms, and one's own devices. Each card is a form and a file."""

from collections.abc import Callable

from flask import Blueprint, g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import session
from app.core.db import transaction
from app.core.refusal import Refusal
from app.web import forms
from app.web.fragments import done

bp = Blueprint("settings", __name__, url_prefix="/settings")
PAGE = "backoffice/settings/show.html"


@bp.get("")
def show() -> ResponseReturnValue:
    """The cards that this role may see."""
    return forms.fresh(PAGE, card="", **context())


def save(card: str, deed: Callable[[], object]) -> ResponseReturnValue:
    """Do one card's deed and come back to it; refused, show it again with what was typed."""
    try:
        with transaction():
            deed()
    except Refusal as refusal:
        return again(card, refusal)
    return done(f"/backoffice/settings#{card}", toast=_("Tersimpan."))


def again(card: str, refusal: Refusal) -> ResponseReturnValue:
    """The page with one card as it was sent and the sentence in it."""
    return forms.again(PAGE, refusal, card=card, **context())


def context() -> dict[str, object]:
    """What the page shows besides the shop itself."""
    return {"devices": session.of_person(g.person.id), "session": g.session}
