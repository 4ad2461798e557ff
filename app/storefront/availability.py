"""The fragment that keeps an open page true: what is left of the products it shows, asked every few seconds."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import g, render_template, request, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response

from app.catalog import showcase
from app.orders.selection import Selection, selections

from . import page
from .memory import short_memory

MOST_PRODUCTS = 30


def index() -> Response:
    """What is left of the products named by `p`; with `choices` also of each variant, and whether it can be bought."""
    ids = _asked()
    whole = "choices" in request.args
    key = hashlib.sha256(f"{g.vendor.id} {get_locale()} {whole} {ids}".encode()).hexdigest()[:32]
    return page.unless_known(short_memory.recall(f"availability:{key}", lambda: _fragment(ids, whole)))


def _fragment(ids: list[UUID], whole: bool) -> str:
    shown = selections(g.vendor.id, showcase.named(g.vendor.id, ids))
    template = "storefront/availability/_choices.html" if whole else "storefront/availability/_list.html"
    return render_template(template, selections=shown)


def address(selections: Sequence[Selection], **more: Any) -> str:
    """Where the fragment of these products is; their ids written short, because phones ask this every few seconds."""
    ids = b"".join(selection.product.id.bytes for selection in selections)
    return url_for("storefront.availability.index", p=urlsafe_b64encode(ids).decode().rstrip("="), **more)


def _asked() -> list[UUID]:
    text = request.args.get("p", "")
    try:
        ids = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return []
    whole = range(0, min(len(ids), MOST_PRODUCTS * 16) - 15, 16)
    return sorted({UUID(bytes=ids[at : at + 16]) for at in whole})
