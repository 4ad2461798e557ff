"""SNAP, the national standard of Bank Indonesia: virtual accounts and QRIS at any provider that speaks it.

Providers differ in who signs how and in paths; that is a profile (see profile.py), which the vendor names.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from types import ModuleType

from app.core.clock import now
from app.core.money import Money

from ...failure import (
    Down,
    Duplicate,
    Forged,
    Invalid,
    KeysRefused,
    MethodOff,
    Missing,
    ProviderFailure,
    TooLate,
    UnknownOutcome,
)
from ...state import State
from ...words import (
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
from . import hosted, notice, settlement
from .api import call, forget_token
from .profile import PROFILES, known_profile, profile_of
from .words import NOT_FOUND

NOBODY = "NUSACART-CHECK"


class Snap:
    """One partner of a provider."""

    code = "snap"
    name = "SNAP (BI)"
    is_manual = False
    fields = (
        Field("client_id", "Client ID / X-CLIENT-KEY"),
        Field("client_secret", "Client Secret", help=said("Tidak dipakai oleh DANA."), is_optional=True),
        Field("private_key", "Private Key (PEM)", is_long=True),
        Field(
            "provider_public_key",
            "Public Key penyedia (PEM)",
            is_secret=False,
            is_long=True,
            help=said("Saat penyedia mengganti kuncinya, tempel keduanya, satu di bawah yang lain."),
        ),
        Field("profile", said("Profil"), is_secret=False, help=", ".join(PROFILES)),
        Field("partner_id", "X-PARTNER-ID", is_secret=False),
        Field("channel_id", "CHANNEL-ID", is_secret=False, help=said("Lima angka; di DOKU: H2H.")),
        Field(
            "partner_service_id",
            "Partner Service ID",
            is_secret=False,
            is_optional=True,
            help=said("Awalan nomor virtual account dari penyedia."),
        ),
        Field("merchant_id", "Merchant ID", is_secret=False),
    )

    def create(self, account: Account, charge: Charge) -> Created:
        """A virtual account, a QR or a page. X-EXTERNAL-ID is our reference, so that it is made once.

        Midtrans answers a repeat as it did the first time. Others refuse it: then the status is asked. A virtual
        account's number follows from the reference; a QR or a page is told once only, so there are no instructions.
        """
        profile = profile_of(account)
        kind = profile.kind(charge.method)
        try:
            told = call(account, kind.CREATE, kind.asked(account, charge, profile), charge.reference)
        except (Duplicate, TooLate) as known:
            ref = Reference(charge.reference, "", charge.method, charge.money, charge.made_at)
            return self._found(account, charge, ref, known)
        return kind.created(told, account, charge)

    def _found(self, account: Account, charge: Charge, ref: Reference, known: Duplicate | TooLate) -> Created:
        try:
            seen = self.status(account, ref)
        except Missing:
            raise UnknownOutcome(known.told, code=known.code) from known
        steps = profile_of(account).kind(charge.method).again(account, charge) if seen.state == State.PENDING else ()
        return Created(seen.provider_ref, seen.state, steps, charge.expires_at, seen.raw)

    def status(self, account: Account, ref: Reference) -> Observation:
        """Ask by our reference. Raises Missing, also for a 200 that says "not found"."""
        profile = profile_of(account)
        kind = profile.kind(ref.method)
        told = call(account, kind.STATUS, kind.named(account, ref, profile))
        try:
            seen: Observation = kind.read(told, ref)
        except (ValueError, RecursionError) as error:
            raise UnknownOutcome(str(error)[:200]) from error
        if seen.provider_status == NOT_FOUND:
            raise Missing("it answers that there is none", code=NOT_FOUND)
        return seen

    def cancel(self, account: Account, ref: Reference, idempotency_key: str) -> Observation:
        """Delete the number or cancel the QR; when it is too late, what is true is told instead.

        What was deleted may still be told as pending, or not at all: then it is the deletion that counts.
        """
        profile = profile_of(account)
        kind = profile.kind(ref.method)
        is_deleted = False
        with suppress(TooLate, Duplicate):
            call(account, kind.CANCEL, kind.named(account, ref, profile))
            is_deleted = True
        try:
            seen = self.status(account, ref)
        except Missing:
            if not is_deleted:
                raise
            seen = Observation(ref.ours, ref.provider, State.CANCELLED, currency=ref.money.currency)
        return replace(seen, state=State.CANCELLED) if is_deleted and seen.state == State.PENDING else seen

    def refund(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """Send money back; its number is the X-EXTERNAL-ID, too. Raises MethodOff for a virtual account."""
        kind = self._refundable(account, ref)
        try:
            told = call(account, kind.REFUND, kind.repaid(account, ref, repayment), repayment.reference)
        except Duplicate as known:
            return self._known_refund(account, ref, repayment, known)
        return kind.refunded(told, repayment)

    def _known_refund(self, account: Account, ref: Reference, repayment: Repayment, known: Duplicate) -> RefundSeen:
        try:
            return self.refund_status(account, ref, repayment)
        except Missing:
            raise UnknownOutcome(known.told, code=known.code) from known

    def refund_status(self, account: Account, ref: Reference, repayment: Repayment) -> RefundSeen:
        """The refund in the history of the payment's status. Raises Missing; at DANA always, where it is sent again."""
        kind = self._refundable(account, ref)
        return kind.find_refund(self.status(account, ref), repayment)

    def _refundable(self, account: Account, ref: Reference) -> ModuleType:
        if ref.method.endswith("_va"):
            raise MethodOff("a virtual account is paid out, not refunded")
        return profile_of(account).kind(ref.method)

    def verify(self, account: Account, arrival: Arrival) -> None:
        """As the profile signs: RSA of the provider, or HMAC with the token that it fetched from us. Raises Forged."""
        try:
            profile = profile_of(account)
        except Invalid as unknown:
            raise Forged("nobody knows who signs for this profile") from unknown
        profile.verify(account, arrival)

    def read(self, account: Account, arrival: Arrival) -> Notice:
        """A virtual account's payment, a QR's or a debit's. Raises ValueError."""
        return notice.read(account, arrival)

    def reply(self, account: Account, arrival: Arrival, outcome: str) -> Reply:
        """Only a 200 ends it: else five more tries in six hours (Midtrans, payment notification API)."""
        return notice.reply(account, arrival, {FORGED: "401", BUSY: "503"}.get(outcome, "200"))

    def host(self, account: Account, arrival: Arrival) -> Reply | None:
        """The access token that DOKU fetches from us before it notifies."""
        profile = known_profile(account)
        return hosted.access_token(account, arrival) if profile and profile.fetches_token else None

    def lines(self, account: Account, since: datetime, until: datetime) -> Iterator[SettlementLine]:
        """The standard's transaction history (12). Raises MethodOff where the provider has none (DOKU, DANA)."""
        profile_of(account).service(settlement.HISTORY)
        return settlement.lines(account, since, until)

    def check(self, account: Account) -> None:
        """Ask, with a new token, for a payment that cannot be: whatever the answer, it says that the keys are right.

        Raises KeysRefused, Down or UnknownOutcome; Invalid for a profile that nobody knows.
        """
        profile = profile_of(account)
        forget_token(account)
        nobody = Reference(NOBODY, "", "qris", Money(1), now())
        kind = profile.kind(nobody.method)
        try:
            call(account, kind.STATUS, kind.named(account, nobody, profile))
        except (KeysRefused, Down, UnknownOutcome):
            raise
        except ProviderFailure:
            return


ADAPTER = Snap()
