"""Who comes in, and how Xendit says no."""

import base64
import binascii
from typing import Any

from flask import Response, g, jsonify, request

from ..house import House
from ..store import Merchant, Payment

VERSION = "2024-11-11"
MARK = "xnd_development_"

Answer = Response | tuple[Response, int]


def error(status: int, code: str, message: str) -> tuple[Response, int]:
    """`{error_code, message}`."""
    return jsonify(error_code=code, message=message), status


def not_found() -> tuple[Response, int]:
    """Of everything but invoices."""
    return error(404, "DATA_NOT_FOUND", "ID specified in request cannot be found.")


def invalid(message: str) -> tuple[Response, int]:
    """A field that is not as it should be."""
    return error(400, "API_VALIDATION_ERROR", message)


def enter(house: House) -> Answer | None:
    """Basic auth with the secret key and no password; v3 wants its version in a header."""
    if request.path.startswith("/web/"):
        return None
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    try:
        user, colon, password = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        user, colon, password = "", "", ""
    shop = house.merchant_by(secret_key=user) if scheme == "Basic" and colon and not password else None
    if shop is None or not user.startswith(MARK):
        return error(401, "INVALID_API_KEY", "API key is not authorized for this API service.")
    g.shop = shop
    if request.path.startswith("/v3/") and request.headers.get("api-version") != VERSION:
        return invalid(f"header api-version should be equal to {VERSION}")
    return None


def shop() -> Merchant:
    """Whoever came in."""
    found: Merchant = g.shop
    return found


def asked() -> dict[str, Any]:
    """The body, empty when it is no object."""
    told = request.get_json(silent=True)
    return told if isinstance(told, dict) else {}


def own(house: House, kind: str) -> list[Payment]:
    """The shop's payments of that kind (request, old or invoice), the newest first."""
    found = [one for one in house.store.all("payment") if one.merchant == shop().id and one.fields.get("kind") == kind]
    return found[::-1]


def find(house: House, kind: str, id_: str) -> Payment | None:
    """The shop's payment of that id."""
    payment: Payment | None = house.store.get("payment", id_)
    is_own = payment is not None and payment.merchant == shop().id and payment.fields.get("kind") == kind
    return payment if is_own else None
