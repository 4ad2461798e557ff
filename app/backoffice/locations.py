"""Settings: where stock lies. A shop with one place never needs this."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.core.db import transaction
from app.core.refusal import Refusal
from app.stock import location
from app.web.errors import translated
from app.web.fragments import done
from app.web.guards import current_actor, staff_only

bp = Blueprint("locations", __name__)
HOME = "/backoffice/settings/locations"


@bp.get("/settings/locations")
@staff_only("owner", "manager")
def index() -> str:
    """The vendor's locations in their order, and a form for one more."""
    return _page()


@bp.post("/settings/locations")
@staff_only("owner", "manager")
def create() -> ResponseReturnValue:
    """One more location."""
    name = request.form.get("name", "")
    try:
        with transaction():
            made = location.add(current_actor(), name)
    except Refusal as refusal:
        return _page(typed=name, sentence=translated(refusal)), refusal.status
    return done(HOME, toast=_("Lokasi %(name)s ditambahkan.", name=made.name))


@bp.patch("/settings/locations/<uuid:location_id>")
@staff_only("owner", "manager")
def update(location_id: UUID) -> ResponseReturnValue:
    """Rename a location, or say whether the storefront sells from it."""
    actor, form = current_actor(), request.form
    found = location.find(actor.vendor_id, location_id)
    try:
        with transaction():
            location.change(actor, found, name=form.get("name", ""), sells_online="sells_online" in form)
    except Refusal as refusal:
        return _page(wrong=location_id, sentence=translated(refusal)), refusal.status
    return done(HOME, toast=_("Lokasi disimpan."))


def _page(**more: object) -> str:
    vendor_id = current_actor().vendor_id
    with transaction():
        location.first(vendor_id)
    return render_template("backoffice/locations/index.html", places=location.every(vendor_id), **more)
