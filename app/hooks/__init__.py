"""Where providers bring their news: no person, no cookie, no form. All is bytes until its signature was checked."""

from flask import Blueprint, Flask

from . import payments, returns

bp = Blueprint("hooks", __name__, url_prefix="/hooks")
EITHER = ["GET", "POST"]
bp.add_url_rule("/returns/<token>", "returns", returns.create, methods=EITHER)
bp.add_url_rule("/<provider>/<address>", "notices", payments.create, methods=EITHER, defaults={"rest": ""})
bp.add_url_rule("/<provider>/<address>/<path:rest>", "calls", payments.create, methods=EITHER)


def init_app(app: Flask) -> None:
    """Open the door."""
    app.register_blueprint(bp)
