"""Files of products: send one, watch it being read, see what became of it."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.core.db import transaction
from app.core.refusal import Refusal
from app.imports import import_file, table
from app.web.errors import translated
from app.web.guards import current_actor

bp = Blueprint("imports", __name__, url_prefix="/imports")


@bp.get("")
def index() -> str:
    """The files of late."""
    return render_template("backoffice/imports/index.html", files=import_file.recent(current_actor().vendor_id))


@bp.get("/new")
def new() -> str:
    """Choose a file."""
    return render_template("backoffice/imports/new.html", error="")


@bp.post("")
def create() -> ResponseReturnValue:
    """Keep the file's rows; its columns are chosen next."""
    sent = request.files.get("file")
    try:
        if not sent or not sent.filename:
            raise Refusal("Pilih file CSV atau XLSX dahulu.")
        read = table.read(sent.filename, sent.read())
        with transaction():
            made = import_file.start(current_actor(), sent.filename, read)
    except Refusal as refusal:
        return render_template("backoffice/imports/new.html", error=translated(refusal)), 422
    return redirect(url_for("backoffice.import_columns.edit", import_id=made.id), 303)


@bp.get("/<uuid:import_id>")
def show(import_id: UUID) -> str:
    """How far it is and what failed. htmx asks for the progress alone."""
    one = import_file.find(current_actor().vendor_id, import_id)
    reasons = [(translated(reason), times) for reason, times in import_file.reasons(one)]
    name = "_progress.html" if request.headers.get("HX-Request") else "show.html"
    return render_template(f"backoffice/imports/{name}", file=one, reasons=reasons)
