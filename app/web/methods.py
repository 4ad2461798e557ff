"""PUT, PATCH and DELETE for plain forms, which know only POST: the address says `?_method=delete`."""

from typing import Any
from urllib.parse import parse_qs

from flask import Flask

OTHERS = {"PUT", "PATCH", "DELETE"}


class Methods:
    """WSGI wrapper: a POST may ask for another method; every guard behind it sees the one asked for."""

    def __init__(self, wsgi: Any):
        self.wsgi = wsgi

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        if environ["REQUEST_METHOD"] == "POST" and "_method=" in environ.get("QUERY_STRING", ""):
            asked = parse_qs(environ["QUERY_STRING"]).get("_method", [""])[0].upper()
            if asked in OTHERS:
                environ["REQUEST_METHOD"] = asked
        return self.wsgi(environ, start_response)


def init_app(app: Flask) -> None:
    """Wrap the app."""
    app.wsgi_app = Methods(app.wsgi_app)  # type: ignore[method-assign]
