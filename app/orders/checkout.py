"""From cart to order: once for each press of the button, with the cart emptied in the same transaction."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from app.accounts import phone
from app.accounts import vendor as vendors
from app.core.db import db
from app.core.refusal import Changed, Refusal
from app.payments.method import METHODS

from . import attempt as attempts
from . import cart as carts
from .attempt import Attempt, Outcome
from .cart import Cart
from .place import place

LONGEST_NAME, LONGEST_TEXT = 80, 500


@dataclass(frozen=True)
class Details:
    """What a shopper tells about themselves and how they want to get and pay their things."""

    name: str
    phone: str
    fulfilment: str
    payment_method: str
    address: str = ""
    note: str = ""

    def checked(self) -> "Details":
        """The same in its one spelling. Raises Refusal on the first field that is missing something."""
        for refusal in self._missing():
            raise refusal
        name, number = " ".join(self.name.split()), phone.normalise(self.phone)
        address = self.address.strip() if self.fulfilment == "courier" else ""
        return replace(self, name=name, phone=number, address=address, note=self.note.strip())

    def missing(self) -> list[Refusal]:
        """Why these cannot be ordered with yet: a refusal for each such field, in the order they are asked."""
        return list(self._missing())

    def _missing(self) -> Iterator[Refusal]:
        if not self.name.strip():
            yield Refusal("Isi nama Anda, supaya toko tahu pesanan ini untuk siapa.", field="name")
        try:
            phone.normalise(self.phone)
        except Refusal as refusal:
            yield refusal
        if self.fulfilment not in ("pickup", "courier"):
            yield Refusal("Pilih cara menerima barang.", field="fulfilment")
        if self.fulfilment == "courier" and not self.address.strip():
            yield Refusal("Tulis alamat tujuan agar kurir tahu ke mana.", field="address")
        if self.payment_method not in METHODS:
            yield Refusal("Pilih cara membayar.", field="payment_method")
        kept = {"name": " ".join(self.name.split()), "address": self.address, "note": self.note}
        for field, most in (("name", LONGEST_NAME), ("address", LONGEST_TEXT), ("note", LONGEST_TEXT)):
            if len(kept[field]) > most:
                yield Refusal("Terlalu panjang: paling banyak %(most)s huruf.", field=field, most=most)


def outcome_of(vendor_id: UUID, key: UUID) -> Outcome | None:
    """What became of a press of the button, None when that key was never used."""
    return attempts.recall([(vendor_id, key)]).get((vendor_id, key))


def check_out(cart: Cart, details: Details, *, key: UUID, seen: str, accepted: bool) -> Outcome:
    """Order what the cart holds, exactly as the shopper saw it (its mark), and take those lines out of it.

    Whoever presses twice, comes back, or lost the answer gets the first outcome: the key is made with the form.
    Raises Refusal when there is something to mend first (the key stays unused and the cart as it is); a refusal
    by stock or by the shop comes as the outcome.
    """
    _lock(cart)
    earlier = outcome_of(cart.vendor_id, key)
    if earlier:
        return earlier
    told = details.checked()
    contents = carts.contents(cart)
    wanted = contents.wanted(accepted=accepted)
    if seen != contents.mark(vendors.find(cart.vendor_id).courier_amount):
        raise Changed("Isi keranjang, stok, atau harga berubah sejak halaman ini dibuka. Periksa lagi, lalu pesan.")
    [outcome] = place([
        Attempt(
            key=key,
            vendor_id=cart.vendor_id,
            shopper_name=told.name,
            shopper_phone=told.phone,
            fulfilment=told.fulfilment,
            payment_method=told.payment_method,
            lines=wanted,
            address=told.address,
            note=told.note,
        )
    ])  # fmt: skip
    if outcome.order_id:
        carts.remove(cart, [line.variant.id for line in contents.lines])
    return outcome


def _lock(cart: Cart) -> None:
    """Two tabs with one cart order one after the other: the second finds it empty."""
    row = select(Cart.id).where(Cart.vendor_id == cart.vendor_id, Cart.id == cart.id)
    db.session.execute(row.with_for_update(key_share=True))
