"""The pages that a payer is sent to: a wallet's, a lender's, or the card form of an invoice with its OTP."""

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from ..house import House, Impossible
from ..payer import page
from ..store import Payment


def add(bp: Blueprint, house: House) -> None:
    """Its path."""

    @bp.route("/web/<id_>", methods=["GET", "POST"])
    def web(id_: str) -> AnyResponse | str:
        payment: Payment = house.store.get("payment", id_) or abort(404)
        if request.method == "GET":
            return page(house, "snap.html", one=payment, said="")
        deed = request.form.get("deed") or ("pay" if request.form.get("otp") == "112233" else "deny")
        if deed == "pay" and payment.method == "CREDIT_CARD" and "otp" not in request.form:
            return page(house, "otp.html", one=payment)
        try:
            house.do(payment, deed)
        except Impossible as why:
            return page(house, "snap.html", one=payment, said=f"Tidak bisa: {why}")
        return redirect(payment.fields.get("return_url") or "/", 302)
