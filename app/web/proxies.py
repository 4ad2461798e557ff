"""Behind a proxy, who asks and how is what that proxy says; from anybody else it is hearsay."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix


def init_app(app: Flask) -> None:
    """Believe the forwarding headers of exactly as many proxies as NUSACART_PROXIES says; of none by default.

    Throttling counts by address, links carry the host, and HSTS asks whether it was HTTPS: all rest on this.
    """
    if hops := app.config.get("PROXIES", 0):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
