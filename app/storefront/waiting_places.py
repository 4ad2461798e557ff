"""Somebody's place in the waiting room of a flash item: a page of their own, which may be closed meanwhile."""

from typing import Any
from uuid import UUID

from flask import current_app, g, make_response, render_template, request, url_for
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from app.core.clock import now
from app.flash.item import FlashItem
from app.flash.sale import FlashSale
from app.rush import waiting_room
from app.rush.waiting_room import Room, Standing, Ticket
from app.web.fragments import done

from . import flash_shop, flash_token

KEPT_SECONDS = 86_400


def show(sale_id: UUID, item_id: UUID) -> Response:
    """Where they stand, what is left, an honest estimate; closed when nothing can come any more."""
    sale, item = flash_shop.item(sale_id, item_id)
    standing = turn(sale, item)
    if standing.may_press and not standing.until_seconds:
        return done(url_for("flash.flash_items.show", sale_id=sale_id, item_id=item_id))
    page = make_response(render_template("storefront/flash/place.html", moment=now(), **told(sale, item, standing)))
    page.headers["Cache-Control"] = "no-store"
    return keep(page, item, standing)


def create(sale_id: UUID, item_id: UUID) -> Response:
    """Wait for units that may come back."""
    sale, item = flash_shop.item(sale_id, item_id)
    standing = turn(sale, item, queues=True)
    return keep(done(url_for("flash.waiting_places.show", sale_id=sale_id, item_id=item_id)), item, standing)


def must_wait(sale: FlashSale, item: FlashItem, *, is_looking: bool = False) -> bool:
    """Whether somebody comes before their turn: there is something left, but others were here first.

    When nothing is left a press may go on: its answer tells the truth, and finds an order made before. Whoever looks
    before the start is noted, so that they have their place when it comes.
    """
    stage = flash_shop.left(sale.id, item.id).stage
    if not is_looking and (stage != "on" or waiting_room.is_quiet(item.id)):
        return False
    return stage in ("soon", "starting", "on") and not turn(sale, item).may_press and stage == "on"


def turn(sale: FlashSale, item: FlashItem, *, queues: bool = False) -> Standing:
    """Whether this browser may press now, and where it stands if not."""
    room = Room(item.id, sale.waiting_above, sale.is_draw, flash_shop.left(sale.id, item.id))
    return waiting_room.come(room, flash_token.device(), queues=queues, ticket=_ticket(item))


def told(sale: FlashSale, item: FlashItem, standing: Standing) -> dict[str, Any]:
    """What the page and its following fragment show."""
    left = flash_shop.left(sale.id, item.id)
    ahead = max(standing.place - 1, 0)
    return {
        "sale": sale,
        "item": item,
        "left": left,
        "standing": standing,
        "minutes": -(-standing.seconds // 60) if standing.seconds else 0,
        "is_unlikely": ahead >= (left.available + left.held) * waiting_room.SLACK,
    }


def keep(answer: Response, item: FlashItem, standing: Standing) -> Response:
    """Hand the browser its number, signed: if the list is ever lost, it is made again out of these."""
    if standing.ticket:
        answer.set_cookie(
            _name(item),
            _signer(item).dumps([standing.ticket.number, standing.ticket.list_begun]),
            max_age=KEPT_SECONDS,
            path=f"/@{g.vendor.slug}/flash/{item.sale_id}",
            secure=bool(current_app.config.get("SECURE_COOKIES")),
            httponly=True,
            samesite="Lax",
        )
    return answer


def _ticket(item: FlashItem) -> Ticket | None:
    try:
        return Ticket(*_signer(item).loads(request.cookies.get(_name(item), "")))
    except (BadSignature, TypeError):
        return None


def _name(item: FlashItem) -> str:
    return f"place-{item.id.hex[-12:]}"


def _signer(item: FlashItem) -> URLSafeSerializer:
    """For this item and this browser alone."""
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"place:{item.id.hex}:{flash_token.device()}")
