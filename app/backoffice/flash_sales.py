"""Flash sales: the list, one of them, and planning."""

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.backoffice import flash_form
from app.backoffice.flash_form import Fields
from app.core.db import transaction
from app.core.refusal import Refusal
from app.flash import carving
from app.flash import sale as sales
from app.flash.sale import PLANNERS, FlashSale
from app.rush import board
from app.web import forms
from app.web.errors import translated
from app.web.fragments import done
from app.web.guards import current_actor, staff_only

bp = Blueprint("flash_sales", __name__)

HOME = "/backoffice/flash-sales"


@bp.get("/flash-sales")
def index() -> str:
    """Planned, running and ended, the newest start first."""
    return render_template("backoffice/flash_sales/index.html", sales=sales.every(current_actor().vendor_id))


@bp.get("/flash-sales/<uuid:sale_id>")
def show(sale_id: UUID) -> str:
    """When, what, how many, and what can be done about it now."""
    return page(sale_id)


@bp.get("/flash-sales/new")
@staff_only(*PLANNERS)
def new() -> str:
    """An empty form."""
    return form(flash_form.blank())


@bp.post("/flash-sales")
@staff_only(*PLANNERS)
def create() -> ResponseReturnValue:
    """Publish it, after asking once with name, time and prices repeated."""
    fields = flash_form.sent()
    try:
        wanted = fields.plan()
        asked = flash_form.mark(wanted)
        if forms.sent("confirmed") != asked:
            wanted.checked(current_actor().vendor_id)
            return form(fields, wanted=wanted, asked=asked)
        with transaction():
            made = carving.begin_if_due(sales.plan(current_actor(), wanted))
    except Refusal as refusal:
        return form(fields, refusal=refusal), refusal.status
    return done(f"{HOME}/{made.id}", toast=_("%(name)s sudah diterbitkan.", name=made.name))


@bp.get("/flash-sales/<uuid:sale_id>/edit")
@staff_only(*PLANNERS)
def edit(sale_id: UUID) -> str:
    """The form of a sale that has not begun."""
    sale = sales.find(current_actor().vendor_id, sale_id)
    return form(flash_form.of_sale(sale), sale=sale)


@bp.put("/flash-sales/<uuid:sale_id>")
@staff_only(*PLANNERS)
def update(sale_id: UUID) -> ResponseReturnValue:
    """Save a sale that has not begun; once it runs, its price and start are frozen."""
    sale, fields = sales.find(current_actor().vendor_id, sale_id), flash_form.sent()
    try:
        with transaction():
            carving.begin_if_due(sales.change(current_actor(), sale_id, fields.plan()))
    except Refusal as refusal:
        return form(fields, sale=sale, refusal=refusal), refusal.status
    return done(f"{HOME}/{sale_id}", toast=_("Flash sale disimpan."))


def form(fields: Fields, *, sale: FlashSale | None = None, refusal: Refusal | None = None, **more: Any) -> str:
    """The form's page; a refusal stands beside its field, or on top where it belongs to none."""
    variants, stock = flash_form.wares(current_actor().vendor_id, fields)
    errors = forms.Words({refusal.field or "": translated(refusal)} if refusal else {})
    own = {"fields": fields, "sale": sale, "variants": variants, "stock": stock, "errors": errors}
    return render_template("backoffice/flash_sales/new.html", **own, **more)


def page(sale_id: UUID, refusal: Refusal | None = None) -> str:
    """One sale with its figures; a refusal says why the last button did nothing."""
    sale = sales.find(current_actor().vendor_id, sale_id)
    return render_template(
        "backoffice/flash_sales/show.html",
        sale=sale,
        tally=board.tally(sale.vendor_id, sale.id),
        sentence=translated(refusal) if refusal else "",
        refused=refusal.values.get("item") if refusal else None,
    )
