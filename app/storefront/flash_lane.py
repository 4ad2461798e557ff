"""The fast lane of a flash sale: a page or a press that is plain is answered before Flask unpacks its tools.

It has no rule of its own: it uses what `flash_items` and `flash_orders` use, from what this process remembers. Whatever
is not plain (somebody signed in, a word missing, a page not drawn yet, most refusals) goes on to the door, which does
all of it and finds under ANSWERED what became of a press that was already made.
"""

import re
import zlib
from collections.abc import Callable, Iterable
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.http import dump_cookie, parse_cookie

from app.core import tenancy
from app.core.clock import now
from app.core.ids import new_secret
from app.core.refusal import Refusal
from app.flash.item import FlashItem
from app.flash.left import Left
from app.flash.sale import FlashSale
from app.orders.checkout import Details
from app.rush import counter, press, waiting_room
from app.rush.press import NoQueue, Said
from app.web import compression, cookies, csrf, headers, i18n, preferences

from . import basket, flash_items, flash_orders, flash_shop, flash_token

ANSWERED = "nusacart.flash.answered"
MOST_BYTES = 8_192
_ID = "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
ADDRESS = re.compile(f"/@([a-z0-9-]+)/flash/{_ID}/items/{_ID}(/orders)?")

Environ = dict[str, Any]
Start = Callable[..., Any]
Headers = list[tuple[str, str]]


class NotPlain(Exception):
    """Something for the door."""


