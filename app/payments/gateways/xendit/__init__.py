"""Xendit: payment requests v3, and invoices v2 where a payment request would want what only the payer should type.

Formats: Xendit API reference (payments 3.0.0, api-version 2024-11-11) and its Python SDK 7.0.0.
"""

import hmac
import json
from collections.abc import Iterator
from datetime import datetime

from ...failure import Duplicate, Forged, Missing, TooLate
from ...words import (
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
from . import notice, refund, status
from .api import ask, understood
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
        """A payment request, or an invoice page. An earlier try of this reference, found by it, is taken instead.

        What is found is told with all its instructions, whatever has become of it.
        """
        kind, ref = status.kind_of(charge.method), _name(charge)
        with understood():
            try:
                told = kind.get(account, kind.id_of(status.found(account, ref)[0][0]))
            except Missing:
                told = self._made(account, charge)
            seen = kind.read(told, is_phone=charge.is_phone)
            ends = kind.ends_at(told) or charge.expires_at
        return Created(seen.provider_ref, seen.state, seen.instructions, ends, seen.raw)

    def _made(self, account: Account, charge: Charge) -> dict[str, object]:
        kind = status.kind_of(charge.method)
        try:
            made: dict[str, object] = kind.make(account, charge)
        except Duplicate:
            made = dict(status.found(account, _name(charge))[0][0])
        return made

    def status(self, account: Account, ref: Reference) -> Observation:
        """By our reference, so that it is found too when no answer ever told Xendit's id; else by that id.

        Once it is paid, whatever of the same reference is still open is closed: a code for a shop's till stays payable.
        """
        with understood():
            return status.seen(account, ref)

    def cancel(self, account: Account, ref: Reference, idempotency_key: str) -> Observation:
        """Cancel all that waits under this reference; what is true afterwards is asked, and told."""
        with understood():
            kind = status.kind_of(ref.method)
            for told in kind.of(account, ref):
                if kind.is_open(told):
                    kind.end(account, told)
            return status.seen(account, ref)

    def refund(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """Ask for a refund of what was paid; one of that reference that is there already is the same."""
        with understood():
            return refund.make(account, self._paid(account, ref), repayment)

    def refund_status(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """The refund of that reference. Raises Missing."""
        with understood():
            return refund.named(account, self._paid(account, ref), repayment.reference)

    def _paid(self, account: Account, ref: Reference) -> dict[str, str]:
        told, money = status.found(account, ref)[0]
        if not money:
            raise TooLate("nothing was paid that could go back")
        owner: dict[str, str] = status.kind_of(ref.method).owner(told)
        return owner

    def verify(self, account: Account, arrival: Arrival) -> None:
        """An equal token; it signs nothing, so the room asks Xendit about whatever the body claims."""
        given = arrival.headers.get("x-callback-token", "")
        for keys in account.key_sets():
            token = keys.get("callback_token", "")
            if token and hmac.compare_digest(given.encode(), token.encode()):
                return
        raise Forged("the callback token does not fit")

    def read(self, account: Account, arrival: Arrival) -> Notice:
        """Events of payments, refunds and disputes, old and new, and the flat bodies of invoices. Raises ValueError."""
        try:
            return notice.read(json.loads(arrival.body))
        except RecursionError as error:
            raise ValueError("nested too deeply to be read") from error

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
        """Look for an invoice that cannot be: it needs no right beyond those that payments need anyway."""
        ask(account, "/v2/invoices", external_id="nusacart-check", limit="1")


def _name(charge: Charge) -> Reference:
    return Reference(charge.reference, "", charge.method, charge.money, charge.made_at)


ADAPTER = Xendit()
