"""The page where people pay, as many times as they are refused, until its time is up."""

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from ..house import House, Impossible
from ..payer import page
from ..store import Payment
from ..tlv import qris

OTP = "112233"
OVER = "Halaman ini sudah berakhir."
AGAIN = "Pembayaran gagal. Anda bisa mencoba lagi."


def add(bp: Blueprint, house: House) -> None:
    """Its path."""

    @bp.route("/checkout-link-v2/<id_>", methods=["GET", "POST"])
    def checkout(id_: str) -> AnyResponse | str:
        payment: Payment = house.store.get("payment", id_) or abort(404)
        if request.method == "POST" and "way" in request.form:
            choose(house, payment, request.form["way"])
        elif request.method == "POST":
            return _tried(house, payment)
        return _shown(house, payment, AGAIN if payment.fields.get("word") == "FAILED" else "")


def choose(house: House, payment: Payment, way: str) -> None:
    """A way to pay, with the code that it shows. A card is at its bank from then on."""
    with house.store.turn():
        if payment.state not in ("new", "pending") or way not in payment.fields["types"]:
            return
        for name in ("va", "code", "qr"):
            payment.fields.pop(name, None)
        serial = int(payment.id.replace("-", ""), 16)
        if way.startswith("VIRTUAL_ACCOUNT"):
            payment.fields["va"] = f"1900{serial % 10**12:012d}"
        elif way.startswith("ONLINE_TO_OFFLINE"):
            payment.fields["code"] = f"8899{serial % 10**10:010d}"
        elif way == "QRIS":
            payment.fields["qr"] = qris(payment.amount, payment.reference)
        payment.fields |= {"chosen": True, "word": "REDIRECT" if way == "CREDIT_CARD" else "PENDING"}
        payment.method, payment.state = way, "pending"
        house.store.save("payment", payment.id, payment)


def _tried(house: House, payment: Payment) -> AnyResponse | str:
    is_denied = request.form.get("otp", OTP) != OTP or request.form.get("deed") == "deny"
    try:
        house.do(payment, "deny" if is_denied else "pay")
    except Impossible:
        return _shown(house, payment, OVER)
    if is_denied:
        return redirect(f"/checkout-link-v2/{payment.id}", 303)
    return redirect(payment.fields["return_url"] or "/", 302)


def _shown(house: House, payment: Payment, said: str) -> str:
    is_open = payment.state in ("new", "pending")
    is_waiting = payment.state == "pending" and payment.fields.get("word") != "FAILED"
    return page(
        house, "doku_page.html", one=payment, said=said if is_open else OVER, is_open=is_open, is_waiting=is_waiting,
        otp=OTP, codes=[payment.fields[name] for name in ("va", "code") if name in payment.fields],
    )  # fmt: skip
