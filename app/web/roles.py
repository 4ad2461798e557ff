"""What the roles are called, and what they may do, in words."""

from flask import Flask
from flask_babel import gettext


def _(sentence: str) -> str:
    """Marks a sentence for translation; it is translated when shown."""
    return sentence


NAMES = {"owner": _("Pemilik"), "manager": _("Manajer"), "staff": _("Staf"), "cashier": _("Kasir")}
MEANS = {
    "owner": _("Boleh semuanya, termasuk rekening bank."),
    "manager": _("Boleh mengatur produk, pesanan, toko, serta staf dan kasir."),
    "staff": _("Boleh mengurus produk, stok, dan pesanan."),
    "cashier": _("Hanya untuk layar kasir; tidak membuka kantor toko."),
}


def role_name(role: str) -> str:
    """The role in one word."""
    return gettext(NAMES[role])


def role_means(role: str) -> str:
    """What it may do, in one sentence."""
    return gettext(MEANS[role])


def init_app(app: Flask) -> None:
    """Give both to the templates."""
    app.jinja_env.globals.update(role_name=role_name, role_means=role_means)
