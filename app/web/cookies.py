"""Our two secret cookies: who is signed in (sid), and which browser a visitor without an account uses (visit)."""

from flask import current_app, request
from werkzeug.wrappers import Response

SESSION, VISIT = "sid", "visit"


def read(name: str) -> str | None:
    """What this browser sent."""
    return request.cookies.get(_full(name))


def write(answer: Response, name: str, secret: str, *, seconds: int | None = None) -> Response:
    """For this host only, unreadable to scripts; gone with the browser when no length is given."""
    answer.set_cookie(_full(name), secret, max_age=seconds, secure=_secure(), httponly=True, samesite="Lax", path="/")
    return answer


def forget(answer: Response, name: str) -> Response:
    """Take it back."""
    answer.delete_cookie(_full(name), secure=_secure(), httponly=True, samesite="Lax", path="/")
    return answer


def _secure() -> bool:
    return bool(current_app.config.get("SECURE_COOKIES"))


def named(name: str, is_secure: bool) -> str:
    """The prefix makes a browser refuse it from another host or over plain HTTP; it needs Secure."""
    return f"__Host-{name}" if is_secure else name


def _full(name: str) -> str:
    return named(name, _secure())
