"""The back office: what a shop's owner and staff see, under /backoffice.

Each file is one resource with a blueprint `bp`, so that its functions can be plain index, show, create ...
All of them hang under the blueprint here (`url_for("backoffice.orders.index")`), behind its guard.
"""

from importlib import import_module
from pkgutil import iter_modules

from flask import Blueprint, Flask

from app.web import guards

backoffice = Blueprint("backoffice", __name__, url_prefix="/backoffice")
backoffice.before_request(guards.enter_back_office)

for file in sorted(module.name for module in iter_modules(__path__)):
    if page := getattr(import_module(f"{__name__}.{file}"), "bp", None):
        backoffice.register_blueprint(page)


def init_app(app: Flask) -> None:
    """Register the door."""
    app.register_blueprint(backoffice)
