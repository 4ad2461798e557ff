"""Midtrans: Core API for what has a code or a QR of its own, Snap for cards. Formats: docs.midtrans.com."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any
from urllib.parse import quote

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
from ...failure import Duplicate, Missing, TooLate
from . import charge as charges
from . import signature, status
from .api import call, snap
from .settlement import lines as settlement_lines

HOSTED = ("card", "akulaku", "kredivo")
"""Paid on a page of theirs, which knows where to send the payer back only when Snap opened it."""


class Midtrans:
    """One merchant at Midtrans."""

    code = "midtrans"
    name = "Midtrans"
    is_manual = False
    fields = (
        Field("server_key", "Server Key"),
        Field("client_key", "Client Key", is_secret=False, is_optional=True),
        Field("merchant_id", "Merchant ID", is_secret=False, is_optional=True),
        Field("use_snap", "Semua lewat Snap (isi 1)", is_secret=False, is_optional=True),
        Field("snap_client_id", "SNAP Client ID", is_secret=False, is_optional=True, help="Untuk laporan pencairan."),
        Field("snap_client_secret", "SNAP Client Secret", is_optional=True),
        Field("snap_private_key", "SNAP Private Key", is_optional=True, is_long=True),
    )

    def create(self, account: Account, charge: Charge) -> Created:
        """Charge, or open a Snap page. Used before (406): what is there, without a QR, which a status never tells."""
        if charge.method in HOSTED or account.settings.get("use_snap") == "1":
            return charges.opened(snap(account, charges.page(charge)), charge)
        key = f"{charge.idempotency_key}-charge"
        try:
            told = call(account, "POST", "/v2/charge", charges.core(charge), key=key)
        except Duplicate:
            seen = self.status(account, _name(charge))
            return Created(seen.provider_ref, seen.state, seen.instructions, charge.expires_at, seen.raw)
        return charges.charged(told, charge)

    def status(self, account: Account, ref: Reference) -> Observation:
        """GET status; 404 until a payer of a Snap page has chosen a way."""
        return status.read(call(account, "GET", f"/v2/{quote(ref.ours, safe='')}/status"), ref.method)

    def cancel(self, account: Account, ref: Reference, idempotency_key: str) -> Observation:
        """Expire what is pending; whatever else it is by now is told instead."""
        with suppress(TooLate):
            call(account, "POST", f"/v2/{quote(ref.ours, safe='')}/expire", {}, key=idempotency_key)
        return self.status(account, ref)

    def refund(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """Refund by its key, which makes a repeat harmless for seven days; the bank's confirmation comes later."""
        told = {"refund_key": repayment.reference, "amount": repayment.money.amount, "reason": repayment.reason}
        try:
            call(account, "POST", f"/v2/{quote(ref.ours, safe='')}/refund", told)
        except Duplicate:
            return self.refund_status(account, ref, repayment)
        return RefundSeen(repayment.reference, repayment.money.amount, "pending")

    def refund_status(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """The refund of that key within the payment's status."""
        for one in self.status(account, ref).refunds:
            if one.reference == repayment.reference:
                return one
        raise Missing("no refund of that key")

    def verify(self, account: Account, arrival: Arrival) -> None:
        """SHA-512 over four values and the server key; it does not cover the state, so the room asks for that."""
        signature.verify(account, arrival.body)

    def read(self, account: Account, arrival: Arrival) -> Notice:
        """One transaction as it stood when the notice was written."""
        told = _object(arrival.body)
        seen = status.read(told, "")
        refunds = [(one.reference, one.state) for one in seen.refunds]
        words = [told.get(name) for name in ("transaction_id", "transaction_status", "fraud_status")]
        return Notice(json.dumps([*words, refunds]), (seen,))

    def reply(self, account: Account, arrival: Arrival, outcome: str) -> Reply:
        """2xx ends it, 503 is tried four times, 403 and 404 twice (Midtrans: best practices of notifications)."""
        return Reply({ACCEPTED: 200, FORGED: 403, BUSY: 503}.get(outcome, 404))

    def host(self, account: Account, arrival: Arrival) -> Reply | None:
        """Nothing of ours is called but the notice."""
        return None

    def lines(self, account: Account, since: datetime, until: datetime) -> Iterator[SettlementLine]:
        """The transaction history, the one call that tells fees; it needs the SNAP keys."""
        return settlement_lines(account, since, until)

    def check(self, account: Account) -> None:
        """Ask for a payment that cannot be: 404 opens the door, 401 does not."""
        try:
            call(account, "GET", "/v2/nusacart-check/status")
        except Missing:
            return


def _name(charge: Charge) -> Reference:
    return Reference(charge.reference, "", charge.method, charge.money, charge.made_at)


def _object(body: bytes) -> dict[str, Any]:
    told = json.loads(body)
    if not isinstance(told, dict):
        raise ValueError("not a JSON object")
    return told


ADAPTER = Midtrans()
