"""Live: what one person changes, everyone of the same shop sees. The socket is a hint; `/live/refresh` is the truth."""

from flask import Blueprint, Flask

from . import figures, page, refresh, socket
from .hub import Hub

live = Blueprint("live", __name__, url_prefix="/live")
live.add_url_rule("/refresh", "refresh", refresh.show)
socket.add_to(live)


def init_app(app: Flask) -> None:
    """Register the door, its hub (which wakes with the first tab) and what pages need to know where they stand."""
    app.extensions["live"] = Hub(app)
    app.register_blueprint(live)
    page.init_app(app)
    figures.register()
