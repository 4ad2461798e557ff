"""One running twin: its store, clock, temper and post, and the deeds of the people who pay."""

import contextlib
import logging
import threading
import time
import uuid
from pathlib import Path
from typing import Any

import httpx

from .clock import Clock
from .store import Merchant, Outgoing, Payment, Store
from .temper import Temper
from .twin import Twin

log = logging.getLogger(__name__)

PATIENCE = 15.0
STEP = 0.05
OPEN = ("new", "pending")


class Impossible(Exception):
    """That cannot be done to this payment now."""


class House:
    """Everything one provider's process holds."""

    def __init__(self, twin: Twin, folder: Path, speed: float = 1.0):
        self.twin = twin
        self.store = Store(folder / f"{twin.name}.sqlite")
        self.clock = Clock(speed)
        self.temper = Temper()
        self.address = self.notify = ""
        self._client = httpx.Client(timeout=PATIENCE, follow_redirects=False, trust_env=False)

    # what merchants ask for

    def merchant_by(self, **keys: str) -> Merchant | None:
        """The merchant with those keys, every one of them."""
        for one in self.store.all("merchant"):
            if all(one.keys.get(name) == value != "" for name, value in keys.items()):
                return one
        return None

    def make(
        self, merchant: Merchant, reference: str, method: str, amount: int, seconds: float, **more: Any
    ) -> Payment:
        """A new payment that expires after so many seconds."""
        now = self.clock.now()
        payment = Payment(more.pop("id", None) or str(uuid.uuid4()), merchant.id, reference, method, amount, now,
                          now + seconds, more.pop("state", "pending"), fields=more)  # fmt: skip
        self.store.save("payment", payment.id, payment)
        return payment

    def find(self, merchant: Merchant, id_or_reference: str) -> Payment | None:
        """The merchant's newest payment of that id or reference."""
        found = [
            one
            for one in self.store.all("payment")
            if one.merchant == merchant.id and id_or_reference in (one.id, one.reference)
        ]
        return found[-1] if found else None

    def notify_url(self, merchant: Merchant) -> str:
        """Where the merchant hears news; one that gave a path alone is where `--notify` says."""
        url = merchant.notify_url
        return self.notify.rstrip("/") + url if url.startswith("/") else url

    # what payers and banks do

    def do(self, payment: Payment, deed: str, amount: int | None = None) -> None:
        """One deed of a payer, a bank or the provider's staff. Raises Impossible."""
        with self.store.turn():
            event = _DEEDS[deed](payment, self.clock.now(), amount)
            payment.log.append(f"{deed} {amount or ''}".strip())
            self.store.save("payment", payment.id, payment)
        self.twin.happened(self, payment, event)

    # the post

    def post(self, payment: Payment, event: str, *, after: float = 0.0, **extra: Any) -> None:
        """Put a notice into the post; tempers lose it, delay it, double it, or spoil it."""
        temper = self.temper
        if temper.strikes("lost"):
            return
        if temper.strikes("delayed"):
            after += temper.between(1, temper.delay_seconds)
        copies = 3 if temper.strikes("duplicate") else 1
        spoilt = "signature" if temper.strikes("wrong_signature") else "status" if temper.strikes("altered") else ""
        for copy in range(copies):
            forged = spoilt if copy == 0 else ""
            self._put(
                Outgoing(str(uuid.uuid4()), payment.id, event, self.clock.now() + after, forged=forged, extra=extra)
            )
        if spoilt and copies == 1:  # a thief sends something of their own beside the true one
            self._put(Outgoing(str(uuid.uuid4()), payment.id, event, self.clock.now() + after, extra=extra))

    def _put(self, notice: Outgoing) -> None:
        self.store.save("notice", notice.id, notice)

    def outstanding(self) -> list[Outgoing]:
        """Notices that will still be tried."""
        return [one for one in self.store.all("notice") if one.state == "waiting"]

    def deliver(self, notice: Outgoing) -> None:
        """One try of one notice, and when the next one is if it was in vain."""
        payment: Payment = self.store.get("payment", notice.payment)
        merchant: Merchant = self.store.get("merchant", payment.merchant)
        letter = self.twin.letter(self, merchant, payment, notice)
        status = 0
        address = payment.fields.get("notify") or self.notify_url(merchant)
        if address:
            try:
                answer = self._client.post(address + letter.suffix, content=letter.body,
                                           headers=dict(letter.headers))  # fmt: skip
                status = answer.status_code
            except httpx.HTTPError as error:
                log.info("notice %s: %s", notice.id, error)
        with self.store.turn():
            notice.tries += 1
            notice.answers.append(str(status))
            if status in letter.ok or notice.forged:
                notice.state = "delivered"
            elif notice.tries > len(self.twin.retries):
                notice.state = "given up"
            else:
                notice.due = self.clock.now() + self.twin.retries[notice.tries - 1]
            self.store.save("notice", notice.id, notice)

    def turn(self) -> None:
        """What is due now: payments whose time is up expire, notices are tried, several at once."""
        now = self.clock.now()
        for payment in self.store.all("payment"):
            if payment.state in OPEN and payment.expires <= now:
                with contextlib.suppress(Impossible):
                    self.do(payment, "expire")
        due = [one for one in self.outstanding() if one.due <= now]
        threads = [threading.Thread(target=self.deliver, args=(one,)) for one in due[:16]]
        for one in threads:
            one.start()
        for one in threads:
            one.join()

    def keep_turning(self) -> None:
        """Until the process ends."""
        while True:
            try:
                self.turn()
            except Exception:
                log.exception("a turn of the twin %s failed", self.twin.name)
            time.sleep(STEP)


