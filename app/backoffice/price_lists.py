"""`/backoffice/price-lists`: paste a list, publish it, see what was made."""

from uuid import UUID

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from app.backoffice import price_list_sheet
from app.catalog import variant
from app.core.db import transaction
from app.core.refusal import Refusal
from app.imports import publishing
from app.web import forms
from app.web.errors import translated
from app.web.fragments import done
from app.web.guards import current_actor

bp = Blueprint("price_lists", __name__)


@bp.get("/price-lists/new")
def new() -> str:
    """The box to paste into."""
    return forms.fresh("backoffice/price_lists/new.html", example=price_list_sheet.EXAMPLE)


@bp.post("/price-lists")
def create() -> ResponseReturnValue:
    """Publish the rows of the sheet: all of them, or none and the sheet again."""
    sheet = price_list_sheet.sent()
    sheet.rows = [row for row in sheet.rows if not row.cells.is_blank]
    try:
        with transaction():
            cells = [row.cells for row in sheet.rows]
            made = publishing.publish(current_actor(), cells, key=sheet.key, updates=sheet.updates)
    except Refusal as refusal:
        page = render_template("backoffice/price_lists/preview.html", sheet=sheet.marked(), error=translated(refusal))
        return page, refusal.status
    return done(f"/backoffice/price-lists/{made.id}")


@bp.get("/price-lists/<uuid:key>")
def show(key: UUID) -> str:
    """What became of a list, and what to do next."""
    one = publishing.find(g.vendor.id, key)
    told = publishing.told(one)
    variants = variant.find_many(g.vendor.id, [UUID(id_) for id_ in told.get("rows", [])])
    return render_template(
        "backoffice/price_lists/show.html",
        publishing=one,
        kept=told.get("kept", 0),
        variants=list(variants.values()),
        address=f"{request.host_url}@{g.vendor.slug}",
    )
