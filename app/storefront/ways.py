"""The ways a shop hands over goods and takes money, as choices on the checkout page."""

from flask_babel import gettext as _

from app.accounts.vendor import Vendor
from app.web.formats import rupiah

Choice = tuple[str, str, str]
"""A value, its word, and a sentence of help."""


def to_get(vendor: Vendor) -> list[Choice]:
    """How the shopper can get the goods."""
    courier = vendor.courier_label or _("Kurir toko")
    place = vendor.pickup_address or _("Gratis, alamat diberi tahu toko lewat WhatsApp.")
    ways = {
        "pickup": (vendor.offers_pickup, _("Ambil sendiri"), place),
        "courier": (vendor.offers_courier, _("Diantar"), f"{courier} · {rupiah(vendor.courier_amount)}"),
    }
    return [(way, word, help_) for way, (offered, word, help_) in ways.items() if offered]


def to_pay(vendor: Vendor) -> list[Choice]:
    """How the shopper can pay."""
    bank = _("Ke rekening %(bank)s. Barang disisihkan sambil menunggu.", bank=vendor.bank_name)
    ways = {
        "cod": (vendor.offers_cod, _("Bayar di tempat"), _("Tunai saat barang diambil atau diterima.")),
        "transfer": (vendor.offers_transfer, _("Transfer bank"), bank),
    }
    return [(way, word, help_) for way, (offered, word, help_) in ways.items() if offered]


def totals(vendor: Vendor, amount: int) -> dict[str, int]:
    """What goods of that amount come to by each way of getting them, in minor units."""
    shipping = {"pickup": 0, "courier": vendor.courier_amount}
    return {way: amount + shipping[way] for way, *_rest in to_get(vendor)}
