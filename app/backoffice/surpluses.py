"""`/backoffice/money/surpluses`: one sum on the desk, and the three things that can be done with it."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.backoffice import money
from app.core.actor import Actor
from app.core.db import transaction
from app.core.refusal import Refusal
from app.payments import credit, surplus
from app.payments import refund as refunds
from app.web.errors import translated
from app.web.fragments import done
from app.web.guards import current_actor, staff_only

bp = Blueprint("surpluses", __name__, url_prefix="/money/surpluses/<uuid:surplus_id>")

DEEDS: dict[str, Callable[[Actor, UUID], object]] = {
    "applied": surplus.apply,
    "refunded": lambda actor, id_: refunds.request_surplus(actor, id_, payout_to=request.form.get("payout_to", "")),
    "credited": credit.keep,
    "accepted": surplus.accept_loss,
}


@bp.get("")
@staff_only("owner", "manager")
def show(surplus_id: UUID) -> ResponseReturnValue:
    """What came in, from whom, for what, and the three buttons."""
    return _page(surplus_id)


@bp.post("")
@staff_only("owner", "manager")
def update(surplus_id: UUID) -> ResponseReturnValue:
    """Apply it, send it back, keep it as credit, or bear a loss."""
    deed = DEEDS.get(request.form.get("settlement", ""))
    if deed is None:
        return _page(surplus_id)
    try:
        with transaction():
            deed(current_actor(), surplus_id)
    except Refusal as refusal:
        return _page(surplus_id, refusal)
    return done("/backoffice/money", toast=_("Sudah diurus."))


def _page(surplus_id: UUID, refusal: Refusal | None = None) -> ResponseReturnValue:
    laid = surplus.find(current_actor().vendor_id, surplus_id)
    sentence = translated(refusal) if refusal else ""
    return render_template(
        "backoffice/surpluses/show.html", **money.told(laid), sentence=sentence
    ), refusal.status if refusal else 200
