"""A page of the shop with what its frame shows, and fragments that answer 304 while nothing changed."""

from typing import Any

from flask import Response, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from app.orders import cart as carts

from . import basket


def show(template: str, *, status: int = 200, private: bool = False, **context: Any) -> Response:
    """A whole page; a private one (cart, checkout, order) is kept by nobody."""
    contents = context.get("contents")
    count = contents.pieces if contents else carts.pieces(basket.current())
    answer = make_response(render_template(template, cart_count=count, **context), status)
    if private:
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "same-origin"
        answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def unless_known(body: str | bytes) -> AnyResponse:
    """A fragment with its fingerprint: whoever has it already gets an empty 304."""
    answer = make_response(body)
    answer.add_etag(weak=True)
    answer.headers["Cache-Control"] = "no-cache"
    return answer.make_conditional(request)
