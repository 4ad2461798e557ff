"""Every component on one page, for us: only where the app runs in debug or in tests."""

from datetime import timedelta
from types import SimpleNamespace

from flask import Blueprint, Flask, render_template

from app.core import clock
from app.web.paging import Page
from app.web.states import STATES
from app.web.templating import Ui

bp = Blueprint("styleguide", __name__, url_prefix="/styleguide")
SHEETS = ("backoffice", "form", "storefront", "product", "plain", "print")


@bp.get("/")
def index() -> str:
    """The components of the back office."""
    return show("backoffice")


@bp.get("/<any(backoffice, form, storefront, product, plain, print):sheet>")
def show(sheet: str) -> str:
    """One sheet of the guide, with made-up things of Warung Sari."""
    now = clock.now()
    return render_template(
        f"styleguide/{sheet}.html",
        vendor=SimpleNamespace(name="Warung Sari", slug="warung-sari"),
        states=list(STATES),
        now=now,
        soon=now + timedelta(minutes=9, seconds=41),
        yesterday=now - timedelta(days=1),
        page=Page(range(25), 2, True),
        cart_count=3,
    )


def init_app(app: Flask) -> None:
    """Open the guide to those who build, to nobody else."""
    if app.debug or app.testing:
        app.register_blueprint(bp)
        app.jinja_env.globals["icon_names"] = lambda: Ui(app.jinja_env).icon_names().split()
