"""The photos of a product: add several, describe, move, take down with a way back."""

from contextlib import ExitStack
from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.backoffice import product_page, uploads
from app.catalog import gallery, product
from app.core.db import transaction
from app.core.refusal import Refusal
from app.web import forms
from app.web.fragments import answer
from app.web.guards import current_actor
from app.web.pictures import album

bp = Blueprint("pictures", __name__)


@bp.post("/products/<uuid:product_id>/pictures")
def create(product_id: UUID) -> ResponseReturnValue:
    """Add every photo that came; if one is not taken, none is, and the sentence names it."""
    found = product.find(current_actor().vendor_id, product_id)
    try:
        with ExitStack() as darkroom, transaction():
            prints = uploads.developed(darkroom)
            if not prints:
                raise Refusal("Pilih dulu fotonya.", field="photo")
            for print_ in prints:
                gallery.add(current_actor(), product_id, print_, album())
    except Refusal as refusal:
        return product_page.page(found, refusal=refusal), refusal.status
    return shown(product_id)


@bp.put("/pictures/<uuid:picture_id>")
def update(picture_id: UUID) -> ResponseReturnValue:
    """Move it one place (`places` -1 or +1), or say in words what it shows (`alt`)."""
    with transaction():
        if places := forms.whole("places"):
            changed = gallery.shift(current_actor(), picture_id, 1 if places > 0 else -1)
        else:
            changed = gallery.describe(current_actor(), picture_id, forms.sent("alt"))
    return shown(changed.product_id)


@bp.delete("/pictures/<uuid:picture_id>")
def destroy(picture_id: UUID) -> ResponseReturnValue:
    """Take it down; the toast puts it back."""
    with transaction():
        removed = gallery.remove(current_actor(), picture_id)
    return shown(removed.product_id, toast=_("Foto dihapus."), undo=f"/backoffice/pictures/{removed.id}/return")


def shown(product_id: UUID, *, toast: str = "", undo: str = "") -> Response:
    """The photos as they hang now."""
    one = product.find(current_actor().vendor_id, product_id)
    home = f"/backoffice/products/{product_id}"
    return answer("backoffice/pictures/_gallery.html", home, toast=toast, undo=undo, product=one, errors={})
