"""The fragment that thousands of phones ask for: what is left, in words, made once a second, mostly answered by 304."""

from uuid import UUID

from flask import g, render_template
from flask_babel import get_locale
from werkzeug.wrappers import Response

from app.flash.item import FlashItem
from app.flash.left import Left

from . import flash_shop, page
from .memory import short_memory

CALM_SECONDS, LAST_MINUTE_SECONDS = 5, 2
LAST_MINUTE = 60


def show(sale_id: UUID, item_id: UUID) -> Response:
    """The state of one item and its button. 404 for a stranger's."""
    _, item = flash_shop.item(sale_id, item_id)
    key = f"flash-left:{g.vendor.id}:{item.id}:{get_locale()}"
    return page.unless_known(short_memory.recall(key, lambda: _fragment(item)))


def pace(left: Left) -> int:
    """How many seconds a page waits before it asks again: it is in a hurry in the minute before the start."""
    return LAST_MINUTE_SECONDS if 0 < left.seconds_to_start < LAST_MINUTE or left.stage == "starting" else CALM_SECONDS


def _fragment(item: FlashItem) -> str:
    now_left = flash_shop.left(item.sale_id, item.id)
    return render_template("storefront/flash/_now.html", item=item, left=now_left, every=pace(now_left))
