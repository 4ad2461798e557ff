"""The pages where a person plays the payer: what waits to be paid, and the buttons that people and banks press."""

from datetime import UTC, datetime, timedelta, timezone

import segno
from flask import Blueprint, abort, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from .deeds import DEEDS, OPEN, WORDS, Impossible
from .house import House
from .store import Payment

WIB = timezone(timedelta(hours=7))
SHOWN = 50
WAITING = (("pay", "Bayar", True), ("deny", "Tolak", False), ("expire", "Biarkan kedaluwarsa", False))
OVER = (("pay_late", "Bayar terlambat", False),)
PAID = (
    ("pay_twice", "Bayar sekali lagi", False),
    ("reverse", "Bank menarik kembali", False),
    ("chargeback", "Gugat (chargeback)", False),
    ("refund_outside", "Kembalikan dari dasbor penyedia", False),
)
REFUNDING = (
    ("confirm_refund", "Bank mengonfirmasi pengembalian", True),
    ("fail_refund", "Pengembalian gagal", False),
)
BUTTONS = {"new": WAITING, "pending": WAITING, "expired": OVER, "cancelled": OVER, "paid": PAID}


def page(house: House, template: str, **values: object) -> str:
    """A page in the sandbox's frame."""
    return render_template(template, title=house.twin.title, words=WORDS, rupiah=rupiah, **values)


def rupiah(amount: int) -> str:
    """As it is written on a till."""
    return f"Rp\u00a0{amount:,}".replace(",", ".")


def payer(house: House) -> Blueprint:
    """The list at `/`, and a payment at `/payer/<id>`."""
    bp = Blueprint("payer", __name__)

    @bp.get("/")
    def index() -> str:
        q = request.args.get("q", "").strip()
        found = [one for one in reversed(house.store.all("payment")) if not q or q in [*_codes(one), one.reference]]
        return page(house, "list.html", payments=found[:SHOWN], q=q)

    @bp.route("/payer/<id_>", methods=["GET", "POST"])
    def show(id_: str) -> AnyResponse | str | tuple[str, int]:
        payment: Payment = house.store.get("payment", id_) or abort(404)
        if request.method == "GET":
            return page(house, "one.html", **_told(payment), said="")
        try:
            house.do(payment, _deed(), _amount())
        except Impossible as why:
            return page(house, "one.html", **_told(payment), said=f"Tidak bisa: {why}."), 409
        return redirect(f"/payer/{id_}", 303)

    return bp


def _deed() -> str:
    deed = request.form.get("deed", "")
    return deed if deed in DEEDS else abort(400)


def _amount() -> int | None:
    """What was typed, with or without dots; nothing is the payment's own."""
    typed = request.form.get("amount", "").replace(".", "").strip()
    if not typed:
        return None
    return int(typed) if typed.isdecimal() and int(typed) else abort(400)


def _told(payment: Payment) -> dict[str, object]:
    qr = payment.fields.get("qr")
    drawn = segno.make(qr, error="m", micro=False).svg_inline(omitsize=True) if qr else ""
    is_refunding = payment.state == "paid" and any(one["state"] == "pending" for one in payment.refunds)
    return {
        "one": payment,
        "qr": Markup(drawn),  # noqa: S704 - segno's own drawing
        "codes": [code for code in _codes(payment) if code != qr],
        "buttons": (REFUNDING if is_refunding else ()) + BUTTONS.get(payment.state, ()),
        "is_open": payment.state in OPEN,
        "until": datetime.fromtimestamp(payment.expires, UTC).astimezone(WIB).strftime("%d-%m-%Y %H.%M WIB"),
        "back": payment.fields.get("return_url", ""),
    }


def _codes(payment: Payment) -> list[str]:
    """What a payer types or scans."""
    return [str(payment.fields[name]) for name in ("qr", "va", "code", "bill_key") if payment.fields.get(name)]
