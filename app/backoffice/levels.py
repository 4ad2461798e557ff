"""The shelf as a list: what there is of each variant, changed where it stands."""

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.backoffice import level_form
from app.catalog import variant
from app.core.db import transaction
from app.core.ids import new_id
from app.core.refusal import Refusal
from app.stock import inventory, level, location
from app.web.errors import translated
from app.web.fragments import answer, is_hx
from app.web.guards import current_actor
from app.web.paging import page_of

bp = Blueprint("levels", __name__)
bp.add_app_template_global(new_id, "fresh_key")


@bp.get("/stock")
def index() -> str:
    """The counted variants with their figures: all, found, out, or running low."""
    return page()


@bp.patch("/stock/<uuid:variant_id>")
def update(variant_id: UUID) -> ResponseReturnValue:
    """Change or count one variant; a refusal keeps what was typed beside the figure as it is now."""
    form = level_form.read()
    try:
        with transaction():
            level_form.apply(current_actor(), variant_id, form)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return _refused(variant_id, form, refusal), refusal.status
    return answer(
        "backoffice/levels/_level.html", form.back, toast=_("Stok disimpan."), **fragment(variant_id, form.location_id)
    )


def page(**more: Any) -> str:
    """The whole list; `more` says what was typed and refused in one of its rows."""
    vendor_id, typed = current_actor().vendor_id, request.args.get("q", "").strip()
    state = request.args.get("state", "")
    found = page_of(inventory.listed(vendor_id, typed=typed, state=state))
    places = location.every(vendor_id) or _first_place(vendor_id)
    place = next((one for one in places if str(one.id) == request.args.get("location")), places[0])
    return render_template(
        "backoffice/levels/index.html",
        found=found,
        typed=typed,
        state=state,
        low=level.LOW,
        waiting=inventory.waiting(vendor_id),
        stock=level.figures(vendor_id, [one.id for one in found]),
        places=places,
        place=place,
        place_tabs=[(f"/backoffice/stock?location={one.id}", one.name, one is place) for one in places],
        **more,
    )


def fragment(variant_id: UUID, location_id: UUID | None) -> dict[str, Any]:
    """What `_level.html` needs for one variant. Raises NotFound for a stranger's."""
    vendor_id = current_actor().vendor_id
    variant.find(vendor_id, variant_id)
    figures = level.figures(vendor_id, [variant_id])[variant_id]
    return {"variant_id": variant_id, "figures": figures, "place_id": location_id, "back": request.form.get("back", "")}


def _refused(variant_id: UUID, form: level_form.Form, refusal: Refusal) -> str:
    told = {"refused": form, "refused_id": variant_id, "sentence": translated(refusal)}
    if is_hx():
        return render_template("backoffice/levels/_level.html", **fragment(variant_id, form.location_id), **told)
    return page(back=form.back, **told)


def _first_place(vendor_id: UUID) -> list[location.Location]:
    with transaction():
        return [location.first(vendor_id)]
