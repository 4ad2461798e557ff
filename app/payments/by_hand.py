"""Providers that nobody can ask: a person sees the money and says so. They differ in what the payer is told."""

from collections.abc import Iterator
from datetime import datetime

from .failure import Forged, NobodyToAsk
from .state import State
from .words import (
    Account,
    Arrival,
    Charge,
    Created,
    Field,
    Instruction,
    Notice,
    Observation,
    Reference,
    RefundSeen,
    Repayment,
    Reply,
    SettlementLine,
)


class ByHand:
    """The part that all of them share. Notices cannot exist, so each is forged; refunds are payouts."""

    is_manual = True
    fields: tuple[Field, ...] = ()

    def __init__(self, code: str, name: str):
        self.code, self.name = code, name

    def instructions(self, account: Account, charge: Charge) -> tuple[Instruction, ...]:
        """What the payer has to do."""
        return (Instruction("cash"),)

    def create(self, account: Account, charge: Charge) -> Created:
        """Nothing is sent to anybody."""
        return Created("", State.PENDING, self.instructions(account, charge), charge.expires_at)

    def status(self, account: Account, ref: Reference) -> Observation:
        """Raises NobodyToAsk."""
        raise NobodyToAsk

    def cancel(self, account: Account, ref: Reference, idempotency_key: str) -> Observation:
        """It is over as soon as we say so."""
        return Observation(ref.ours, "", State.CANCELLED, currency=ref.money.currency)

    def refund(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """Raises NobodyToAsk: a person pays it out."""
        raise NobodyToAsk

    def refund_status(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """Raises NobodyToAsk."""
        raise NobodyToAsk

    def verify(self, account: Account, arrival: Arrival) -> None:
        """Raises Forged."""
        raise Forged("nobody sends notices for money that a person counts")

    def read(self, account: Account, arrival: Arrival) -> Notice:
        """Raises ValueError."""
        raise ValueError("nobody sends notices for money that a person counts")

    def reply(self, account: Account, arrival: Arrival, outcome: str) -> Reply:
        """Not found, whoever asks."""
        return Reply(404)

    def host(self, account: Account, arrival: Arrival) -> Reply | None:
        """Nothing."""
        return None

    def lines(self, account: Account, since: datetime, until: datetime) -> Iterator[SettlementLine]:
        """None: what was paid is what came in."""
        return iter(())

    def check(self, account: Account) -> None:
        """Nothing to open."""
