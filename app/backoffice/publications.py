"""Whether a product is in the shop."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.catalog import product, publication
from app.core.db import transaction
from app.web.fragments import done
from app.web.guards import current_actor

bp = Blueprint("publications", __name__)


@bp.post("/products/<uuid:product_id>/publication")
def create(product_id: UUID) -> ResponseReturnValue:
    """Show it in the shop."""
    found = product.find(current_actor().vendor_id, product_id)
    with transaction():
        publication.publish(current_actor(), [product_id])
    return done(f"/backoffice/products/{product_id}", toast=_("%(name)s sudah dijual.", name=found.name))


@bp.delete("/products/<uuid:product_id>/publication")
def destroy(product_id: UUID) -> ResponseReturnValue:
    """Hide it from the shop, or take it back out of the archive."""
    found = product.find(current_actor().vendor_id, product_id)
    undo = f"/backoffice/products/{product_id}/publication" if found.is_published else ""
    with transaction():
        publication.hide(current_actor(), [product_id])
    said = _("%(name)s disembunyikan dari toko.", name=found.name)
    return done(f"/backoffice/products/{product_id}", toast=said, undo=undo)
