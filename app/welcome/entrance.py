"""What the pages of the front door share: letting a person in, and where to go then."""

from uuid import UUID

from flask import g, request
from werkzeug.wrappers import Response

from app.accounts import session
from app.accounts.person import Person
from app.web import cookies
from app.web.preferences import safe_path

BROWSERS = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox"}
BROWSERS |= {"Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "Mac"}
SYSTEMS |= {"CrOS": "Chromebook", "Linux": "Linux"}


def sign_in(who: Person, vendor_id: UUID | None = None) -> str:
    """A new session on this device in place of the one it had; the secret goes to `admit` after the commit."""
    if g.session:
        session.end(g.session)
    return session.begin(who, device=device(), vendor_id=vendor_id)


def admit(answer: Response, secret: str) -> Response:
    """Hand the session over with an answer; the browser's visitor number has done its work."""
    cookies.forget(answer, cookies.VISIT)
    return cookies.write(answer, cookies.SESSION, secret, seconds=session.COOKIE_SECONDS)


def dismiss(answer: Response) -> Response:
    """Take the session back."""
    return cookies.forget(answer, cookies.SESSION)


def address() -> str:
    """Where the request comes from. Behind a proxy the server has put the right one there."""
    return request.remote_addr or "unknown"


def next_path(otherwise: str = "/backoffice") -> str:
    """Where the person wanted to go, on this host."""
    return safe_path(request.values.get("next") or otherwise)


def device() -> str:
    """What to call this device in a list: "Chrome · Android". A guess from what the browser says of itself."""
    said = request.headers.get("User-Agent", "")
    words = [next((name for sign, name in signs.items() if sign in said), "") for signs in (BROWSERS, SYSTEMS)]
    return " · ".join(word for word in words if word)
