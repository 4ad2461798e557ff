"""What a provider has to offer; see words.py for what is said."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from .words import (
    Account,
    Arrival,
    Charge,
    Created,
    Field,
    Notice,
    Observation,
    Reference,
    RefundSeen,
    Repayment,
    Reply,
    SettlementLine,
)


class PaymentAdapter(Protocol):
    """One provider. Every call raises a ProviderFailure (see failure.py); none touches the database.

    The package beside `methods.toml` (see capability.py) exports one instance as `ADAPTER`.
    """

    code: str
    name: str
    fields: tuple[Field, ...]
    is_manual: bool
    """Nobody to ask: a person says that the money is there."""

    def create(self, account: Account, charge: Charge) -> Created:
        """Take the charge on. Sending the same charge again, after an answer was lost, never makes two."""
        ...

    def status(self, account: Account, ref: Reference) -> Observation:
        """What the provider holds to be true now. Raises Missing when it knows nothing of it."""
        ...

    def cancel(self, account: Account, ref: Reference, idempotency_key: str) -> Observation:
        """Make sure nothing can be paid any more (cancel or expire, as the provider has it), or say what is true."""
        ...

    def refund(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """Send money back. Done only when the provider confirms."""
        ...

    def refund_status(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """How far a refund is. Raises Missing when the provider never heard of it."""
        ...

    def verify(self, account: Account, arrival: Arrival) -> None:
        """Over the raw bytes, in constant time. Raises Forged; always, where no key is set."""
        ...

    def read(self, account: Account, arrival: Arrival) -> Notice:
        """The news in a verified arrival; no observations when it is about something else. Raises ValueError."""
        ...

    def reply(self, account: Account, arrival: Arrival, outcome: str) -> Reply:
        """The answer this provider's retry rule wants for ACCEPTED, FORGED, STRANGE or BUSY."""
        ...

    def host(self, account: Account, arrival: Arrival) -> Reply | None:
        """The answer to a call that is no notice (a token that the provider fetches from us), or None."""
        ...

    def lines(self, account: Account, since: datetime, until: datetime) -> Iterator[SettlementLine]:
        """What was settled in that time."""
        ...

    def check(self, account: Account) -> None:
        """Whether the keys open anything: a harmless call. Raises KeysRefused, Down or UnknownOutcome."""
        ...
