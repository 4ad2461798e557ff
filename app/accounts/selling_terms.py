"""How a shop is called and reached, hands over goods, and takes money. Each deed is one card of the settings."""

import re

from app.core.actor import Actor
from app.core.refusal import Refusal

from . import phone as phones
from .vendor import Vendor, change, named

LONGEST_ADDRESS, LONGEST_WORD, DEAREST_COURIER = 400, 60, 10_000_000


def introduce(actor: Actor, vendor: Vendor, *, name: str, phone: str, about: str = "") -> None:
    """Name, WhatsApp number and a line about the shop; the address stays. Raises Refusal on the field."""
    actor.must("owner", "manager")
    number = phones.normalise(phone) if phone.strip() else None
    change(actor, vendor, name=named(name), phone=number, about=_short(about, "about", LONGEST_ADDRESS))


def open_or_close(actor: Actor, vendor: Vendor, *, is_open: bool) -> None:
    """Whether shoppers can order now; a closed shop can still be looked at."""
    actor.must("owner", "manager")
    change(actor, vendor, is_open=is_open)


def hand_over(
    actor: Actor, vendor: Vendor, *, pickup: bool, address: str, courier: bool, courier_label: str, courier_amount: int
) -> None:
    """Pickup at an address, a courier at one flat rate (minor units), or both. Raises Refusal on the field."""
    actor.must("owner", "manager")
    if not (pickup or courier):
        raise Refusal("Pilih paling sedikit satu cara: diambil di toko atau diantar kurir.", field="pickup")
    address = _short(address, "address", LONGEST_ADDRESS)
    if pickup and not address:
        raise Refusal("Isi alamat tempat pembeli mengambil pesanan.", field="address")
    if not 0 <= courier_amount <= DEAREST_COURIER:
        raise Refusal("Ongkos kirim antara Rp 0 dan Rp 10.000.000.", field="courier_amount")
    change(
        actor,
        vendor,
        offers_pickup=pickup,
        pickup_address=address,
        offers_courier=courier,
        courier_label=_short(courier_label, "courier_label", LONGEST_WORD),
        courier_amount=courier_amount,
    )


def take_money(actor: Actor, vendor: Vendor, *, cod: bool, bank_name: str, bank_account: str, bank_holder: str) -> None:
    """Cash at the door, a bank account, or both; only the owner says where money goes. Raises Refusal on the field."""
    actor.must("owner")
    number = re.sub(r"[\s.-]", "", bank_account)
    bank = {
        "bank_name": _short(bank_name, "bank_name", LONGEST_WORD),
        "bank_holder": _short(bank_holder, "bank_holder"),
    }
    if number and not re.fullmatch(r"\d{6,20}", number):
        raise Refusal("Nomor rekening hanya angka, 6 sampai 20 digit.", field="bank_account")
    if any((number, *bank.values())):
        _complete({"bank_account": number, **bank})
    if not cod and not number:
        raise Refusal("Pilih paling sedikit satu cara bayar: di tempat atau transfer bank.", field="cod")
    change(actor, vendor, offers_cod=cod, bank_account=number, **bank)


def _complete(bank: dict[str, str]) -> None:
    for field, value in bank.items():
        if not value:
            raise Refusal("Lengkapi bank, nomor rekening, dan nama pemiliknya.", field=field)


def _short(text: str, field: str, most: int = LONGEST_WORD) -> str:
    text = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if len(text) > most:
        raise Refusal("Paling panjang %(most)s huruf.", most=most, field=field)
    return text
