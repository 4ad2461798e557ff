"""Which column of a file holds what."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.core.db import transaction
from app.core.refusal import Refusal
from app.imports import columns, import_file
from app.web.errors import translated
from app.web.guards import current_actor

bp = Blueprint("import_columns", __name__, url_prefix="/imports/<uuid:import_id>/columns")

EXAMPLES = 3


@bp.get("")
def edit(import_id: UUID) -> ResponseReturnValue:
    """The guess, with the first rows beside it."""
    one = import_file.find(current_actor().vendor_id, import_id)
    if one.state != "mapping":
        return redirect(url_for("backoffice.imports.show", import_id=one.id), 303)
    return _page(one, one.columns)


@bp.post("")
def update(import_id: UUID) -> ResponseReturnValue:
    """Settle the columns and begin."""
    chosen = {field: int(request.form[field]) for field in columns.FIELDS if request.form.get(field, "").isdecimal()}
    try:
        with transaction():
            import_file.choose(current_actor(), import_id, chosen, updates="updates" in request.form)
    except Refusal as refusal:
        one = import_file.find(current_actor().vendor_id, import_id)
        return _page(one, chosen, refusal), 422
    return redirect(url_for("backoffice.imports.show", import_id=import_id), 303)


def _page(one: import_file.ImportFile, chosen: dict[str, int], refusal: Refusal | None = None) -> str:
    return render_template(
        "backoffice/import_columns/edit.html",
        file=one,
        fields=columns.FIELDS,
        required=columns.REQUIRED,
        chosen=chosen,
        examples=import_file.rows(one, limit=EXAMPLES),
        errors={refusal.field: translated(refusal)} if refusal else {},
    )
