"""Xendit: payment requests v3, and invoices v2 for cards, whose page keeps card numbers away from us.

Formats: Xendit API reference 2024-11-11 and its Python SDK 7.0.
"""

import hmac
import json
from collections.abc import Iterator
from datetime import datetime

from ...adapter import (
    ACCEPTED,
    BUSY,
    FORGED,
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
from ...failure import Forged, Missing
from . import invoice, notice, refund, request
from .api import call
from .settlement import lines as settlement_lines


class Xendit:
    """One business at Xendit."""

    code = "xendit"
    name = "Xendit"
    is_manual = False
    fields = (
        Field("secret_key", "Secret API Key"),
        Field("callback_token", "Webhook Verification Token"),
    )

    def create(self, account: Account, charge: Charge) -> Created:
        """A payment request, or an invoice page. An earlier try of this reference, found by it, is taken instead."""
        kind = invoice if charge.method == "card" else request
        try:
            return kind.created(kind.find(account, charge.reference), charge)
        except Missing:
            return kind.created(kind.make(account, charge), charge)

    def status(self, account: Account, ref: Reference) -> Observation:
        """By Xendit's own id where it is known, else by our reference."""
        kind = invoice if ref.method == "card" else request
        told = kind.get(account, ref.provider) if ref.provider else kind.find(account, ref.ours)
        return kind.read(told, refund.of(account, kind.refunded_by(told)) if kind.is_paid(told) else ())

    def cancel(self, account: Account, ref: Reference, idempotency_key: str) -> Observation:
        """Cancel what waits; whatever else it is by now is told instead."""
        kind = invoice if ref.method == "card" else request
        found = ref.provider or str(kind.find(account, ref.ours)["id" if kind is invoice else "payment_request_id"])
        kind.end(account, found)
        return self.status(account, Reference(ref.ours, found, ref.method, ref.money, ref.made_at))

    def refund(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """Ask for a refund; our reference is its idempotency key."""
        return refund.make(account, ref, repayment)

    def refund_status(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """The refund of that reference. Raises Missing."""
        name = "invoice_id" if ref.method == "card" else "payment_request_id"
        for one in refund.of(account, {name: ref.provider}):
            if one.reference == repayment.reference:
                return one
        raise Missing("no refund of that reference")

    def verify(self, account: Account, arrival: Arrival) -> None:
        """An equal token; it signs nothing, so the room asks Xendit about whatever the body claims."""
        given = arrival.headers.get("x-callback-token", "")
        for keys in account.key_sets():
            token = keys.get("callback_token", "")
            if token and hmac.compare_digest(given.encode(), token.encode()):
                return
        raise Forged("the callback token does not fit")

    def read(self, account: Account, arrival: Arrival) -> Notice:
        """Events of payments and refunds, old and new, and the flat bodies of invoices."""
        return notice.read(json.loads(arrival.body))

    def reply(self, account: Account, arrival: Arrival, outcome: str) -> Reply:
        """Any 2xx ends it; else six more tries over a day (Xendit: webhook behaviour)."""
        return Reply({ACCEPTED: 200, FORGED: 403, BUSY: 503}.get(outcome, 200))

    def host(self, account: Account, arrival: Arrival) -> Reply | None:
        """Nothing of ours is called but the webhook."""
        return None

    def lines(self, account: Account, since: datetime, until: datetime) -> Iterator[SettlementLine]:
        """GET /transactions, page by page."""
        return settlement_lines(account, since, until)

    def check(self, account: Account) -> None:
        """Look at the balance."""
        call(account, "GET", "/balance")


ADAPTER = Xendit()
