"""Language and light: two choices kept in the browser, for people with and without an account."""

from flask import Blueprint, Flask, current_app, redirect, request
from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

from app.web.i18n import LANGUAGES

THEMES = ("auto", "light", "dark")
CHOICES = {"language": LANGUAGES, "theme": THEMES}
YEAR = 365 * 24 * 3600

bp = Blueprint("preferences", __name__)


@bp.post("/preferences")
def create() -> Response:
    """Keep the choices that are among ours, then back to where the person was."""
    answer = redirect(safe_path(request.form.get("next", "")), 303)
    for name, allowed in CHOICES.items():
        if request.form.get(name) in allowed:
            keep(answer, name, request.form[name])
    return answer


def keep(answer: FlaskResponse | Response, name: str, value: str) -> None:
    """Write one choice into a cookie that lasts a year."""
    secure = request.is_secure or bool(current_app.config.get("SECURE_COOKIES"))
    answer.set_cookie(name, value, max_age=YEAR, httponly=True, samesite="Lax", secure=secure, path="/")


def safe_path(path: str) -> str:
    """A path on this very host; anything that could lead elsewhere becomes the front page."""
    plain = path.startswith("/") and not path.startswith("//") and path.isprintable() and "\\" not in path
    return path if plain else "/"


def theme() -> str:
    """The light this person chose: auto follows the device."""
    return lit(request.cookies.get("theme") if request else None)


def lit(chosen: str | None) -> str:
    """The same from the cookie alone."""
    return chosen if chosen in THEMES else "auto"


def init_app(app: Flask) -> None:
    """Register the door and the word templates use."""
    app.register_blueprint(bp)
    app.jinja_env.globals["theme"] = theme
