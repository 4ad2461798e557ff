"""What is checked of every call: headers, signature, and whether it was made before."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Response, request

from .. import hmac512, snap_gate
from ..house import House
from ..store import Merchant

DAY = 86_400.0
ONCE = ("12", "27", "47", "78")
"""Services whose X-EXTERNAL-ID counts."""
CHANNEL = {"midtrans": r"\d{5}", "dana": r"\d{5}", "doku": r"[A-Z0-9]{1,5}"}


class Wrong(Exception):
    """The answer is this HTTP status, this case, these words."""

    def __init__(self, status: int, case: str, message: str):
        super().__init__(message)
        self.status, self.case = status, case


class Call:
    """One call by one merchant."""

    def __init__(self, house: House, shop: Merchant, code: str):
        self.house, self.shop, self.code = house, shop, code
        self.profile = shop.settings.get("profile", "midtrans")
        try:
            self.told: Any = json.loads(request.get_data())
        except ValueError:
            self.told = None
        if not isinstance(self.told, dict):
            raise Wrong(400, "00", "Bad Request")

    def need(self, path: str) -> str:
        """A mandatory word, by its path in the body."""
        found = self.told
        for name in path.split("."):
            found = found.get(name) if isinstance(found, dict) else None
        if not isinstance(found, str) or not found:
            raise Wrong(400, "02", f"Invalid Mandatory Field {path}")
        return found

    def amount(self, path: str) -> int:
        """Whole rupiah out of "10000.00"."""
        written = self.need(f"{path}.value")
        if not re.fullmatch(r"\d{1,13}\.00", written) or self.need(f"{path}.currency") != "IDR":
            raise Wrong(400, "01", f"Invalid Field Format {path}")
        return int(written[:-3])

    def seconds(self, path: str, least: float, most: float) -> float:
        """How long from now until a moment in the body."""
        try:
            end = datetime.fromisoformat(self.need(path))
            left = end.timestamp() - self.house.clock.now()
        except ValueError:
            raise Wrong(400, "01", f"Invalid Field Format {path}") from None
        if end.tzinfo is None or not least <= left <= most:
            raise Wrong(400, "01", f"Invalid Field Format {path}")
        return left

    def done(self, message: str = "Successful", /, **more: Any) -> Response:
        """It went well."""
        return snap_gate.answer(f"200{self.code}00", message, **more)


Deed = Callable[[Call], Response]


def opened(house: House, code: str, deed: Deed) -> Callable[[], Response]:
    """A view for a deed behind the gate."""

    def view() -> Response:
        shop = snap_gate.entered(house, code)
        if isinstance(shop, Response):
            return shop
        try:
            call = Call(house, shop, code)
            _check_headers(call.profile)
            with house.store.turn():
                return _once(call, deed)
        except Wrong as wrong:
            return snap_gate.answer(f"{wrong.status}{code}{wrong.case}", str(wrong))

    return view


def _check_headers(profile: str) -> None:
    for name in ("X-PARTNER-ID", "X-EXTERNAL-ID", "CHANNEL-ID"):
        if not request.headers.get(name):
            raise Wrong(400, "02", f"Invalid Mandatory Field {name}")
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\+\d\d:\d\d|Z)", request.headers.get("X-TIMESTAMP", "")):
        raise Wrong(400, "01", "Invalid Field Format X-TIMESTAMP")
    if not re.fullmatch(CHANNEL[profile], request.headers["CHANNEL-ID"]):
        raise Wrong(400, "01", "Invalid Field Format CHANNEL-ID")
    if len(request.headers["X-EXTERNAL-ID"]) > 36:
        raise Wrong(400, "01", "Invalid Field Format X-EXTERNAL-ID")


def _once(call: Call, deed: Deed) -> Response:
    """Midtrans answers the same payment again as it did when that went well; all else is a conflict, for a day."""
    if call.code not in ONCE:
        return deed(call)
    store, now = call.house.store, call.house.clock.now()
    name = f"external:{call.shop.id}:{request.headers['X-EXTERNAL-ID']}"
    digest, before = hmac512.hashed(request.get_data()), store.get("answer", name)
    if before and before["at"] > now - DAY:
        if call.profile == "midtrans" and call.code != "12" and before["of"] == digest:
            return Response(before["answer"], 200, mimetype="application/json")
        raise Wrong(409, "00", "Conflict")
    answer = deed(call)
    if answer.status_code == 200:
        store.save("answer", name, {"at": now, "of": digest, "answer": answer.get_data(as_text=True)})
    return answer