class FlashLane:
    """WSGI wrapper around the app."""

    def __init__(self, app: Flask):
        self.app, self.wsgi = app, app.wsgi_app
        self.key = str(app.config["SECRET_KEY"])
        self.toasts = app.config["SESSION_COOKIE_NAME"]
        self.is_secure = bool(app.config.get("SECURE_COOKIES"))
        self.session, self.visit = (cookies.named(name, self.is_secure) for name in (cookies.SESSION, cookies.VISIT))
        with app.app_context():
            self.fixed = [*(headers.fixed() | flash_items.HEADERS).items()]

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        address = ADDRESS.fullmatch(environ["PATH_INFO"])
        if not address:
            return self.wsgi(environ, start)
        try:
            if address[4] and environ["REQUEST_METHOD"] == "POST":
                return self._press(environ, start, address)
            if not address[4] and environ["REQUEST_METHOD"] == "GET":
                return self._page(environ, start, address)
        except (NotPlain, NoQueue, Refusal, ValueError, SQLAlchemyError):
            pass
        return self.wsgi(environ, start)

    def _press(self, environ: Environ, start: Start, address: re.Match[str]) -> Iterable[bytes]:
        sent = self._cookies(environ)
        visit = sent.get(self.visit)
        if not visit or not _is_same_origin(environ):
            raise NotPlain
        item, stage = self._item(address)
        no = counter.look.now().no(item.id)
        device = flash_token.device_of(visit)
        if not _may_press(item.id, stage, device, no):
            raise NotPlain
        said = self._said(environ, item, visit, device)
        outcome = press.turn_away(said.attempt, no) if no else press.queue_up(said)
        if outcome and outcome.order_id:
            return self._to_order(address[1], outcome.secret or "", environ, start)
        if outcome is None:
            leads = environ["PATH_INFO"].removesuffix("orders") + f"attempts/{said.attempt.key}"
            return self._lead(leads, [], environ, start)
        environ[ANSWERED] = outcome
        if outcome.refusal and counter.is_for_all(outcome.refusal):
            return self._show(environ, start, item, sent, outcome.refusal)
        raise NotPlain

    def _said(self, environ: Environ, item: FlashItem, visit: str, device: str) -> Said:
        """What the form says. Raises NotPlain, or the Refusal that the door will give again."""
        form = _form(environ)
        pressed = flash_token.read_token(item.vendor_id, form.get(flash_token.FIELD, ""), self.key)
        is_ours = csrf.is_same(form.get(csrf.FIELD, ""), csrf.token_for(visit, self.key))
        if not is_ours or pressed is None or not pressed.is_for(item.id, device):
            raise NotPlain
        told = Details(**{name: form.get(name, "") for name in flash_orders.TOLD}).checked()
        wanted = flash_orders.attempt(item, told, int(form.get("quantity", 1)), pressed)
        return Said(wanted, environ.get("REMOTE_ADDR", ""))

    def _to_order(self, slug: str, secret: str, environ: Environ, start: Start) -> Iterable[bytes]:
        kept = dump_cookie(
            basket.ORDER,
            secret,
            max_age=basket.KEPT[basket.ORDER],
            path=f"/@{slug}",
            secure=self.is_secure,
            httponly=True,
            samesite="Lax",
        )
        return self._lead(f"/@{slug}/orders/{secret}", [("Set-Cookie", kept)], environ, start)

    def _lead(self, address: str, more: Headers, environ: Environ, start: Start) -> Iterable[bytes]:
        self._begin("303 SEE OTHER", [("Location", address), *more, ("Content-Length", "0")], environ, start)
        return ()

    def _page(self, environ: Environ, start: Start, address: re.Match[str]) -> Iterable[bytes]:
        sent = self._cookies(environ)
        sent.setdefault(self.visit, new_secret())
        item = self._open_item(address, flash_token.device_of(sent[self.visit]))
        return self._show(environ, start, item, sent)

    def _show(
        self, environ: Environ, start: Start, item: FlashItem, sent: dict[str, str], no: Refusal | None = None
    ) -> Iterable[bytes]:
        spoken = i18n.spoken(sent.get("language"), environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        shell = flash_items.shells.peek(flash_items.shell_key(item, spoken, preferences.lit(sent.get("theme")), no))
        if shell is None:
            raise NotPlain
        visit = sent[self.visit]
        token = flash_token.make_token(item.vendor_id, item, flash_token.device_of(visit), self.key)
        body = shell.filled((token, csrf.token_for(visit, self.key), now().isoformat())).encode()
        more = [("Content-Type", "text/html; charset=utf-8"), ("Vary", "HX-Request, Cookie, Accept-Encoding")]
        if compression.wanted(environ.get("HTTP_ACCEPT_ENCODING", "")):
            body, more = compression.packed(body, zlib.Z_BEST_SPEED), [*more, ("Content-Encoding", "gzip")]
        if self.visit not in environ.get("HTTP_COOKIE", ""):
            kept = dump_cookie(self.visit, visit, secure=self.is_secure, httponly=True, samesite="Lax", path="/")
            more.append(("Set-Cookie", kept))
        status = f"{no.status} {HTTPStatus(no.status).phrase}" if no else "200 OK"
        self._begin(status, [*more, ("Content-Length", str(len(body)))], environ, start)
        return (body,)

    def _open_item(self, address: re.Match[str], device: str) -> FlashItem:
        """The item, if it can be bought now by whoever comes, as far as this process remembers."""
        item, stage = self._item(address)
        board = counter.look.now()
        is_open = board.is_manned and board.no(item.id) is None
        if not is_open or not _may_press(item.id, stage, device, None):
            raise NotPlain
        return item

    def _item(self, address: re.Match[str]) -> tuple[FlashItem, str]:
        """The item of a sale that has begun, and what its page says is left."""
        sale_id, item_id = UUID(hex=address[2]), UUID(hex=address[3])
        sale, left = self._known(address[1], sale_id)
        item = next((one for one in sale.items if one.id == item_id), None)
        if item is None or now() < sale.starts_at:
            raise NotPlain
        return item, left[item_id].stage

    def _known(self, slug: str, sale_id: UUID) -> tuple[FlashSale, dict[UUID, Left]]:
        """The sale and what is left of it; where that is not fresh, one asks and a crowd waits for what it hears."""
        vendor = flash_shop.vendors.peek(slug)
        sale = flash_shop.sales.peek((vendor.id, sale_id)) if vendor else None
        left = flash_shop.lefts.peek((vendor.id, sale_id)) if vendor else None
        if sale and left:
            return sale, left
        with self.app.app_context():
            vendor = flash_shop.at(slug)
            with tenancy.acting_for(vendor.id):
                return flash_shop.sale_of(vendor.id, sale_id), flash_shop.lefts_of(vendor.id, sale_id)

    def _cookies(self, environ: Environ) -> dict[str, str]:
        """A visitor's cookies; who is signed in, has something to be told, or asks for a fragment goes to the door."""
        sent = dict(parse_cookie(environ.get("HTTP_COOKIE", "")))
        if self.session in sent or self.toasts in sent or "HTTP_HX_REQUEST" in environ or environ.get("QUERY_STRING"):
            raise NotPlain
        return sent

    def _begin(self, status: str, more: Headers, environ: Environ, start: Start) -> None:
        safe = [("Strict-Transport-Security", headers.YEAR)] if environ["wsgi.url_scheme"] == "https" else []
        start(status, [*self.fixed, *safe, *more])


def _may_press(item_id: UUID, stage: str, device: str, no: Refusal | None) -> bool:
    """Whether nobody else's turn comes first. When nothing is left a press is answered at once: that is the truth."""
    if no is None:
        return stage == "on" and waiting_room.pass_quietly(item_id, device)
    return stage in ("held", "gone") or (stage == "on" and waiting_room.is_quiet(item_id))


def _form(environ: Environ) -> dict[str, str]:
    """What was typed; the door can read it again."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    kind = environ.get("CONTENT_TYPE", "")
    if not 0 < length <= MOST_BYTES or not kind.startswith("application/x-www-form-urlencoded"):
        raise NotPlain
    body = environ["wsgi.input"].read(length)
    environ["wsgi.input"] = BytesIO(body)
    if len(body) < length or b"%00" in body or b"\0" in body:
        raise NotPlain
    return dict(reversed(parse_qsl(body.decode(), keep_blank_values=True)))


def _is_same_origin(environ: Environ) -> bool:
    site, origin = environ.get("HTTP_SEC_FETCH_SITE"), environ.get("HTTP_ORIGIN")
    if site is not None:
        return site in ("same-origin", "none")
    return origin is None or urlsplit(origin).netloc == environ.get("HTTP_HOST")


def init_app(app: Flask) -> None:
    """Innermost of all wrappers: what proxies say is known by then."""
    app.wsgi_app = FlashLane(app)  # type: ignore[assignment,method-assign]
