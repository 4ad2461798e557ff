"""The pages where a person plays the payer: what waits to be paid, and the buttons that people and banks press."""

import segno
from flask import Blueprint, abort, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from .house import House, Impossible
from .store import Payment

WORDS = {
    "new": "belum memilih cara",
    "pending": "menunggu dibayar",
    "paid": "sudah dibayar",
    "denied": "ditolak",
    "expired": "kedaluwarsa",
    "cancelled": "dibatalkan",
    "reversed": "ditarik kembali",
    "chargeback": "digugat",
}
WAITING = (("pay", "Bayar", True), ("deny", "Tolak", False), ("expire", "Biarkan kedaluwarsa", False))
OVER = (("pay_late", "Bayar terlambat", False),)
PAID = (
    ("pay_twice", "Bayar sekali lagi", False),
    ("reverse", "Bank menarik kembali", False),
    ("chargeback", "Gugat (chargeback)", False),
    ("refund_outside", "Kembalikan dari dasbor penyedia", False),
    ("confirm_refund", "Bank mengonfirmasi pengembalian", False),
    ("fail_refund", "Pengembalian gagal", False),
)
BUTTONS = {"new": WAITING, "pending": WAITING, "expired": OVER, "cancelled": OVER, "paid": PAID}


def page(house: House, template: str, **values: object) -> str:
    """A page in the sandbox's frame."""
    return render_template(template, title=house.twin.title, **values)


def payer(house: House) -> Blueprint:
    """The list at `/`, and a payment at `/payer/<id>`."""
    bp = Blueprint("payer", __name__)

    @bp.get("/")
    def index() -> str:
        q = request.args.get("q", "").strip()
        found = [one for one in reversed(house.store.all("payment")) if not q or q in [*_codes(one), one.reference]]
        return page(house, "list.html", payments=found[:50], q=q)

    @bp.route("/payer/<id_>", methods=["GET", "POST"])
    def show(id_: str) -> AnyResponse | str:
        payment: Payment = house.store.get("payment", id_) or abort(404)
        said = ""
        if request.method == "POST":
            try:
                house.do(payment, request.form.get("deed", ""))
            except (Impossible, KeyError) as why:
                said = f"Tidak bisa: {why}"
            else:
                return redirect(f"/payer/{id_}", 303)
        return page(house, "one.html", **_told(payment), said=said)

    return bp


def _told(payment: Payment) -> dict[str, object]:
    qr = payment.fields.get("qr")
    drawn = segno.make(qr, error="m", micro=False).svg_inline(omitsize=True) if qr else ""
    return {
        "one": payment,
        "word": WORDS[payment.state],
        "qr": Markup(drawn),  # noqa: S704 - segno's own drawing
        "codes": [code for code in _codes(payment) if code != qr],
        "buttons": BUTTONS.get(payment.state, ()),
        "back": payment.fields.get("return_url", ""),
    }


def _codes(payment: Payment) -> list[str]:
    """What a payer types or scans."""
    return [str(payment.fields[name]) for name in ("qr", "va", "code", "bill_key") if payment.fields.get(name)]
