"""Who comes in at DOKU, how it says no, and that the same Request-Id is the same request."""

import json
import time
from datetime import datetime
from typing import Any

from flask import Response, g, request

from ..house import House
from ..store import Merchant
from .seal import seal, sealed

HEADERS = ("Client-Id", "Request-Id", "Request-Timestamp")
LONGEST_ID = 128
PATIENCE = 3_600.0


class No(Exception):
    """A refusal: its status and its body."""

    def __init__(self, status: int, told: dict[str, Any]):
        super().__init__(status)
        self.status, self.told = status, told


def unfit(*messages: str) -> No:
    """Fields that are not as they should be."""
    return No(400, {"error_messages": list(messages)})


def error(status: int, code: str, message: str) -> No:
    """Anything else."""
    return No(status, {"error": {"code": code, "message": message, "type": "invalid_request_error"}})


def enter(house: House) -> None:
    """Check the headers and keep the merchant for this request. Raises No."""
    block = {name: request.headers.get(name, "") for name in HEADERS}
    missing = [name for name, value in block.items() if not value]
    if missing or len(block["Request-Id"]) > LONGEST_ID:
        raise error(400, "invalid_header", f"Invalid header {', '.join(missing) or 'Request-Id'}")
    shop = house.merchant_by(client_id=block["Client-Id"])
    if shop is None:
        raise error(401, "invalid_client_id", "Invalid Client-Id")
    _check_time(house, block["Request-Timestamp"])
    body = None if request.method == "GET" else request.get_data()
    if request.headers.get("Signature") != seal(shop.keys["secret_key"], block, request.path, body):
        raise error(401, "invalid_signature", "Invalid Header Signature")
    g.shop = shop


def _check_time(house: House, stamp: str) -> None:
    """UTC, and about now: Jakarta's hour with a Z is seven hours off. Callers live in real time, or in ours."""
    try:
        told = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S%z").timestamp()
    except ValueError:
        told = 0.0
    if not stamp.endswith("Z") or min(abs(told - time.time()), abs(told - house.clock.now())) > PATIENCE:
        raise error(400, "invalid_timestamp", "Invalid Request-Timestamp")


def shop() -> Merchant:
    """Whoever came in."""
    found: Merchant = g.shop
    return found


def answered(house: House, told: dict[str, Any], status: int) -> Response:
    """A JSON answer, sealed where it is known for whom: with Response-Timestamp in the place of the request's."""
    body = json.dumps(told).encode()
    answer = Response(body, status, mimetype="application/json")
    if "shop" in g:
        id_ = request.headers["Request-Id"]
        answer.headers |= sealed(shop().keys, id_, "Response-Timestamp", house.clock.now(), request.path, body)
    return answer


def kept(house: House) -> Response | None:
    """The answer that this Request-Id got before, as a 409."""
    found = house.store.get("answer", _key())
    if found is None:
        return None
    if found["asked"] != request.get_data(as_text=True):
        raise unfit("Request-Id was used with another body")
    return answered(house, found["told"], 409)


def keep(house: House, told: dict[str, Any]) -> None:
    """For the next time."""
    house.store.save("answer", _key(), {"asked": request.get_data(as_text=True), "told": told})


def _key() -> str:
    return f"{shop().id} {request.headers['Request-Id']}"
