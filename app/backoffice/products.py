"""The catalogue: the list of products, a new one, and the page of one."""

from contextlib import ExitStack
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.backoffice import product_fields, product_list, product_page, uploads
from app.catalog import gallery, product, revision
from app.core.db import transaction
from app.core.refusal import Changed, Refusal
from app.stock import movement
from app.web import forms
from app.web.fragments import done
from app.web.guards import current_actor
from app.web.pictures import album

bp = Blueprint("products", __name__)


@bp.get("/products")
def index() -> str:
    """A tab of the catalogue, or what a search found in all of it."""
    return render_template("backoffice/products/index.html", **product_list.of_request())


@bp.get("/products/new")
def new() -> str:
    """The form for one more product."""
    return forms.fresh("backoffice/products/new.html", categories=product_page.shelves(current_actor().vendor_id))


@bp.post("/products")
def create() -> ResponseReturnValue:
    """A product with its opening stock and photos, shown in the shop or not."""
    try:
        with ExitStack() as darkroom, transaction():
            made = _create(uploads.developed(darkroom))
    except Refusal as refusal:
        shelves = product_page.shelves(current_actor().vendor_id)
        return forms.again("backoffice/products/new.html", refusal, categories=shelves)
    said = _("%(name)s sudah dijual.") if made.is_published else _("%(name)s disimpan. Belum terlihat di toko.")
    return done(f"/backoffice/products/{made.id}", toast=said % {"name": made.name})


@bp.get("/products/<uuid:product_id>")
def show(product_id: UUID) -> str:
    """One product: its photos, its stock, and everything that can be changed about it."""
    return product_page.page(product.find(current_actor().vendor_id, product_id))


@bp.put("/products/<uuid:product_id>")
def update(product_id: UUID) -> ResponseReturnValue:
    """Save the form. Over a newer version, or with something wrong, what was typed stays."""
    typed = product_fields.sent()
    try:
        with transaction():
            wanted = product_fields.wish(typed)
            saved = revision.change(current_actor(), product_id, version=typed.version, wanted=wanted)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        stored = product.find(current_actor().vendor_id, product_id)
        was_first = isinstance(refusal, Changed)
        typed.version = stored.version if was_first else typed.version
        return product_page.page(stored, typed, refusal, was_first=was_first), refusal.status
    return done(f"/backoffice/products/{product_id}", toast=_("%(name)s disimpan.", name=saved.name))


def _create(prints: list) -> product.Product:
    actor, stock = current_actor(), forms.whole("stock")
    if stock < 0:
        raise Refusal("Stok tidak bisa kurang dari nol.", field="stock")
    made = product.create(
        actor,
        name=forms.sent("name"),
        price=forms.money("price", empty=-1),
        was=forms.money("was") or None,
        sku=forms.sent("sku"),
        barcode=forms.sent("barcode"),
        weight_grams=forms.whole("weight_grams") or None,
        availability=forms.sent("availability") or "counted",
        description=forms.sent("description"),
        category_id=request.form.get("category_id", type=UUID),
        is_published=forms.ticked("publish"),
    )
    if made.variants[0].is_counted:
        movement.open(actor, {made.variants[0].id: stock})
    for print_ in prints:
        gallery.add(actor, made.id, print_, album())
    return made
