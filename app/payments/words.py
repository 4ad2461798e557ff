"""The words in which providers are spoken to and answer: nothing of any one provider is here.

Amounts are whole minor units of our money (see core.money); an adapter converts at its edge. Times are aware, in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.core.money import Money

from .state import State


def said(words: str) -> str:
    """Marks words of a field for translation; the settings page translates them."""
    return words


@dataclass(frozen=True)
class Field:
    """One thing a vendor pastes: a key (kept sealed) or a setting (shown again)."""

    name: str
    label: str
    is_secret: bool = True
    is_optional: bool = False
    help: str = ""
    is_long: bool = False


@dataclass(frozen=True)
class Account:
    """A vendor's account at a provider, opened for one call.

    `mode` is "twin" (our local sandbox at `base_url`), "sandbox" (the provider's) or "live". `old_keys` are the keys
    before the last change, empty once the change-over has ended. `notify_url` is the public address, exactly as the
    provider has it, where this account's notices come in.
    """

    provider: str
    mode: str
    keys: Mapping[str, str]
    old_keys: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    notify_url: str = ""
    base_url: str = ""

    def key_sets(self) -> list[Mapping[str, str]]:
        """Those that a notice may be signed with, the newest first."""
        return [keys for keys in (self.keys, self.old_keys) if keys]


@dataclass(frozen=True)
class ChargeLine:
    """What is paid for; negative for a discount. The lines of a charge add up to its amount."""

    name: str
    quantity: int
    price_amount: int


@dataclass(frozen=True)
class Charge:
    """One attempt to collect a bill. `reference` is ours, unique, at most 36 of A-Z a-z 0-9 and "-"."""

    reference: str
    idempotency_key: str
    method: str
    money: Money
    made_at: datetime
    expires_at: datetime
    payer_name: str
    payer_phone: str
    lines: tuple[ChargeLine, ...]
    return_url: str
    description: str = ""
    payer_email: str = ""
    is_phone: bool = True


KINDS = ("redirect", "deeplink", "qr", "va", "bill", "code", "push", "transfer", "cash")


@dataclass(frozen=True)
class Instruction:
    """What the payer has to do, as data a page can draw.

    kind and its particulars: redirect(url) · deeplink(url) · qr(payload, [image_url]) · va(bank, number, name) ·
    bill(biller_code, bill_key) · code(store, code) · push(phone, seconds) · transfer(bank, account, holder) · cash().
    """

    kind: str
    particulars: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"kind": self.kind, **self.particulars}


@dataclass(frozen=True)
class Created:
    """The provider took the charge on: mostly PENDING with what the payer has to do. `raw` is its answer, scrubbed."""

    provider_ref: str
    state: State
    instructions: tuple[Instruction, ...] = ()
    expires_at: datetime | None = None
    raw: str = ""


@dataclass(frozen=True)
class Reference:
    """How to name an attempt to its provider; `provider` is empty when its answer never came. `expires_at` is the end
    that the charge was given."""

    ours: str
    provider: str
    method: str
    money: Money
    made_at: datetime
    particulars: Mapping[str, Any] = field(default_factory=dict)
    expires_at: datetime | None = None


@dataclass(frozen=True)
class RefundSeen:
    """One refund as the provider tells it: state is pending, done or failed; `reference` is ours, "" if not from us."""

    reference: str
    amount: int
    state: str
    provider_ref: str = ""
    told: str = ""


@dataclass(frozen=True)
class Observation:
    """What somebody says about an attempt; never a state by itself.

    `received` is all money that came in so far (gross, also after refunds), `refunded` all that the provider confirmed
    as gone back, `fee` what it keeps if it says so. `provider_status` is its own word.
    """

    reference: str
    provider_ref: str
    state: State
    received: int = 0
    refunded: int = 0
    currency: str = "IDR"
    fee: int | None = None
    channel: str = ""
    provider_status: str = ""
    occurred_at: datetime | None = None
    refunds: tuple[RefundSeen, ...] = ()
    instructions: tuple[Instruction, ...] = ()
    raw: str = ""


@dataclass(frozen=True)
class Repayment:
    """Money to send back through the provider. Sending it again with the same reference is one refund."""

    reference: str
    money: Money
    reason: str


@dataclass(frozen=True)
class Arrival:
    """A request that came in at an account's address, as bytes. Header names are lower case; `path` begins after it."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Notice:
    """A verified arrival, read: `key` is the same for every delivery of the same news."""

    key: str
    observations: tuple[Observation, ...]


@dataclass(frozen=True)
class Reply:
    """What the provider wants to hear."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


ACCEPTED, FORGED, STRANGE, BUSY = "accepted", "forged", "strange", "busy"
"""How an arrival went: kept, refused by its signature, kept but about nothing of ours, or not kept (database away)."""


@dataclass(frozen=True)
class SettlementLine:
    """One row of what the provider says it owes: gross, fee and tax on the fee in minor units; net = gross-fee-tax."""

    line_id: str
    kind: str
    provider_ref: str
    reference: str
    gross: int
    fee: int
    tax: int
    currency: str
    occurred_at: datetime
    settled_at: datetime | None
    channel: str
    raw: str = ""

    @property
    def net(self) -> int:
        """What reaches the merchant."""
        return self.gross - self.fee - self.tax
