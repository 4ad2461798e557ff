"""`/_control`: how tests and the demo set a twin up, move its clock, spoil its temper and play its payers. JSON."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request

from .house import DEEDS, House, Impossible
from .store import Merchant


def control(house: House) -> Blueprint:
    """The paths."""
    bp = Blueprint("control", __name__, url_prefix="/_control")

    @bp.post("/merchants")
    def merchants() -> Response:
        told: dict[str, Any] = request.get_json()
        merchant = Merchant(**told)
        house.store.save("merchant", merchant.id, merchant)
        return jsonify(asdict(merchant))

    @bp.post("/temper")
    def temper() -> Response:
        house.temper.set(**request.get_json())
        return jsonify(ok=True)

    @bp.post("/clock")
    def clock() -> Response:
        told: dict[str, float] = request.get_json()
        if "set" in told:
            house.clock.set(told["set"])
        house.clock.advance(told.get("advance", 0.0))
        house.turn()
        return jsonify(now=house.clock.now())

    @bp.get("/payments")
    def payments() -> Response:
        wanted = request.args.get("reference")
        found = [one for one in house.store.all("payment") if wanted in (None, one.reference, one.id)]
        return jsonify([asdict(one) | {"refunded": one.refunded} for one in found])

    @bp.post("/payments/<id_>/<deed>")
    def deed(id_: str, deed: str) -> Response | tuple[Response, int]:
        payment = house.store.get("payment", id_)
        if payment is None or deed not in DEEDS:
            abort(404)
        told = request.get_json(silent=True) or {}
        try:
            house.do(payment, deed, told.get("amount"))
        except Impossible as why:
            return jsonify(error=str(why)), 409
        return jsonify(asdict(payment))

    @bp.get("/notices")
    def notices() -> Response:
        return jsonify([asdict(one) for one in house.store.all("notice")])

    @bp.post("/notices/<id_>/resend")
    def resend(id_: str) -> Response:
        notice = house.store.get("notice", id_) or abort(404)
        house.deliver(notice)
        return jsonify(asdict(notice))

    @bp.post("/quiet")
    def quiet() -> Response:
        for _ in range(200):
            due = [one for one in house.outstanding() if one.due <= house.clock.now()]
            if not due:
                break
            house.turn()
        return jsonify(outstanding=len(house.outstanding()))

    return bp
