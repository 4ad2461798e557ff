"""The gate of a SNAP provider: tokens for clients, and whether a call is signed as it says."""

import secrets
from typing import Any

from flask import Response, request

from . import hmac512
from .house import House
from .store import Merchant

LIFE = 900


def answer(code: str, message: str, **more: Any) -> Response:
    """A body with its response code; HTTP says the first three digits."""
    told = {"responseCode": code, "responseMessage": message, **more}
    return Response(hmac512.packed(told), int(code[:3]), mimetype="application/json")


def token(house: House) -> Response:
    """A token for a client that proves itself by RSA over its id and the time."""
    client, stamp = request.headers.get("X-CLIENT-KEY", ""), request.headers.get("X-TIMESTAMP", "")
    shop = next((one for one in house.store.all("merchant") if one.keys.get("client_id") == client != ""), None)
    if shop is None or not hmac512.rsa_fits(
        shop.keys["client_public_key"], f"{client}|{stamp}", request.headers.get("X-SIGNATURE", "")
    ):
        return answer("4017300", "Unauthorized. Signature")
    if (request.get_json(silent=True) or {}).get("grantType") != "client_credentials":
        return answer("4007302", "Missing Mandatory Field grantType")
    made = secrets.token_urlsafe(24)
    house.store.save("answer", f"token:{made}", {"merchant": shop.id, "until": house.clock.now() + LIFE})
    return answer("2007300", "Successful", accessToken=made, tokenType="Bearer", expiresIn=str(LIFE))


def entered(house: House, service: str) -> Merchant | Response:
    """Who calls, or the answer to somebody who may not."""
    carried = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not carried:
        return _by_key(house, service)
    known = house.store.get("answer", f"token:{carried}")
    if known is None or known["until"] < house.clock.now():
        return answer(f"401{service}01", "Access Token Invalid")
    shop: Merchant = house.store.get("merchant", known["merchant"])
    wanted = hmac512.hmac_of(
        shop.keys["client_secret"], request.method, request.full_path.rstrip("?"), carried,
        hmac512.hashed(request.get_data()), request.headers.get("X-TIMESTAMP", ""),
    )  # fmt: skip
    return (
        shop if wanted == request.headers.get("X-SIGNATURE") else answer(f"401{service}00", "Unauthorized. Signature")
    )


def _by_key(house: House, service: str) -> Merchant | Response:
    text = ":".join(
        [request.method, request.path, hmac512.hashed(request.get_data()), request.headers.get("X-TIMESTAMP", "")]
    )
    for shop in house.store.all("merchant"):
        if shop.settings.get("profile") == "dana" and hmac512.rsa_fits(
            shop.keys["client_public_key"], text, request.headers.get("X-SIGNATURE", "")
        ):
            found: Merchant = shop
            return found
    return answer(f"401{service}00", "Unauthorized. Signature")


def is_repeated(house: House, shop: Merchant) -> bool:
    """Whether the X-EXTERNAL-ID was used before by this client; it is used now."""
    key = f"external:{shop.id}:{request.headers.get('X-EXTERNAL-ID', '')}"
    if house.store.get("answer", key):
        return True
    house.store.save("answer", key, {"at": house.clock.now()})
    return False
