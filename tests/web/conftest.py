"""A small app with only what the doors share, and doors that fail in every way."""

from typing import Any

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from app.backoffice import rail
from app.core.refusal import Busy, Changed, Refusal
from app.web import assets, errors, headers, i18n, methods, preferences, templating

ROOT = assets.ROOT.parent


KINDS = "crash, refusal, changed, busy, '400', '403', '404', '405', '409', '413', '422', '429', '500', '503'"


def fail(kind: str) -> Any:
    """A door that does not get through."""
    if kind == "crash":
        raise ZeroDivisionError
    if kind == "refusal":
        raise Refusal("Stok tinggal %(left)s.", left=3)
    if kind in ("changed", "busy"):
        raise {"changed": Changed, "busy": Busy}[kind]("Coba lagi.")
    return abort(int(kind))


def build() -> Flask:
    """The shared web door alone: no database, no session."""
    app = Flask("app", template_folder=str(ROOT / "templates"), static_folder=None, root_path=str(ROOT / "app"))
    app.config.update(SECRET_KEY="a secret of the tests", SECURE_COOKIES=False)
    app.jinja_env.globals["csrf_token"] = lambda: "the-token"
    for shared in (i18n, templating, assets, methods, headers, errors, preferences, rail):
        shared.init_app(app)
    for face in ("/plain", "/backoffice", "/@warung-sari"):
        app.add_url_rule(f"{face}/<any({KINDS}):kind>", f"fail {face}", fail, methods=["GET", "POST"])
    app.add_url_rule("/thing", "thing", lambda: "taken back", methods=["DELETE"])
    app.add_url_rule("/backoffice/orders", "orders", lambda: "orders")
    return app


@pytest.fixture(scope="module")
def hall() -> Flask:
    """The shared web door."""
    return build()


@pytest.fixture
def visitor(hall: Flask) -> FlaskClient:
    """Someone at the shared door."""
    return hall.test_client()
