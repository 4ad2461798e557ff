"""A bank transfer to the vendor's own account, told apart by the last three digits of its amount."""

from ...adapter import Account, Charge, Field, Instruction
from ...by_hand import ByHand


class Transfer(ByHand):
    """The payer is told the account; the vendor finds the amount on the statement."""

    fields = (
        Field("bank", "Bank", is_secret=False),
        Field("account", "Nomor rekening", is_secret=False),
        Field("holder", "Atas nama", is_secret=False),
    )

    def instructions(self, account: Account, charge: Charge) -> tuple[Instruction, ...]:
        """Where to send it."""
        return (Instruction("transfer", dict(account.settings)),)


ADAPTER = Transfer("transfer", "Transfer bank")
