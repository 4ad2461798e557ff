"""Midtrans: Core API for what has a code or a QR of its own, Snap for the rest. Formats: docs.midtrans.com."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any

from ...failure import Duplicate, Invalid, Missing, TooLate
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
from . import hosted, refund, settlement, signature, status, transaction


class Midtrans:
    """One merchant at Midtrans."""

    code = "midtrans"
    name = "Midtrans"
    is_manual = False
    fields = (
        Field("server_key", "Server Key"),
        Field("client_key", "Client Key", is_secret=False, is_optional=True),
        Field("merchant_id", "Merchant ID", is_secret=False, is_optional=True),
        Field("use_snap", said("Semua lewat Snap (isi 1)"), is_secret=False, is_optional=True),
        Field(
            "snap_client_id", "SNAP Client ID", is_secret=False, is_optional=True, help=said("Untuk laporan pencairan.")
        ),
        Field("snap_client_secret", "SNAP Client Secret", is_optional=True),
        Field("snap_private_key", "SNAP Private Key", is_optional=True, is_long=True),
    )

    def create(self, account: Account, charge: Charge) -> Created:
        """Charge, or open a Snap page. Of an order_id that was used (406) it tells what is there.

        A status repeats numbers and codes; the text of a QR it does not, so the payer is sent to Midtrans's picture
        of it; a link into an app is lost, and the payer has to wait for the end or choose another way.
        """
        if charge.money.currency != "IDR":
            raise Invalid("Midtrans takes rupiah only")
        try:
            if hosted.takes(account, charge.method):
                return hosted.opened(account, charge)
            return transaction.charged(account, charge)
        except Duplicate:
            return transaction.found(account, charge)

    def status(self, account: Account, ref: Reference) -> Observation:
        """GET status; Missing until a payer of a Snap page has chosen a way."""
        return transaction.seen(account, ref.ours, is_hosted=hosted.takes(account, ref.method))

    def cancel(self, account: Account, ref: Reference, idempotency_key: str) -> Observation:
        """Close the page first, so that nothing new begins; then expire what is pending, void what is held.

        Whatever else it is by now is told instead. Raises Missing for a page that was never chosen on and cannot be
        closed, because its address was in an answer that never came, until its time is up by itself.
        """
        is_closed = hosted.close(account, ref) or hosted.is_over(ref)
        try:
            with suppress(TooLate):
                transaction.end(account, ref.ours, "expire", idempotency_key)
            seen = transaction.seen(account, ref.ours, is_hosted=hosted.takes(account, ref.method) and not is_closed)
        except Missing:
            if not is_closed:
                raise
            return hosted.closed(ref)
        if seen.state not in (State.AUTHORIZED, State.REVIEW):
            return seen
        with suppress(TooLate):
            transaction.end(account, ref.ours, "cancel", f"{idempotency_key}v")
        return self.status(account, ref)

    def refund(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """Refund by its key, which makes a repeat harmless for seven days; the bank's confirmation comes later."""
        return refund.ask(account, ref, repayment)

    def refund_status(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """The refund of that key within the payment's status."""
        return refund.seen(account, ref, repayment)

    def verify(self, account: Account, arrival: Arrival) -> None:
        """SHA-512 over four values and the server key; it does not cover the state, so the room asks for that."""
        signature.verify(account, arrival.body)

    def read(self, account: Account, arrival: Arrival) -> Notice:
        """One transaction as it stood when the notice was written."""
        told = _object(arrival.body)
        seen = status.read(told, is_hosted=hosted.is_about(account, told))
        refunds = [(one.reference, one.provider_ref, one.state) for one in seen.refunds]
        key = [seen.reference, seen.provider_ref, seen.provider_status, told.get("fraud_status"), refunds]
        return Notice(json.dumps(key), (seen,))

    def reply(self, account: Account, arrival: Arrival, outcome: str) -> Reply:
        """2xx ends it, 503 is tried four times, 404 twice, others five times (Midtrans docs, https-notification)."""
        return Reply({ACCEPTED: 200, FORGED: 403, BUSY: 503}.get(outcome, 404))

    def host(self, account: Account, arrival: Arrival) -> Reply | None:
        """Nothing of ours is called but the notice."""
        return None

    def lines(self, account: Account, since: datetime, until: datetime) -> Iterator[SettlementLine]:
        """The transaction history, the one call that tells fees; it needs the SNAP keys."""
        return settlement.lines(account, since, until)

    def check(self, account: Account) -> None:
        """Ask for a payment that cannot be: 404 opens the door, 401 does not."""
        with suppress(Missing):
            transaction.seen(account, "nusacart-check")


def _object(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(told, dict):
        raise ValueError("not a JSON object")
    return told


ADAPTER = Midtrans()
