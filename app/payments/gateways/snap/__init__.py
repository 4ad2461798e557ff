"""SNAP, the national standard of Bank Indonesia: virtual accounts and QRIS at any provider that speaks it.

Providers differ in who signs how; that is a profile (see profile.py). Formats: Midtrans BI-SNAP, DOKU SNAP, ASPI.
"""

from collections.abc import Iterator
from contextlib import suppress
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
from ...failure import Duplicate, MethodOff, TooLate
from . import hosted, notice, qris, va
from .api import call
from .profile import profile_of


class Snap:
    """One partner of a provider."""

    code = "snap"
    name = "SNAP (BI)"
    is_manual = False
    fields = (
        Field("client_id", "Client ID / X-CLIENT-KEY"),
        Field("client_secret", "Client Secret"),
        Field("private_key", "Private Key (PEM)", is_long=True),
        Field("provider_public_key", "Public Key penyedia (PEM)", is_secret=False, is_long=True),
        Field("profile", "Profil (midtrans, doku, dana)", is_secret=False),
        Field("partner_id", "X-PARTNER-ID", is_secret=False),
        Field("channel_id", "CHANNEL-ID", is_secret=False),
        Field("partner_service_id", "Partner Service ID", is_secret=False, is_optional=True),
        Field("merchant_id", "Merchant ID", is_secret=False, is_optional=True),
    )

    def create(self, account: Account, charge: Charge) -> Created:
        """A virtual account or a QR. The same X-EXTERNAL-ID again: what is there is asked for, but a QR's content."""
        kind = qris if charge.method == "qris" else va
        try:
            return kind.created(call(account, kind.CREATE, kind.asked(account, charge), charge.idempotency_key), charge)
        except Duplicate:
            ref = Reference(charge.reference, "", charge.method, charge.money, charge.made_at)
            seen = self.status(account, ref)
            return Created(seen.provider_ref, seen.state, kind.again(account, charge), charge.expires_at, seen.raw)

    def status(self, account: Account, ref: Reference) -> Observation:
        """Ask by our reference."""
        kind = qris if ref.method == "qris" else va
        return kind.read(call(account, kind.STATUS, kind.named(account, ref)), ref)

    def cancel(self, account: Account, ref: Reference, idempotency_key: str) -> Observation:
        """Delete the number or cancel the QR; when it is too late, what is true is told instead."""
        kind = qris if ref.method == "qris" else va
        with suppress(TooLate, Duplicate):
            call(account, kind.CANCEL, kind.named(account, ref))
        return self.status(account, ref)

    def refund(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """QRIS alone goes back through the provider. Raises MethodOff for a virtual account."""
        if ref.method != "qris":
            raise MethodOff("a virtual account is paid out, not refunded")
        try:
            return qris.refunded(call(account, qris.REFUND, qris.repaid(account, ref, repayment)), repayment)
        except Duplicate:
            return self.refund_status(account, ref, repayment)

    def refund_status(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """The refund in the history of the payment's status. Raises Missing."""
        return qris.find_refund(self.status(account, ref), repayment)

    def verify(self, account: Account, arrival: Arrival) -> None:
        """As the profile signs: RSA of the provider, or HMAC with the token that it fetched from us."""
        profile_of(account).verify(account, arrival)

    def read(self, account: Account, arrival: Arrival) -> Notice:
        """A virtual account's payment, or a QR's."""
        return notice.read(arrival)

    def reply(self, account: Account, arrival: Arrival, outcome: str) -> Reply:
        """Only a 200 with the right response code ends it (Midtrans: payment notification API)."""
        return notice.reply(arrival, {ACCEPTED: "200", FORGED: "401", BUSY: "503"}.get(outcome, "200"))

    def host(self, account: Account, arrival: Arrival) -> Reply | None:
        """The access token that DOKU fetches from us before it notifies."""
        return hosted.access_token(account, arrival)

    def lines(self, account: Account, since: datetime, until: datetime) -> Iterator[SettlementLine]:
        """The standard's transaction history (service 12)."""
        return profile_of(account).lines(account, since, until)

    def check(self, account: Account) -> None:
        """Fetch a token, or where none is used ask for a QR that cannot be."""
        profile_of(account).check(account)


ADAPTER = Snap()
