"""A flash sale that is still being written: items put in, taken out, and filled in all at once. Nothing is saved."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app.backoffice import flash_form, flash_sales, flash_wares
from app.backoffice.flash_form import Fields, Row
from app.catalog import variant as variants
from app.core.refusal import Refusal
from app.flash import sale as sales
from app.flash.sale import PLANNERS
from app.web.guards import current_actor, staff_only

bp = Blueprint("flash_drafts", __name__)


@bp.post("/flash-drafts")
@staff_only(*PLANNERS)
def create() -> ResponseReturnValue:
    """The same form with what the pressed button asked for; what else was typed stays."""
    vendor_id = current_actor().vendor_id
    sale_id = request.form.get("sale_id", type=UUID)
    sale = sales.find(vendor_id, sale_id) if sale_id else None
    fields = flash_form.sent()
    try:
        fields = _changed(fields)
    except Refusal as refusal:
        return flash_sales.form(fields, sale=sale, refusal=refusal), refusal.status
    typed = request.form.get("q", "").strip()
    but = [row.variant_id for row in fields.rows]
    found = flash_wares.found(vendor_id, typed, but) if typed or "find" in request.form else None
    return flash_sales.form(fields, sale=sale, found=found, typed=typed)


def _changed(fields: Fields) -> Fields:
    added, removed = (request.form.get(name, type=UUID) for name in ("add", "remove"))
    if added and added not in [row.variant_id for row in fields.rows]:
        variants.find(current_actor().vendor_id, added)
        return replace(fields, rows=[*fields.rows, Row(added)])
    if removed:
        return replace(fields, rows=[row for row in fields.rows if row.variant_id != removed])
    if "fill" in request.form:
        known = variants.find_many(current_actor().vendor_id, [row.variant_id for row in fields.rows])
        return flash_form.filled(fields, {id_: one.price_amount for id_, one in known.items()})
    return fields
