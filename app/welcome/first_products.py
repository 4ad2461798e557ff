"""`/signup/product`, screen three of three: the first thing to sell, live at once."""

from contextlib import nullcontext
from typing import Any
from uuid import UUID

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.catalog import darkroom, gallery, product
from app.catalog.product import Product
from app.core.db import transaction
from app.core.refusal import Refusal
from app.stock import movement
from app.web import forms, guards
from app.web.fragments import done
from app.web.guards import current_actor
from app.web.pictures import album

bp = Blueprint("first_products", __name__, url_prefix="/signup/product")
bp.before_request(guards.enter_back_office)


@bp.get("")
def new() -> ResponseReturnValue:
    """The form, and the way to paste a whole list instead."""
    return forms.fresh("welcome/first_products/new.html")


@bp.post("")
def create() -> ResponseReturnValue:
    """A published product with its opening stock and photo."""
    try:
        with _photo() as print_, transaction():
            made = _put_on_shelf(print_)
    except Refusal as refusal:
        return forms.again("welcome/first_products/new.html", refusal)
    return done(url_for("first_products.show", product_id=made.id))


@bp.get("/<uuid:product_id>")
def show(product_id: UUID) -> ResponseReturnValue:
    """The shop is open: its address, and ways to tell people."""
    made = product.find(g.vendor.id, product_id)
    return render_template(
        "welcome/first_products/show.html", product=made, address=f"{request.host_url}@{g.vendor.slug}"
    )


def _put_on_shelf(print_: darkroom.Print | None) -> Product:
    price, stock = forms.money("price", empty=-1), forms.whole("stock")
    if stock < 0:
        raise Refusal("Stok tidak bisa kurang dari nol.", field="stock")
    made = product.create(current_actor(), name=forms.sent("name"), price=price, is_published=True)
    movement.open(current_actor(), {made.variants[0].id: stock})
    if print_:
        gallery.add(current_actor(), made.id, print_, album())
    return made


def _photo() -> Any:
    """The developed photo for the length of a block; None when none was sent. Raises Refusal on field `photo`."""
    file = request.files.get("photo")
    return darkroom.develop(file.read(), file.filename) if file and file.filename else nullcontext()
