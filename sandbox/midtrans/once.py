"""`Idempotency-Key`: for five minutes the stored answer again, whatever is asked; 202 while the first is at work."""

import json
from collections.abc import Callable

from flask import Response, request

from ..house import House
from ..store import Merchant

HEADER = "Idempotency-Key"
LONGEST = 46
SECONDS = 300.0
WITHOUT = ("permata", "indomaret")
"""Methods that Midtrans does not do this for."""


def once(house: House, shop: Merchant, do: Callable[[], Response]) -> Response:
    """Do it, unless this key has an answer; one that is too long is silently no key."""
    key = request.headers.get(HEADER, "")
    if not key or len(key) > LONGEST or _is_without():
        return do()
    name = f"{shop.id} {key}"
    with house.store.turn():
        kept = house.store.get("answer", name)
        if kept and kept["until"] > house.clock.now():
            return Response(kept["body"], 200 if kept["body"] else 202, mimetype="application/json")
        _keep(house, name, "", SECONDS)
    body = ""
    try:
        answer = do()
        if json.loads(answer.get_data()).get("status_code", "").startswith("2"):
            body = answer.get_data(as_text=True)
    finally:
        _keep(house, name, body, SECONDS if body else 0.0)
    return answer


def _is_without() -> bool:
    asked = request.get_json(silent=True) or {}
    store = (asked.get("cstore") or {}).get("store") if isinstance(asked, dict) else None
    return isinstance(asked, dict) and (asked.get("payment_type") in WITHOUT or store in WITHOUT)


def _keep(house: House, name: str, body: str, seconds: float) -> None:
    house.store.save("answer", name, {"body": body, "until": house.clock.now() + seconds})
