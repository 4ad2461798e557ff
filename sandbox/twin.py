"""What makes one provider's twin: its paths, its notices, and what a payer can do to its payments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from flask import Blueprint

from .store import Merchant, Outgoing, Payment

if TYPE_CHECKING:
    from .house import House


@dataclass(frozen=True)
class Letter:
    """A notice as it is sent: what comes after the merchant's address, headers, and the very bytes.

    `ok` are the answers that end it; `limits` says for an answer how often it is tried again, where that is not as
    often as the twin's `retries` allow.
    """

    suffix: str
    headers: Mapping[str, str]
    body: bytes
    ok: frozenset[int] = field(default_factory=lambda: frozenset(range(200, 300)))
    limits: Mapping[int, int] = field(default_factory=dict)


class Twin(Protocol):
    """One provider."""

    name: str
    title: str
    retries: tuple[float, ...]
    """Seconds from one try of a notice to the next."""

    def blueprint(self, house: "House") -> Blueprint:
        """The provider's own paths, and its pages for payers."""
        ...

    def letter(self, house: "House", merchant: Merchant, payment: Payment, notice: Outgoing) -> Letter:
        """The notice, signed anew for each try, of the payment as it stood when it happened.

        `notice.forged` is "signature" or "status" when it is to be bad.
        """
        ...

    def happened(self, house: "House", payment: Payment, event: str) -> None:
        """Something was done to a payment (paid, denied, expired, cancelled, reversed, refund …): what is sent.

        Called with the payment saved and nobody else at it. Most twins answer with `house.post(payment, event)`.
        """
        ...
