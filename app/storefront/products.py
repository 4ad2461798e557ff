"""One product: what it is, what it costs, what is left, and the button."""

from collections.abc import Sequence
from uuid import UUID

from flask import Response, g, request, url_for

from app.catalog import showcase
from app.catalog.picture import Picture
from app.flash.showcase import deals_of
from app.orders.selection import selections

from . import availability, page, whatsapp

RELATED = 4


def show(product_slug: str) -> Response:
    """The page of a published product; ?variant= begins with that variant, ?picture= with that picture."""
    product = showcase.at(g.vendor.id, product_slug)
    selection, *others = selections(g.vendor.id, [product, *showcase.related(product, RELATED)])
    link = url_for("storefront.products.show", product_slug=product.slug, _external=True)
    return page.show(
        "storefront/products/show.html",
        selection=selection,
        follow=availability.address([selection], choices=1),
        question=whatsapp.question(product, g.vendor, link),
        host_url=request.host_url.rstrip("/"),
        chosen=selection.of(request.args.get("variant", type=UUID)),
        picture=_picture(product.pictures),
        related=others,
        flash_deals=deals_of(g.vendor.id, product.id),
    )


def _picture(pictures: Sequence[Picture]) -> Picture | None:
    asked = request.args.get("picture", 1, type=int)
    return pictures[min(max(asked, 1), len(pictures)) - 1] if pictures else None
