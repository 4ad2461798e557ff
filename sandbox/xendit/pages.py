"""The pages that a payer is sent to: a wallet's, a lender's, or an invoice with its card, its bank and its OTP."""

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from ..house import House, Impossible
from ..payer import page
from ..store import Payment

OTP = "112233"
WITH_OTP = ("CREDIT_CARD", "DD_BRI")
TRIES = {"CREDIT_CARD": "Kartu", "DD_BRI": "Debit BRI", "JENIUSPAY": "Jenius Pay"}


def add(bp: Blueprint, house: House) -> None:
    """Its path."""

    @bp.route("/web/<id_>", methods=["GET", "POST"])
    def web(id_: str) -> AnyResponse | str:
        payment: Payment = house.store.get("payment", id_) or abort(404)
        if request.method == "GET":
            return _shown(house, payment)
        if "otp" in request.form:
            return _done(house, payment, "pay" if request.form["otp"] == OTP else "deny")
        if request.form.get("deed") == "pay" and payment.method in WITH_OTP and payment.state == "pending":
            return page(house, "xendit_otp.html", one=payment, otp=OTP)
        return _done(house, payment, "deny" if request.form.get("deed") == "deny" else "pay")


def _shown(house: House, payment: Payment, said: str = "") -> str:
    return page(house, "xendit_page.html", one=payment, said=said, way=TRIES.get(payment.method, payment.method))


def _done(house: House, payment: Payment, deed: str) -> AnyResponse | str:
    """Back to the shop, unless an invoice lets the payer try again."""
    try:
        house.do(payment, deed)
    except Impossible as why:
        return _shown(house, payment, f"Tidak bisa: pembayaran ini {why}.")
    if deed == "deny" and payment.state == "pending":
        return _shown(house, payment, "Pembayaran ditolak. Anda bisa mencoba lagi.")
    return redirect(payment.fields.get("return_url") or "/", 302)
