"""DOKU Checkout, the non-SNAP side: one hosted page for all its methods. Formats: developers.doku.com."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from urllib.parse import quote, urlsplit

from app.core.clock import now

from ...failure import Duplicate, MethodOff, Missing, UnknownOutcome
from ...state import State
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
    said,
)
from . import checkout, order, signature
from .api import call
from .invoice import number

STATUS = "/orders/v1/status/"
NO_REFUND = "DOKU Checkout documents no refund call"


class Doku:
    """One brand at DOKU."""

    code = "doku"
    name = "DOKU"
    is_manual = False
    fields = (
        Field("client_id", "Client ID"),
        Field(
            "secret_key", "Secret Key", help=said("Daftarkan alamat kabar toko ini di DOKU untuk setiap cara bayar.")
        ),
    )

    def create(self, account: Account, charge: Charge) -> Created:
        """Open a page. The Request-Id is the charge's own key, so a repeat finds the page of before (a 409).

        Of an invoice number that is known in another way only the state can be told; the page's address is lost.
        """
        asked = checkout.asked(account, charge)
        try:
            answer = call(account, "POST", checkout.PATH, asked, charge.idempotency_key)
            return checkout.opened(answer, charge)
        except Duplicate as duplicate:
            try:
                seen = self._asked(account, charge.reference)
            except Missing:
                raise duplicate from None
        return Created("", seen.state, (), charge.expires_at, seen.raw)

    def status(self, account: Account, ref: Reference) -> Observation:
        """GET the order by its invoice number; what was just paid may still be called pending for 60 seconds.

        Raises Missing, also of a page on which nobody has chosen a way yet: merchants from before December 2024 have
        no state for it.
        """
        return self._asked(account, ref.ours)

    def cancel(self, account: Account, ref: Reference, idempotency_key: str) -> Observation:
        """What is true: no call closes a page, which can be paid until its time is up.

        After that a try that failed was the last, though DOKU never says so by itself.
        """
        seen = self.status(account, ref)
        return replace(seen, state=State.EXPIRED) if order.is_over(seen, ref, now()) else seen

    def refund(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """Raises MethodOff: the shop pays out, or presses the button in DOKU's dashboard."""
        raise MethodOff(NO_REFUND)

    def refund_status(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """Raises MethodOff."""
        raise MethodOff(NO_REFUND)

    def verify(self, account: Account, arrival: Arrival) -> None:
        """HMAC over headers, our own registered path and the digest of the raw body."""
        signature.verify(account, arrival, urlsplit(account.notify_url).path)

    def read(self, account: Account, arrival: Arrival) -> Notice:
        """One order as it stood when the notification was written."""
        return order.news(arrival.body)

    def reply(self, account: Account, arrival: Arrival, outcome: str) -> Reply:
        """Any 2xx ends it; else it comes three more times within 12 hours (DOKU, "retry notification")."""
        return Reply({ACCEPTED: 200, FORGED: 403, BUSY: 503}.get(outcome, 200))

    def host(self, account: Account, arrival: Arrival) -> Reply | None:
        """Nothing of ours is called but the notification."""
        return None

    def lines(self, account: Account, since: datetime, until: datetime) -> Iterator[SettlementLine]:
        """Raises MethodOff: the settlement report is a file from the dashboard, no call for it is documented."""
        raise MethodOff("DOKU's settlement report comes from its dashboard")

    def check(self, account: Account) -> None:
        """Ask for an order that cannot be: whoever is told that there is none had the right signature."""
        with suppress(Missing):
            self._asked(account, "NUSACART-CHECK")

    def _asked(self, account: Account, reference: str) -> Observation:
        answer = call(account, "GET", STATUS + quote(number(reference), safe=""))
        try:
            seen = order.read(answer.body)
        except ValueError as error:
            raise UnknownOutcome(str(error), code=str(answer.status)) from error
        if seen.reference != reference:
            raise UnknownOutcome("an answer about another order", code=str(answer.status))
        return seen


ADAPTER = Doku()
