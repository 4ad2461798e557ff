"""The shop's address on its way to people: a link, a square for cameras, a message."""

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.core.db import transaction
from app.orders import first_week
from app.web.guards import current_actor

bp = Blueprint("sharing", __name__)


@bp.get("/sharing")
def show() -> str:
    """The ways to share it."""
    return render_template("backoffice/sharing/show.html", address=f"{request.host_url}@{g.vendor.slug}")


@bp.post("/sharing")
def create() -> ResponseReturnValue:
    """From the set-up guide: note that the address goes out now, and show the ways."""
    with transaction():
        first_week.share(current_actor())
    return redirect("/backoffice/sharing", 303)
