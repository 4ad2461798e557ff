"""What can be put into a flash sale: counted variants, found by name or code, with what is left of each."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request

from app.backoffice import flash_form
from app.catalog.variant import Variant
from app.core.db import db
from app.flash.sale import PLANNERS
from app.stock import inventory, level
from app.stock.level import Figures
from app.web.guards import current_actor, staff_only

bp = Blueprint("flash_wares", __name__)

MOST = 12

Found = Sequence[tuple[Variant, Figures]]


@bp.get("/flash-wares")
@staff_only(*PLANNERS)
def index() -> str:
    """The first few that fit what was typed."""
    typed = request.args.get("q", "").strip()
    listed = found(current_actor().vendor_id, typed, flash_form.chosen(request.args))
    return render_template("backoffice/flash_wares/_list.html", found=listed, typed=typed)


def found(vendor_id: UUID, typed: str, but: Collection[UUID] = ()) -> Found:
    """The same, for a form that is drawn with them; the first of the shelf where nothing was typed."""
    listed: Sequence[Any] = db.session.scalars(inventory.listed(vendor_id, typed=typed[:80]).limit(MOST)).all()
    stock = level.figures(vendor_id, [one.id for one in listed], online=True)
    return [(one, stock[one.id]) for one in listed if one.id not in but]
