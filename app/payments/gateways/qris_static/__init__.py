"""The shop's own printed QRIS, made to hold the amount. Nobody is told when it is paid: a person confirms it."""

import re

from ... import qris
from ...by_hand import ByHand
from ...failure import Invalid
from ...words import Account, Charge, Field, Instruction, said


def _(sentence: str) -> str:
    """Marks a sentence for translation; the door that shows it translates it."""
    return sentence


class Unusable(Invalid):
    """What was pasted is not the code of a sticker; its sentence says why."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


class QrisStatic(ByHand):
    """One merchant's sticker."""

    fields = (
        Field(
            "qris",
            said("Isi kode QRIS"),
            is_secret=False,
            is_long=True,
            help=said("Pindai stiker QRIS toko lalu tempel isinya."),
        ),
    )

    def instructions(self, account: Account, charge: Charge) -> tuple[Instruction, ...]:
        """The same code for this amount, and whose it is: the payer's app shows that name. Raises Invalid."""
        if charge.money.currency != "IDR":
            raise Invalid("QRIS is paid in rupiah")
        sticker = _pasted(account)
        made = sticker.dynamic(charge.money.amount, _bill(charge))
        return (Instruction("qr", {"payload": made.text(), "merchant": sticker.merchant}),)

    def check(self, account: Account) -> None:
        """Whether it is the code of a sticker: whole, in rupiah, and not for one payment only. Raises Invalid."""
        _pasted(account)


def _pasted(account: Account) -> qris.Qris:
    try:
        found = qris.read(account.settings.get("qris", ""))
    except qris.NotQris as refusal:
        raise Unusable(refusal.sentence) from refusal
    if not found.is_static:
        raise Unusable(_("Kode QRIS ini hanya untuk satu pembayaran. Pindai stiker QRIS toko yang tanpa jumlah."))
    return found


def _bill(charge: Charge) -> str:
    """What the payer's receipt calls it; plain letters and digits, because banks agree on no others."""
    return re.sub("[^A-Za-z0-9-]", "", charge.description) or charge.reference


ADAPTER = QrisStatic("qris_static", "QRIS toko (statis)")
