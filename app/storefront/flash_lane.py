"""The fast lane of a flash sale: a press that is as it should be is answered before Flask unpacks its tools.

It has no rule of its own and asks no database: it uses what `flash_orders` uses, from what this process remembers.
Whatever is not plain (somebody signed in, a word missing, an item not remembered, a refusal) goes on to the door, which
does all of it and finds under ANSWERED what became of a press that was already made.
"""

import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from flask import Flask
from werkzeug.http import dump_cookie, parse_cookie

from app.core.clock import now
from app.core.refusal import Refusal
from app.flash.item import FlashItem
from app.orders.attempt import Attempt, Outcome
from app.orders.checkout import Details
from app.rush import press, waiting_room
from app.rush.press import NoQueue, Said
from app.web import cookies, csrf, headers

from . import basket, flash_orders, flash_shop, flash_token

ANSWERED = "nusacart.flash.answered"
MOST_BYTES = 8_192
UUID_ = "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
ADDRESS = re.compile(f"/@([a-z0-9-]+)/flash/{UUID_}/items/{UUID_}/orders")

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class NotPlain(Exception):
    """Something for the door."""


class FlashLane:
    """WSGI wrapper around the app."""

    def __init__(self, app: Flask):
        self.app, self.wsgi = app, app.wsgi_app
        self.key = str(app.config["SECRET_KEY"])
        self.is_secure = bool(app.config.get("SECURE_COOKIES"))
        self.names = [("__Host-" if self.is_secure else "") + name for name in (cookies.SESSION, cookies.VISIT)]
        with app.app_context():
            self.fixed = [*headers.fixed().items(), ("Cache-Control", "no-store"), ("Content-Length", "0")]

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        place = environ["REQUEST_METHOD"] == "POST" and ADDRESS.fullmatch(environ["PATH_INFO"])
        if not place:
            return self.wsgi(environ, start_response)
        try:
            outcome = self._press(environ, *place.groups())
        except (NotPlain, NoQueue, Refusal, ValueError):
            return self.wsgi(environ, start_response)
        if outcome and outcome.order_id:
            return self._to_order(place[1], outcome, environ, start_response)
        environ[ANSWERED] = outcome
        return self.wsgi(environ, start_response)

    def _press(self, environ: Environ, slug: str, sale_id: str, item_id: str) -> Outcome | None:
        item = _open_item(slug, UUID(sale_id), UUID(item_id))
        visit = self._visitor(environ)
        form = _form(environ)
        sent, known = form.get(csrf.FIELD, ""), csrf.token_for(visit, self.key)
        pressed = flash_token.read_token(item.vendor_id, form.get(flash_token.FIELD, ""), self.key)
        if not csrf.is_same(sent, known) or pressed is None or not pressed.is_for(item.id, visit):
            raise NotPlain
        told = Details(**{name: form.get(name, "") for name in flash_orders.TOLD}).checked()
        wanted: Attempt = flash_orders.attempt(item, told, int(form.get("quantity", 1)), pressed)
        return press.queue_up(Said(wanted, environ.get("REMOTE_ADDR", "")))

    def _visitor(self, environ: Environ) -> str:
        """The cookie of a visitor whose own page sent this; whoever is signed in goes through the door."""
        sent = parse_cookie(environ.get("HTTP_COOKIE", ""))
        session, visit = (sent.get(name) for name in self.names)
        if session or not visit or not _is_same_origin(environ) or "HTTP_HX_REQUEST" in environ:
            raise NotPlain
        return visit

    def _to_order(self, slug: str, outcome: Outcome, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        secret = outcome.secret or ""
        cookie = dump_cookie(
            basket.ORDER,
            secret,
            max_age=basket.KEPT[basket.ORDER],
            path=f"/@{slug}",
            secure=self.is_secure,
            httponly=True,
            samesite="Lax",
        )
        more = [("Location", f"/@{slug}/orders/{secret}"), ("Set-Cookie", cookie)]
        if environ["wsgi.url_scheme"] == "https":
            more.append(("Strict-Transport-Security", headers.YEAR))
        start(f"303 {HTTPStatus.SEE_OTHER.phrase}", self.fixed + more)
        return ()


def _open_item(slug: str, sale_id: UUID, item_id: UUID) -> FlashItem:
    """The item, if this process remembers that it can be bought now by whoever comes."""
    vendor = flash_shop.vendors.peek(slug)
    sale = flash_shop.sales.peek((vendor.id, sale_id)) if vendor else None
    lefts = flash_shop.lefts.peek((vendor.id, sale_id)) if vendor else None
    item = next((one for one in sale.items if one.id == item_id), None) if sale else None
    if sale is None or item is None or lefts is None or now() < sale.starts_at:
        raise NotPlain
    if lefts[item_id].stage != "on" or not waiting_room.is_quiet(item_id) or not press.is_open(item_id):
        raise NotPlain
    return item


def _form(environ: Environ) -> dict[str, str]:
    """What was typed; the door can read it again."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    kind = environ.get("CONTENT_TYPE", "")
    if not 0 < length <= MOST_BYTES or not kind.startswith("application/x-www-form-urlencoded"):
        raise NotPlain
    body = environ["wsgi.input"].read(length)
    environ["wsgi.input"] = BytesIO(body)
    if len(body) < length or environ.get("QUERY_STRING"):
        raise NotPlain
    return dict(reversed(parse_qsl(body.decode(), keep_blank_values=True)))


def _is_same_origin(environ: Environ) -> bool:
    site, origin = environ.get("HTTP_SEC_FETCH_SITE"), environ.get("HTTP_ORIGIN")
    if site is not None:
        return site in ("same-origin", "none")
    return origin is None or urlsplit(origin).netloc == environ.get("HTTP_HOST")


def init_app(app: Flask) -> None:
    """Innermost of all wrappers: what proxies say is known by then."""
    app.wsgi_app = FlashLane(app)  # type: ignore[method-assign]
