"""Two walls against pages elsewhere that make a browser press our buttons: where it comes from, and a token."""

import hmac
from urllib.parse import urlsplit

from flask import Flask, current_app, g, has_request_context, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.core.ids import new_secret
from app.core.refusal import Forbidden
from app.web import cookies, guards

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
FIELD, HEADER = "csrf_token", "X-CSRF-Token"
FOR_MACHINES = "hooks"
"""The one door without a token: who comes there has no session, and is believed by a signature or not at all."""
NEVER_REPEATED = ("password", "current", "wanted", FIELD)


class Foreign(Forbidden):
    """A request that another site sent through this person's browser."""


class Stale(Forbidden):
    """Our own page, but from before the last sign-in or sign-out: its token is worth nothing now."""


def init_app(app: Flask) -> None:
    """Check every unsafe request of every door but the one that machines use."""
    app.before_request(check)
    app.after_request(_remember_visit)
    app.jinja_env.globals["csrf_token"] = csrf_token


def csrf_token() -> str:
    """The token of this session, or of this visitor's browser; it lives as long. Empty outside a request (a socket)."""
    return token_for(_binding()) if has_request_context() else ""


def check() -> ResponseReturnValue | None:
    """Refuse an unsafe request from elsewhere, or without our token. What was typed is handed back to be sent again."""
    if request.method in SAFE or request.blueprint == FOR_MACHINES:
        return None
    if not is_same_origin():
        raise Foreign("Permintaan ini datang dari situs lain, jadi tidak dijalankan. Tidak ada yang berubah.")
    if _has_token():
        return None
    if request.headers.get("HX-Request") or not _is_surely_ours():
        raise Stale("Halaman ini sudah lama terbuka. Belum ada yang disimpan; muat ulang lalu coba lagi.")
    return _back_to_the_person(), Stale.status


def is_same_origin() -> bool:
    """Whether the browser says that our own page sent this; also for the handshake of a socket.

    A browser that says nothing (an old one, a program) is held by the token alone.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _is_surely_ours() -> bool:
    """Whether the browser itself vouches for it: only then may a button offer to send the same thing again."""
    return "Sec-Fetch-Site" in request.headers or "Origin" in request.headers


def _has_token() -> bool:
    sent = request.headers.get(HEADER) or request.form.get(FIELD) or ""
    known = cookies.read(cookies.SESSION if g.get("session") else cookies.VISIT)
    return bool(known) and is_same(sent, token_for(known or ""))


def is_same(sent: str, known: str) -> bool:
    """Compare two tokens without telling by the time it takes how much of them agrees."""
    return hmac.compare_digest(sent.encode(), known.encode())


def _binding() -> str:
    if g.get("session"):
        return cookies.read(cookies.SESSION) or ""
    if not g.get("visit"):
        g.visit = cookies.read(cookies.VISIT) or new_secret()
    return str(g.visit)


def token_for(secret: str, key: str = "") -> str:
    """The token that goes with the secret of a session or visitor cookie."""
    own = (key or str(current_app.config["SECRET_KEY"])).encode()
    return hmac.new(own, b"csrf:" + secret.encode(), "sha256").hexdigest()


def _remember_visit(answer: Response) -> Response:
    """A visitor gets the cookie only with a page that holds a token."""
    visit = g.pop("visit", None)
    if visit and visit != cookies.read(cookies.VISIT):
        cookies.write(answer, cookies.VISIT, visit)
    return answer


def _back_to_the_person() -> str:
    shop = guards.shop_to_mention() if request.path.startswith("/backoffice") else ""
    about = {"lost": _lost(), "shop": shop, "is_out": guards.must_sign_in()}
    return render_template("web/stale.html", action=request.full_path, fields=_typed(), **about)


def _typed() -> list[tuple[str, str]]:
    """What the person sent, but for secrets: they are not written into a page."""
    return [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER_REPEATED]


def _lost() -> bool:
    """Whether something cannot be handed back: files and passwords."""
    return any(file.filename for file in request.files.values()) or any(n in request.form for n in NEVER_REPEATED[:3])
