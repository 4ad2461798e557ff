"""DOKU Checkout as its documents describe it: sealed both ways, one page, and a FAILED that is not the end."""

import json
from urllib.parse import urlsplit

from flask import Blueprint, Response

from ..house import House
from ..store import Merchant, Outgoing, Payment
from ..twin import Letter
from . import checkout, door, pages
from .body import notification, status
from .seal import sealed


class Doku:
    """The twin."""

    name = "doku"
    title = "DOKU"
    retries = (1_800.0, 19_800.0, 21_600.0)
    """30 minutes, 6 hours and 12 hours after the first try."""

    def blueprint(self, house: House) -> Blueprint:
        """`/checkout/v1/payment`, `/orders/v1/status`, and the page."""
        bp = Blueprint("doku", __name__, template_folder="templates")

        @bp.errorhandler(door.No)
        def refused(no: door.No) -> Response:
            return door.answered(house, no.told, no.status)

        @bp.post("/checkout/v1/payment")
        def opened() -> Response:
            door.enter(house)
            with house.store.turn():
                before = door.kept(house)
                if before is not None:
                    return before
                try:
                    told, code = checkout.made(house, checkout.asked()), 200
                except door.No as no:
                    told, code = no.told, no.status
                door.keep(house, told)
            return door.answered(house, told, code)

        @bp.get("/orders/v1/status/<id_>")
        def asked(id_: str) -> Response:
            door.enter(house)
            payment = _own(house, id_)
            told = status(door.shop(), payment, house.clock.now()) if payment else None
            if told is None:
                raise door.error(404, "data_not_found", "Order Not Found")
            return door.answered(house, told, 200)

        pages.add(bp, house)
        return bp

    def letter(self, house: House, merchant: Merchant, payment: Payment, notice: Outgoing) -> Letter:
        """Sealed over the path of the merchant's own address; a repeat has the same Request-Id and a new time."""
        raw = json.dumps(notification(payment, notice.event)).encode()
        target = urlsplit(payment.fields["notify"] or merchant.notify_url).path
        keys = merchant.keys | ({"secret_key": "SK-thief"} if notice.forged == "signature" else {})
        head = sealed(keys, notice.id, "Request-Timestamp", house.clock.now(), target, raw)
        if notice.forged == "status":  # the seal covers the body, so this one breaks
            raw = raw.replace(b'"SUCCESS"', b'"REFUNDED"').replace(b'"FAILED"', b'"SUCCESS"')
        return Letter("", head | {"Content-Type": "application/json"}, raw)

    def happened(self, house: House, payment: Payment, event: str) -> None:
        """Success and failure are told; an end, a refund and what a bank takes back are not. A failure ends nothing."""
        if event in ("paid", "denied"):
            payment.fields |= {"chosen": True}
            if event == "denied":
                payment.state, payment.fields["word"] = "pending", "FAILED"
            house.post(payment, event)
            house.store.save("payment", payment.id, payment)


def _own(house: House, id_: str) -> Payment | None:
    """By the invoice number, or by the Request-Id that it was opened with."""
    found = [one for one in house.store.all("payment") if one.merchant == door.shop().id]
    return next((one for one in found if id_ in (one.reference, one.fields["request_id"])), None)


TWIN = Doku()
