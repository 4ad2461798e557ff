"""What becomes of the thing a bill is for when its money comes or goes: rooms register theirs, payments never ask."""

from dataclasses import dataclass
from typing import Protocol

from app.core.actor import Actor

from .bill import Bill
from .words import ChargeLine


@dataclass(frozen=True)
class Payer:
    """Who pays and for what, as a provider wants to know it; `phone` is in E.164 form, `path` the payer's own page."""

    name: str
    phone: str
    lines: tuple[ChargeLine, ...]
    description: str
    path: str


class Purpose(Protocol):
    """All of it happens in the caller's transaction, with the bill locked."""

    def settle(self, actor: Actor, bill: Bill) -> None:
        """An open bill is paid in full."""

    def revive(self, actor: Actor, bill: Bill) -> bool:
        """Money for a closed bill is to be used after all: whether that can still be; nothing changes if not."""
        ...

    def owe_back(self, actor: Actor, bill: Bill) -> None:
        """A closed bill was paid, and it stays closed."""

    def undo(self, actor: Actor, bill: Bill) -> None:
        """The money of a paid bill was taken back by the payer's bank."""

    def repaid(self, actor: Actor, bill: Bill) -> None:
        """Some of what was paid went back to the payer; the bill says how much."""

    def check_repayment(self, bill: Bill, kept: int) -> None:
        """Raises Refusal when so much may not go back that only `kept` stays with the shop."""

    def payer(self, bill: Bill) -> Payer:
        """Who pays it."""
        ...


_purposes: dict[str, Purpose] = {}


def register(subject_type: str, purpose: Purpose) -> None:
    """Have bills for that kind of thing mean something."""
    _purposes[subject_type] = purpose


def purpose_of(bill: Bill) -> Purpose:
    """What stands behind a bill."""
    return _purposes[bill.subject_type]
