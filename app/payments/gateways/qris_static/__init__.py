"""The shop's own printed QRIS, made to hold the amount. Nobody is told when it is paid: a person confirms it."""

from app.core.refusal import Refusal

from ... import qris
from ...adapter import Account, Charge, Field, Instruction
from ...by_hand import ByHand
from ...failure import Invalid


class QrisStatic(ByHand):
    """One merchant's sticker."""

    fields = (
        Field(
            "qris", "Isi kode QRIS", is_secret=False, is_long=True, help="Pindai stiker QRIS toko lalu tempel isinya."
        ),
    )

    def instructions(self, account: Account, charge: Charge) -> tuple[Instruction, ...]:
        """The same code for this amount. Raises Invalid when what was pasted is no code."""
        try:
            read = qris.read(account.settings.get("qris", ""))
        except Refusal as refusal:
            raise Invalid(str(refusal)) from refusal
        made = read.dynamic(charge.money.amount, charge.description.lstrip("#") or charge.reference)
        return (Instruction("qr", {"payload": made.text(), "merchant": read.merchant}),)

    def check(self, account: Account) -> None:
        """Whether it is a QRIS code at all. Raises Invalid."""
        try:
            qris.read(account.settings.get("qris", ""))
        except Refusal as refusal:
            raise Invalid(str(refusal)) from refusal


ADAPTER = QrisStatic("qris_static", "QRIS toko (statis)")
