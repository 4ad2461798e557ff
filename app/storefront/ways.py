"""The ways a shop hands over goods and takes money, as choices on the checkout page."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app.accounts.vendor import Vendor
from app.orders.order import Order
from app.payments import offer
from app.web.formats import rupiah
from app.web.payment_words import method_word

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


@dataclass(frozen=True)
class Group:
    """Ways to pay of one kind, under the name people know the kind by."""

    code: str
    word: str
    help: str
    choices: Sequence[Choice]

    def holds(self, method: str) -> bool:
        """Whether that one is among them."""
        return any(method == one for one, *_rest in self.choices)


def online(vendor: Vendor, amount: int) -> list[Group]:
    """What providers collect for the vendor for that amount (minor units), grouped as people look for it."""
    words = {
        "qris": ("QRIS", _("Pindai dengan aplikasi bank atau dompet digital apa pun.")),
        "wallet": (_("Dompet digital"), _("GoPay, OVO, DANA, dan lainnya.")),
        "va": (_("Virtual account"), _("Transfer ke nomor khusus lewat ATM atau m-banking.")),
        "card": (_("Kartu"), _("Visa, Mastercard, JCB.")),
        "store": (_("Gerai"), _("Bayar tunai di kasir dengan kode.")),
        "paylater": (_("Bayar nanti"), _("Cicilan tanpa kartu.")),
        "debit": (_("Debit langsung"), _("Langsung dari rekening, dengan OTP.")),
    }
    found: dict[str, list[Choice]] = {}
    for one in offer.offered(vendor.id, amount):
        if one.method.group in words:
            found.setdefault(one.method.group, []).append((one.method.code, method_word(one.method.code), ""))
    return [Group(code, *words[code], choices) for code, choices in found.items()]


def other(vendor: Vendor, amount: int, order: Order) -> list[Group]:
    """What an order that was placed can still be paid by: the same, and a transfer unless that was chosen already."""
    by_bank = [choice for choice in to_pay(vendor) if choice[0] == "transfer" != order.payment_method]
    word = _("Transfer bank")
    return online(vendor, amount) + [
        Group(way, word, help_, [(way, word, "")]) for way, _word, help_ in by_bank if order.is_awaiting_payment
    ]


def totals(vendor: Vendor, amount: int) -> dict[str, int]:
    """What goods of that amount come to by each way of getting them, in minor units."""
    shipping = {"pickup": 0, "courier": vendor.courier_amount}
    return {way: amount + shipping[way] for way, *_rest in to_get(vendor)}
