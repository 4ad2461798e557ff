"""The page of one product, as it stands or as it was typed."""

from uuid import UUID

from flask import render_template

from app.backoffice import product_fields, product_history
from app.backoffice.product_fields import Fields
from app.catalog import category
from app.catalog.product import Product
from app.core import journal
from app.core.refusal import Refusal
from app.stock import level
from app.web.errors import translated
from app.web.guards import current_actor

EVENTS = 30


def shelves(vendor_id: UUID) -> list[tuple[UUID, str]]:
    """The categories as choices."""
    return [(one.id, one.name) for one in category.all_of(vendor_id)]


def page(
    product: Product, typed: Fields | None = None, refusal: Refusal | None = None, *, was_first: bool = False
) -> str:
    """The product; with a refusal, what was typed and the sentence beside its field or, without one, at the top."""
    vendor_id = current_actor().vendor_id
    stored = product_fields.of_product(product)
    counted = [one for one in product.variants if one.is_counted]
    return render_template(
        "backoffice/products/show.html",
        product=product,
        fields=typed or stored,
        stored=stored,
        errors={refusal.field or "": translated(refusal)} if refusal else {},
        was_first=was_first,
        counted=counted,
        stock=level.figures(vendor_id, [one.id for one in counted]),
        categories=shelves(vendor_id),
        events=product_history.events(journal.of(vendor_id, "product", product.id, limit=EVENTS)),
    )
