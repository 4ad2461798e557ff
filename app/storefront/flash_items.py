"""One item of a flash sale: photo, deal, countdown, what is left in words, and a form that needs no script."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Response, g, make_response, render_template, session, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response as AnyResponse

from app.core.clock import now
from app.core.refusal import Refusal
from app.flash.item import FlashItem
from app.flash.sale import FlashSale
from app.orders.checkout import Details
from app.rush import counter
from app.web.csrf import csrf_token
from app.web.errors import translated
from app.web.fragments import done
from app.web.preferences import theme

from . import checkout, flash_left, flash_shop, flash_token, waiting_places, ways
from .flash_shop import Recent

HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}


@dataclass(frozen=True)
class Shell:
    """A page with holes where it differs from one browser to the next: its pieces, and which value stands between."""

    pieces: tuple[str, ...]
    holes: tuple[int, ...]

    @classmethod
    def around(cls, html: str, values: tuple[str, ...]) -> "Shell":
        """A page that was drawn for one browser, with these values."""
        value = re.compile("|".join(map(re.escape, values)))
        return cls(tuple(value.split(html)), tuple(values.index(one) for one in value.findall(html)))

    def filled(self, values: tuple[str, ...]) -> str:
        """The page of one browser."""
        parts = [self.pieces[0]]
        for hole, piece in zip(self.holes, self.pieces[1:], strict=True):
            parts += (values[hole], piece)
        return "".join(parts)


shells: Recent[Shell] = Recent(1.0)


def show(sale_id: UUID, item_id: UUID) -> AnyResponse:
    """The page, drawn once a second for everybody; each gets a key, a token and a moment of their own."""
    sale, item = flash_shop.item(sale_id, item_id)
    if waiting_places.must_wait(sale, item, is_looking=True):
        return done(url_for("flash.waiting_places.show", sale_id=sale_id, item_id=item_id))
    key = shell_key(item, str(get_locale()), theme())
    values = own(item)
    if session.get("_flashes"):  # somebody is to be told something that others are not
        return answer(_drawn(sale, item, values))
    return answer(shells.recall(key, lambda: Shell.around(_drawn(sale, item, values), values)).filled(values))


def again(
    sale: FlashSale, item: FlashItem, told: Details, quantity: int, refusal: Refusal, token: str = ""
) -> Response:
    """The page after a press that came to nothing: what was typed, the sentence, and a fresh key for the next press.

    A press that is not decided keeps its token: it may still become an order, and the next press must find that one.
    """
    if counter.is_for_all(refusal):
        return _gone(sale, item, refusal)
    sentence = translated(refusal)
    errors = checkout.errors(told, refusal) if refusal.field in Details.__dataclass_fields__ else {}
    said = "" if errors else sentence
    fresh, *rest = own(item)
    mine = (token or fresh, *rest)
    html = _drawn(sale, item, mine, told=told, quantity=quantity, errors=errors, sentence=said)
    return answer(html, refusal.status)


def _gone(sale: FlashSale, item: FlashItem, refusal: Refusal) -> Response:
    """The same for all who came too late, so it is drawn once; nothing typed is of use any more."""
    sentence, values = translated(refusal), own(item)
    key = shell_key(item, str(get_locale()), theme(), refusal)
    shell = shells.recall(key, lambda: Shell.around(_drawn(sale, item, values, sentence=sentence), values))
    return answer(shell.filled(values), refusal.status)


def shell_key(item: FlashItem, spoken: str, lit: str, refusal: Refusal | None = None) -> tuple[object, ...]:
    """What all who see the same page have in common: language, light, and why they came too late if they did."""
    return item.vendor_id, item.id, spoken, lit, str(refusal or "")


def own(item: FlashItem) -> tuple[str, str, str]:
    """What only this browser's page holds: the token of its next press, of its other forms, and the moment."""
    token = flash_token.make_token(g.vendor.id, item, flash_token.device())
    return token, csrf_token(), now().isoformat()


def answer(html: str, status: int = 200) -> Response:
    """Kept by nobody: a token is for one press."""
    return make_response(html, status, HEADERS)


def _drawn(sale: FlashSale, item: FlashItem, own: tuple[str, ...], **more: Any) -> str:
    left = flash_shop.left(sale.id, item.id)
    terms: dict[str, Any] = {"ways_to_get": ways.to_get(g.vendor), "ways_to_pay": ways.to_pay(g.vendor)}
    terms["groups"] = ways.online(g.vendor, item.price_amount)
    usual = {"told": _first(terms), "quantity": 1, "errors": {}, "sentence": ""}
    pieces = min(max(int(more.get("quantity") or 1), 1), item.per_buyer)
    return render_template(
        "storefront/flash/item.html",
        sale=sale,
        item=item,
        product=item.variant.product,
        left=left,
        every=flash_left.pace(left),
        token=own[0],
        moment=own[2],
        pieces=pieces,
        totals=ways.totals(g.vendor, item.price_amount * pieces),
        **usual | terms | more,
    )


def _first(terms: dict[str, Any]) -> Details:
    get, pay = ([way for way, *_ in terms[name]] for name in ("ways_to_get", "ways_to_pay"))
    pay += [way for group in terms["groups"] for way, *_ in group.choices]
    return Details("", "", "".join(get[:1]), "".join(pay[:1]))
