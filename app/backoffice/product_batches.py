"""One deed for many products at once: sell, hide, archive, and all of it back."""

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from app.catalog import product, publication
from app.catalog.product import Product
from app.core.db import transaction
from app.core.refusal import Refusal
from app.web.fragments import done
from app.web.guards import current_actor

bp = Blueprint("product_batches", __name__)

DEEDS = {"published": publication.publish, "hidden": publication.hide, "archived": publication.archive}
HOME = "/backoffice/products"


@bp.post("/product-batches")
def create() -> ResponseReturnValue:
    """Bring the products named into the states asked for; those that are there already stay as they are.

    A bulk bar sends `state` and many `id`; an undo sends ids under the states they had.
    """
    state = request.values.get("state", "")
    wanted = {one: request.values.getlist(one, type=UUID) for one in DEEDS}
    if state in DEEDS:
        wanted[state] += request.values.getlist("id", type=UUID)
    if not any(wanted.values()):
        raise Refusal("Pilih dulu produknya.")
    before = product.find_many(current_actor().vendor_id, [one for some in wanted.values() for one in some])
    was = {one.id: one.state for one in before}
    with transaction():
        moved = [one for state, ids in wanted.items() for one in DEEDS[state](current_actor(), ids)]
    return done(_back(), toast=_said(state, moved), undo=_undo(moved, was))


def _said(state: str, moved: Sequence[Product]) -> str:
    number = len(moved)
    return {
        "published": ngettext("%(num)s produk dijual.", "%(num)s produk dijual.", number),
        "hidden": ngettext("%(num)s produk disembunyikan.", "%(num)s produk disembunyikan.", number),
        "archived": ngettext("%(num)s produk diarsipkan.", "%(num)s produk diarsipkan.", number),
    }.get(state) or ngettext("%(num)s produk dikembalikan.", "%(num)s produk dikembalikan.", number)


def _undo(moved: Sequence[Product], was: dict[UUID, str]) -> str:
    if not moved or not request.form.get("state"):
        return ""
    return f"/backoffice/product-batches?{urlencode([(was[one.id], one.id) for one in moved])}"


def _back() -> str:
    back = request.form.get("back", "")
    return back if back.startswith(HOME) else HOME
