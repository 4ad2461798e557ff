"""What ways to pay are called where people read: proper names stay, our own words are translated."""

from flask import Flask
from flask_babel import gettext as _

from app.payments.method import METHODS


def method_word(code: str) -> str:
    """The name of a way to pay."""
    words = {
        "transfer": _("Transfer bank"),
        "cod": _("Bayar di tempat"),
        "qris_static": _("QRIS toko"),
        "card": _("Kartu kredit/debit"),
        "credit": _("Saldo di toko"),
    }
    return words.get(code) or (METHODS[code].word if code in METHODS else code)


def init_app(app: Flask) -> None:
    """Give templates `method_word(code)`."""
    app.jinja_env.globals["method_word"] = method_word
