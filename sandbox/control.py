"""`/_control`: how tests and the demo set a twin up, move its clock, spoil its temper and play its payers. JSON.

A request that makes no sense is a 400, something unknown a 404, a deed that cannot be done now a 409.
"""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from .deeds import DEEDS, Impossible
from .house import House
from .keys import check_keys
from .store import Merchant, Payment


def control(house: House) -> Blueprint:
    """The paths."""
    bp = Blueprint("control", __name__, url_prefix="/_control")
    bp.register_error_handler(ValueError, _makes_no_sense)
    bp.register_error_handler(TypeError, _makes_no_sense)
    bp.register_error_handler(Impossible, lambda why: (jsonify(error=str(why)), 409))

    @bp.post("/merchants")
    def merchants() -> Response:
        merchant = Merchant(**_told())
        check_keys(house.twin.name, merchant.keys)
        house.store.save("merchant", merchant.id, merchant)
        return jsonify(asdict(merchant))

    @bp.post("/temper")
    def temper() -> Response:
        house.temper.set(**_told())
        return jsonify(house.temper.told())

    @bp.post("/clock")
    def clock() -> Response:
        told = _told()
        if "set" in told:
            house.clock.set(float(told["set"]))
        house.clock.advance(float(told.get("advance", 0)))
        house.turn()
        house.mail.quiet()
        return jsonify(now=house.clock.now())

    @bp.get("/payments")
    def payments() -> Response:
        wanted = request.args.get("reference")
        return jsonify([_payment(one) for one in house.store.all("payment") if wanted in (None, one.reference, one.id)])

    @bp.post("/payments/<id_>/<any(" + ", ".join(DEEDS) + "):deed>")
    def deed(id_: str, deed: str) -> Response:
        payment = house.store.get("payment", id_) or abort(404)
        house.do(payment, deed, _amount())
        return jsonify(_payment(payment))

    @bp.get("/notices")
    def notices() -> Response:
        return jsonify([asdict(one) for one in house.store.all("notice")])

    @bp.post("/notices/<id_>/resend")
    def resend(id_: str) -> Response:
        notice = house.store.get("notice", id_) or abort(404)
        house.mail.deliver(notice)
        return jsonify(asdict(notice))

    @bp.post("/quiet")
    def quiet() -> Response:
        house.turn()
        return jsonify(quiet=house.mail.quiet(), outstanding=len(house.mail.outstanding()))

    return bp


def _told() -> dict[str, Any]:
    told = request.get_json(silent=True) or {}
    if not isinstance(told, dict):
        raise TypeError("an object is wanted")
    return told


def _amount() -> int | None:
    """The figure that a deed is done with; without one, the payment's own."""
    amount = _told().get("amount")
    if amount is not None and (not isinstance(amount, int) or amount < 1):
        raise ValueError("amount is whole rupiah")
    return amount


def _payment(payment: Payment) -> dict[str, Any]:
    return asdict(payment) | {"refunded": payment.refunded}


def _makes_no_sense(why: Exception) -> tuple[Response, int]:
    return jsonify(error=str(why)), 400
