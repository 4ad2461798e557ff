"""Putting one product away, and taking it out again."""

from uuid import UUID

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.catalog import product, publication
from app.core.db import transaction
from app.web.fragments import done
from app.web.guards import current_actor

bp = Blueprint("archivings", __name__)


@bp.post("/products/<uuid:product_id>/archiving")
def create(product_id: UUID) -> ResponseReturnValue:
    """Put it away; orders and history keep it."""
    found = product.find(current_actor().vendor_id, product_id)
    undo = f"/backoffice/product-batches?{found.state}={product_id}" if found.state != "archived" else ""
    with transaction():
        publication.archive(current_actor(), [product_id])
    return done("/backoffice/products", toast=_("%(name)s diarsipkan.", name=found.name), undo=undo)
