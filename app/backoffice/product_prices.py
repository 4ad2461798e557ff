"""Changing the prices of many products at once."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from app.catalog import price, product
from app.core.db import transaction
from app.core.refusal import Refusal
from app.web import forms
from app.web.errors import translated
from app.web.fragments import done
from app.web.guards import current_actor

bp = Blueprint("product_prices", __name__)

MOST = 500


@bp.route("/product-prices/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """How should the prices of these products change? A bulk bar sends them by POST: no token in the address."""
    return page()


@bp.post("/product-prices")
def create() -> ResponseReturnValue:
    """Change them all, or none."""
    try:
        with transaction():
            changed = price.change_all(current_actor(), _ids(), _change())
    except Refusal as refusal:
        return page({refusal.field or "": translated(refusal)}), refusal.status
    said = ngettext("Harga %(num)s produk diubah.", "Harga %(num)s produk diubah.", len(changed))
    return done("/backoffice/products", toast=said)


def page(errors: dict[str, str] | None = None) -> str:
    """The form, with the products it is about."""
    products = product.find_many(current_actor().vendor_id, _ids())
    return render_template(
        "backoffice/product_prices/new.html", products=products, typed=request.values, errors=errors or {}
    )


def _ids() -> list[UUID]:
    ids = request.values.getlist("id", type=UUID)[:MOST]
    if not ids:
        raise Refusal("Pilih dulu produknya.")
    return ids


def _change() -> price.Change:
    amount = forms.money("amount")
    if amount < 0:
        raise Refusal("Tulis angkanya tanpa tanda kurang, lalu pilih naik atau turun.", field="amount")
    how = forms.sent("how")
    if how == "to":
        return price.to(amount)
    signed = -amount if how.startswith("down") else amount
    return price.by_percent(signed) if how.endswith("percent") else price.by_amount(signed)
