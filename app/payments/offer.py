"""Which ways to pay a vendor offers for an amount, and by whom each is carried out."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from app.core.clock import today
from app.core.refusal import Refusal

from .account import PaymentAccount, accounts
from .capability import Capability, capabilities
from .gateways import providers
from .method import GROUPS, METHODS, Method


@dataclass(frozen=True)
class Offered:
    """A method that the vendor's account takes the amount by."""

    method: Method
    account: PaymentAccount
    terms: Capability


def offered(vendor_id: UUID, amount: int) -> list[Offered]:
    """Every method for that many rupiah, grouped in the order a checkout shows them, each once."""
    found: dict[str, Offered] = {}
    for one in _all(vendor_id):
        if one.terms.takes(amount):
            found.setdefault(one.method.code, one)
    return sorted(
        found.values(), key=lambda one: (GROUPS.index(one.method.group), list(METHODS).index(one.method.code))
    )


def account_for(vendor_id: UUID, method: str, amount: int) -> PaymentAccount:
    """Who carries that method out. Raises Refusal when the vendor does not offer it for the amount."""
    for one in _all(vendor_id):
        if one.method.code == method and one.terms.takes(amount):
            return one.account
    raise Refusal("Toko ini tidak menerima cara bayar itu untuk jumlah ini. Pilih cara lain.", field="payment_method")


def takes(pairs: Collection[str], method: str, amount: int) -> bool:
    """Whether one of these ("provider:method") takes that many rupiah by that method, on this day."""
    day = today()
    for provider, _, code in (pair.partition(":") for pair in pairs):
        terms = capabilities(provider, day).get(code) if code == method and provider in providers() else None
        if terms and terms.takes(amount):
            return True
    return False


def _all(vendor_id: UUID) -> Iterator[Offered]:
    day = today()
    for account in accounts(vendor_id):
        if not account.is_on or account.provider not in providers():
            continue
        terms = capabilities(account.provider, day)
        for code in account.methods:
            if code in terms and code in METHODS:
                yield Offered(METHODS[code], account, terms[code])
