"""Who calls: basic auth with the server key and no password, else an error that stands in the body."""

import base64
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, jsonify, request

from ..house import House
from ..store import Merchant

PREFIX = "SB-"

View = Callable[..., Any]


def merchant(house: House) -> Merchant | None:
    """The shop whose key it is; a key of the live side opens nothing here."""
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    try:
        key, colon, password = base64.b64decode(given, validate=True).decode("ascii").partition(":")
    except ValueError:
        return None
    if kind != "Basic" or not colon or password or not key.startswith(PREFIX):
        return None
    return house.merchant_by(server_key=key)


def failed(code: str, message: str) -> Response:
    """An error of the Core API: HTTP says 200, the truth is in the body."""
    return jsonify(status_code=code, status_message=message, id="00000000-0000-4000-8000-000000000000")


def refused(status: int, *messages: str) -> tuple[Response, int]:
    """An error of Snap."""
    return jsonify(error_messages=list(messages)), status


def core(house: House) -> Callable[[View], View]:
    """A view of the Core API: it gets the shop, and nobody else gets in."""
    return _guarded(
        house, lambda: failed("401", "Transaction cannot be authorized with the current client/server key.")
    )


def snap(house: House) -> Callable[[View], View]:
    """A view of Snap."""
    return _guarded(house, lambda: refused(401, "Access denied due to unauthorized transaction, please check keys"))


def _guarded(house: House, refuse: Callable[[], Any]) -> Callable[[View], View]:
    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**path: str) -> Any:
            shop = merchant(house)
            return refuse() if shop is None else view(shop, **path)

        return guarded

    return guard