def _pay(payment: Payment, now: float, amount: int | None) -> str:
    if payment.state not in OPEN:
        raise Impossible(f"it is {payment.state}")
    return _paid(payment, now, amount)


def _pay_late(payment: Payment, now: float, amount: int | None) -> str:
    if payment.state not in ("expired", "cancelled", *OPEN):
        raise Impossible(f"it is {payment.state}")
    return _paid(payment, now, amount)


def _paid(payment: Payment, now: float, amount: int | None) -> str:
    payment.state, payment.paid, payment.paid_at = "paid", payment.paid + (amount or payment.amount), now
    return "paid"


def _pay_twice(payment: Payment, now: float, amount: int | None) -> str:
    if payment.state != "paid":
        raise Impossible("it is not paid once yet")
    payment.paid += amount or payment.amount
    return "paid"


def _deny(payment: Payment, _now: float, _amount: int | None) -> str:
    if payment.state not in OPEN:
        raise Impossible(f"it is {payment.state}")
    payment.state = "denied"
    return "denied"


def _end(state: str) -> Any:
    def end(payment: Payment, _now: float, _amount: int | None) -> str:
        if payment.state not in OPEN:
            raise Impossible(f"it is {payment.state}")
        payment.state = state
        return state

    return end


def _take_back(state: str) -> Any:
    def take_back(payment: Payment, _now: float, _amount: int | None) -> str:
        if payment.state != "paid":
            raise Impossible(f"it is {payment.state}")
        payment.state = state
        return state

    return take_back


def _refund_outside(payment: Payment, _now: float, amount: int | None) -> str:
    left = payment.paid - sum(int(one["amount"]) for one in payment.refunds if one["state"] != "failed")
    if payment.state != "paid" or left <= 0:
        raise Impossible("there is nothing to refund")
    payment.refunds.append({"id": str(uuid.uuid4()), "key": "", "amount": amount or left, "state": "done"})
    return "refund"


def _refund_ends(state: str) -> Any:
    def ends(payment: Payment, _now: float, _amount: int | None) -> str:
        waiting = [one for one in payment.refunds if one["state"] == "pending"]
        if not waiting:
            raise Impossible("no refund is pending")
        waiting[0]["state"] = state
        return "refund" if state == "done" else "refund_failed"

    return ends


_DEEDS: dict[str, Any] = {
    "pay": _pay,
    "pay_late": _pay_late,
    "pay_twice": _pay_twice,
    "deny": _deny,
    "expire": _end("expired"),
    "cancel": _end("cancelled"),
    "reverse": _take_back("reversed"),
    "chargeback": _take_back("chargeback"),
    "refund_outside": _refund_outside,
    "confirm_refund": _refund_ends("done"),
    "fail_refund": _refund_ends("failed"),
}
DEEDS = tuple(_DEEDS)
