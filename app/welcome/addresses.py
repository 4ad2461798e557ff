"""`/signup/shop/address`: the address a shop would get, while its name is being typed."""

from flask import Blueprint, render_template, request

from app.accounts import vendor

bp = Blueprint("addresses", __name__, url_prefix="/signup/shop/address")


@bp.get("")
def show() -> str:
    """The fragment under the name."""
    name = request.args.get("name", "")[: vendor.LONGEST_NAME]
    slug = vendor.free_slug(name) if name.strip() else ""
    return render_template("welcome/shops/_address.html", slug=slug)
