"""NusaCart: rules live in rooms, pages live behind doors; doors open rooms, rooms never know doors."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(settings: Mapping[str, Any] | None = None) -> "Flask":
    """The table of contents: settings, engines, then each door in reading order."""
    # Loaded here and not above: `nusacart up` watches over the app for months without needing any of it.
    from flask import Flask

    from app import config, extensions
    from app.core.db import db
    from app.payments import installation

    app = Flask(__name__, template_folder="../templates", static_folder="../static")
    app.config.from_mapping(settings or config.from_environment())
    db.init_app(app)
    extensions.init_app(app)
    installation.use(
        secret=app.config["SECRET_KEY"],
        public_url=app.config.get("PUBLIC_URL", ""),
        twins=app.config.get("TWINS", ""),
    )
    open_doors(app)
    return app


def open_doors(app: "Flask") -> None:
    """What doors share first, then the doors."""
    from app import backoffice, hooks, live, storefront, welcome
    from app.backoffice import days, order_fragments, order_words, rail
    from app.storefront import flash_lane
    from app.web import (
        assets,
        compression,
        csrf,
        errors,
        guards,
        headers,
        i18n,
        methods,
        payment_words,
        pictures,
        preferences,
        proxies,
        qr,
        roles,
        styleguide,
        templating,
        unprintable,
    )
    from app.web.health import health

    flash_lane.init_app(app)
    compression.init_app(app)
    unprintable.init_app(app)
    for shared in (i18n, templating, assets, methods, headers, errors, preferences, styleguide, roles, qr, pictures):
        shared.init_app(app)
    payment_words.init_app(app)
    proxies.init_app(app)
    for words in (rail, days, order_words, order_fragments):
        words.init_app(app)
    guards.init_app(app)
    csrf.init_app(app)
    welcome.init_app(app)
    backoffice.init_app(app)
    storefront.init_app(app)
    live.init_app(app)
    hooks.init_app(app)
    app.register_blueprint(health)
