"""`/backoffice/price-list-previews`: what a paste would make, to be corrected. Saves nothing."""

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.backoffice import price_list_sheet
from app.backoffice.price_list_sheet import Sheet, SheetRow
from app.core.refusal import Refusal
from app.imports.pasted_row import PastedRow
from app.web import forms
from app.web.guards import current_actor
from app.web.headers import KEPT_BY_BROWSER

bp = Blueprint("price_list_previews", __name__)


@bp.get("/price-list-previews")
def index() -> ResponseReturnValue:
    """A page that was reloaded without its form: the box again."""
    return forms.fresh("backoffice/price_lists/new.html", example=price_list_sheet.EXAMPLE)


@bp.post("/price-list-previews")
def create() -> ResponseReturnValue:
    """Read a paste into the sheet; or take the sheet as it is, with a row more or a row less."""
    current_actor()
    try:
        sheet = price_list_sheet.of_text(request.form["text"]) if "text" in request.form else _changed()
    except Refusal as refusal:
        return forms.again("backoffice/price_lists/new.html", refusal, example=price_list_sheet.EXAMPLE)
    answer = make_response(render_template("backoffice/price_lists/preview.html", sheet=sheet.marked(), error=""))
    answer.headers["Cache-Control"] = KEPT_BY_BROWSER
    return answer


def _changed() -> Sheet:
    sheet = price_list_sheet.sent()
    leaves = request.form.get("remove", type=int)
    sheet.rows = [row for place, row in enumerate(sheet.rows, 1) if place != leaves]
    if request.form.get("add"):
        sheet.rows.append(SheetRow(PastedRow()))
    return sheet
