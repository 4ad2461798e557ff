"""A press whose answer has not come yet: a page that finds its order or its refusal by the key of the press."""

from uuid import UUID

from flask import g, make_response, render_template, url_for
from sqlalchemy.exc import DBAPIError
from werkzeug.wrappers import Response as AnyResponse

from app.core.db import db, transaction
from app.core.refusal import Refusal
from app.orders import attempt as attempts
from app.orders.attempt import Outcome
from app.orders.checkout import Details
from app.web.fragments import done, is_hx

from . import flash_items, flash_orders, flash_shop


def show(sale_id: UUID, item_id: UUID, key: UUID) -> AnyResponse:
    """The order or the refusal as soon as there is one; until then a page that looks again by itself."""
    try:
        known = attempts.recall([(g.vendor.id, key)]).get((g.vendor.id, key))
    except DBAPIError:
        db.session.rollback()
        known = None  # the database is out: the page goes on looking
    return _answer(sale_id, item_id, key, known)


def destroy(sale_id: UUID, item_id: UUID, key: UUID) -> AnyResponse:
    """Stop waiting: from now on nothing will be ordered by that press, unless it was already."""
    with transaction():
        no = Refusal("Anda berhenti menunggu. Pesanan tidak dibuat dan tidak ada yang perlu dibayar.")
        outcome = attempts.refuse({(g.vendor.id, key): no})[g.vendor.id, key]
    return _answer(sale_id, item_id, key, outcome)


def _answer(sale_id: UUID, item_id: UUID, key: UUID, outcome: Outcome | None) -> AnyResponse:
    sale, item = flash_shop.item(sale_id, item_id)
    if outcome and outcome.order_id:
        return flash_orders.to_order(outcome)
    here = url_for("flash.flash_attempts.show", sale_id=sale_id, item_id=item_id, key=key)
    if outcome and is_hx():
        return done(here)
    if outcome and outcome.refusal:
        return flash_items.again(sale, item, Details("", "", "", ""), 1, outcome.refusal)
    template = "_pending.html" if is_hx() else "show.html"
    answer = make_response(render_template(f"storefront/flash_attempts/{template}", sale=sale, item=item, here=here))
    answer.headers["Cache-Control"] = "no-store"
    return answer
