"""A bank transfer to the vendor's own account, told apart by the last three digits of its amount."""

from ...by_hand import ByHand
from ...failure import Invalid
from ...words import Account, Charge, Field, Instruction, said


class Transfer(ByHand):
    """The payer is told the account; the vendor finds the amount on the statement."""

    fields = (
        Field("bank", "Bank", is_secret=False),
        Field("account", said("Nomor rekening"), is_secret=False),
        Field("holder", said("Atas nama"), is_secret=False),
    )

    def instructions(self, account: Account, charge: Charge) -> tuple[Instruction, ...]:
        """Where to send it. Raises Invalid where the vendor has not said that."""
        where = {field.name: account.settings.get(field.name, "").strip() for field in self.fields}
        if not all(where.values()):
            raise Invalid("the vendor named no account to transfer to")
        return (Instruction("transfer", where),)


ADAPTER = Transfer("transfer", "Transfer bank")
