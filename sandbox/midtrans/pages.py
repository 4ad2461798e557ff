"""Snap's page: the payer chooses, a card goes through 3DS, Akulaku comes back by a form of another site."""

import json

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from ..house import House, Impossible
from ..payer import page
from ..store import Payment


def add(bp: Blueprint, house: House) -> None:
    """Its paths."""

    @bp.route("/snap/v3/redirection/<id_>", methods=["GET", "POST"])
    def snap_page(id_: str) -> AnyResponse | str:
        payment: Payment = house.store.get("payment", id_) or abort(404)
        said = ""
        if request.method == "POST":
            try:
                return _chosen(house, payment, request.form.get("deed", ""))
            except Impossible as why:
                said = f"Tidak bisa: {why}"
        return page(house, "snap.html", one=payment, said=said)

    @bp.route("/snap/v3/3ds/<id_>", methods=["GET", "POST"])
    def three_d_secure(id_: str) -> AnyResponse | str:
        payment: Payment = house.store.get("payment", id_) or abort(404)
        if request.method == "POST":
            house.do(payment, "pay" if request.form.get("otp") == "112233" else "deny")
            return redirect(payment.fields["return_url"], 302)
        return page(house, "otp.html", one=payment)


def _chosen(house: House, payment: Payment, deed: str) -> AnyResponse | str:
    kind = {"echannel": "echannel", "other_qris": "qris"}.get(payment.method, payment.method)
    payment.fields["payment_type"] = kind
    if payment.state == "new":
        payment.state = "pending"
        payment.log.append("chosen")
        house.store.save("payment", payment.id, payment)
        house.post(payment, "pending")
    if deed == "pay" and kind == "credit_card":
        return redirect(f"/snap/v3/3ds/{payment.id}", 303)
    house.do(payment, deed)
    if kind == "akulaku":
        answer = json.dumps({"order_id": payment.reference, "transaction_status": "settlement"})
        return page(house, "post_back.html", url=payment.fields["return_url"], answer=answer)
    return redirect(payment.fields["return_url"], 302)
