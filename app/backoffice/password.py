"""`/backoffice/settings/password`: one's own password."""

from flask import Blueprint, g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import person, session, throttle
from app.core.db import transaction
from app.core.refusal import Refusal
from app.web import cookies
from app.web.forms import sent
from app.web.fragments import done

from .settings import again

bp = Blueprint("password", __name__, url_prefix="/settings/password")


@bp.post("")
def update() -> ResponseReturnValue:
    """A new password: this device gets a new secret, all others are signed out."""
    try:
        secret = _change()
    except Refusal as refusal:
        return again("password", refusal)
    answer = done("/backoffice/settings", toast=_("Kata sandi sudah diganti. Perangkat lain sudah keluar."))
    return cookies.write(answer, cookies.SESSION, secret, seconds=session.COOKIE_SECONDS)


def _change() -> str:
    """The session's new secret."""
    with transaction():
        throttle.knock("account", str(g.person.id))
    with transaction():
        person.change_password(g.person, sent("current"), sent("wanted"))
        throttle.forgive("account", str(g.person.id))
        session.end_all(g.person.id, but=g.session)
        return session.rotate(g.session)
