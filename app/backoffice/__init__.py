"""The back office: what a shop's owner and staff see, under /backoffice."""

from flask import Blueprint, Flask

from app.web import guards

backoffice = Blueprint("backoffice", __name__, url_prefix="/backoffice")
backoffice.before_request(guards.enter_back_office)


def init_app(app: Flask) -> None:
    """Register the door."""
    app.register_blueprint(backoffice)


# The files of this door: each adds its routes to the blueprint above. One import per line.
