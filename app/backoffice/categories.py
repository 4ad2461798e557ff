"""Categories: the shelves of the shop."""

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.catalog import category, listing
from app.core.db import transaction
from app.core.refusal import Refusal
from app.web import forms
from app.web.errors import translated
from app.web.fragments import done
from app.web.guards import current_actor

bp = Blueprint("categories", __name__)
HOME = "/backoffice/categories"


@bp.get("/categories")
def index() -> str:
    """All categories with their names to change, and a form for one more."""
    return page()


@bp.post("/categories")
def create() -> ResponseReturnValue:
    """One more, at the end."""
    try:
        with transaction():
            made = category.create(current_actor(), forms.sent("name"))
    except Refusal as refusal:
        return page(typed=forms.sent("name"), sentence=translated(refusal)), refusal.status
    return done(HOME, toast=_("Kategori %(name)s ditambahkan.", name=made.name))


@bp.put("/categories/<uuid:category_id>")
def update(category_id: UUID) -> ResponseReturnValue:
    """Give it another name."""
    try:
        with transaction():
            renamed = category.rename(current_actor(), category_id, forms.sent("name"))
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return page(wrong=category_id, typed=forms.sent("name"), sentence=translated(refusal)), refusal.status
    return done(HOME, toast=_("Kategori %(name)s disimpan.", name=renamed.name))


@bp.delete("/categories/<uuid:category_id>")
def destroy(category_id: UUID) -> ResponseReturnValue:
    """Take it away; its products stay."""
    with transaction():
        removed = category.remove(current_actor(), category_id)
    return done(HOME, toast=_("Kategori %(name)s dihapus. Produknya tetap ada.", name=removed.name))


def page(**more: object) -> str:
    """The list, with what was typed and refused in one of its rows."""
    vendor_id = current_actor().vendor_id
    return render_template(
        "backoffice/categories/index.html",
        categories=category.all_of(vendor_id),
        sizes=listing.counts_by_category(vendor_id),
        **more,
    )
