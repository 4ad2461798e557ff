"""Where payers go: Snap's page with its 3-D Secure, and the pages of Akulaku and Kredivo."""

import json
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from ..house import House, Impossible
from ..payer import page
from ..store import Merchant, Payment
from .body import signed
from .snap import choose

OTP = "112233"
ENDED = ("Halaman ini sudah berakhir.", "Ditolak. Coba lagi, atau pilih cara lain.")


def add(bp: Blueprint, house: House) -> None:
    """Their paths."""

    @bp.route("/snap/v3/redirection/<id_>", methods=["GET", "POST"])
    def snap_page(id_: str) -> AnyResponse | str:
        payment: Payment = house.store.get("payment", id_) or abort(404)
        said = ENDED[1] if payment.state == "new" and "denied" in payment.fields else ""
        if request.method == "GET":
            return page(house, "snap.html", one=payment, said=said)
        if payment.state not in ("new", "pending"):
            return page(house, "snap.html", one=payment, said=ENDED[0])
        _chosen(house, payment)
        deed = request.form.get("deed", "")
        if deed == "pay" and payment.fields["payment_type"] == "credit_card":
            return redirect(f"/snap/v3/3ds/{payment.id}", 303)
        return _done(house, payment, deed)

    @bp.route("/snap/v3/3ds/<id_>", methods=["GET", "POST"])
    def three_d_secure(id_: str) -> AnyResponse | str:
        payment: Payment = house.store.get("payment", id_) or abort(404)
        if request.method == "GET":
            return page(house, "otp.html", one=payment)
        return _done(house, payment, "pay" if request.form.get("otp") == OTP else "deny")

    @bp.route("/v2/<any(akulaku, kredivo):_kind>/redirect/<id_>", methods=["GET", "POST"])
    def later(_kind: str, id_: str) -> AnyResponse | str:
        payment: Payment = house.store.get("payment", id_) or abort(404)
        if request.method == "GET":
            return page(house, "snap.html", one=payment, said="")
        return _done(house, payment, request.form.get("deed", ""))


def _chosen(house: House, payment: Payment) -> None:
    with house.store.turn():
        if payment.state != "new":
            return
        choose(house, payment, is_phone="Mobile" in request.headers.get("User-Agent", ""))
        payment.state = "pending"
        payment.log.append("chosen")
        house.store.save("payment", payment.id, payment)
    house.post(payment, "pending")


def _done(house: House, payment: Payment, deed: str) -> AnyResponse | str:
    """The deed, and the way back: a form of another site from Akulaku, a link from the rest, a second try on Snap."""
    try:
        house.do(payment, deed)
    except (Impossible, KeyError) as why:
        return page(house, "snap.html", one=payment, said=f"Tidak bisa: {why}")
    if deed == "deny" and payment.fields.get("snap"):
        return redirect(f"/snap/v3/redirection/{payment.id}", 303)
    shop: Merchant = house.store.get("merchant", payment.merchant)
    back = payment.fields.get("return_url") or payment.fields.get("finish") or "/"
    body = signed(shop, payment, house.clock.now())
    if payment.fields.get("payment_type") == "akulaku":
        answer = json.dumps(body | {"payment_channel": "VTWEB", "redirect_url": back})
        return page(house, "post_back.html", url=back, answer=answer, key=shop.keys.get("client_key", ""))
    told = {name: body[name] for name in ("order_id", "status_code", "transaction_status")}
    return redirect(f"{back}{'&' if '?' in back else '?'}{urlencode(told)}", 302)
