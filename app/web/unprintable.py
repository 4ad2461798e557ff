"""Text that no table can hold: a NUL character, which only programs send."""

from flask import Flask, request
from werkzeug.exceptions import BadRequest

NUL = "\0"


def init_app(app: Flask) -> None:
    """Look at every request before any door does."""
    app.before_request(refuse)


def refuse() -> None:
    """Raises BadRequest (the person reads that nothing changed) when the address or the form holds a NUL."""
    words = [request.path, *request.args.values()]
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        words += [value for values in request.form.listvalues() for value in values]
    if any(NUL in word for word in words):
        raise BadRequest
