"""One world: a shop, a provider in a temper, and a score of orders whose shoppers, banks and staff do as dice say."""

from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from threading import Thread
from typing import Any
from uuid import UUID

from flask import Flask

from app.core import clock
from app.core.actor import Actor, shopper
from app.core.db import db, transaction
from app.core.refusal import Refusal
from app.core.tenancy import acting_for, everyone
from app.orders import cancellation, expiry
from app.payments import account as accounts
from app.payments import attempt as attempts
from app.payments import bill as bills
from app.payments import credit, listening, polling, repaying, starting, surplus
from app.payments import notice as notices
from app.payments import refund as refunds
from app.payments.bill import Bill
from app.payments.gateways.doku import invoice
from tests.orders.stand import Stand, run
from tests.payments.twins import Ear, Twin, merchant

ORDERS, TICKS = 20, 22
HOLD_MINUTES = 120
METHODS = {
    "midtrans": ("qris", "gopay", "bca_va", "permata_va", "mandiri_va", "indomaret", "ovo", "card"),
    "xendit": ("qris", "bri_va", "dana", "ovo", "alfamart", "card"),
    "doku": ("qris", "bca_va", "card"),
    "snap": ("qris", "bca_va"),
}
PAYERS = {"pay": 50, "deny": 8, "expire": 5, "pay_late": 16}
BANKS = {
    "midtrans": {"reverse": 4, "chargeback": 3, "refund_outside": 4, "confirm_refund": 6, "fail_refund": 2},
    "xendit": {"pay_twice": 5, "refund_outside": 4, "confirm_refund": 6, "fail_refund": 2},
    "doku": {"pay_twice": 5},
    "snap": {"pay_twice": 5, "refund_outside": 3, "confirm_refund": 6, "fail_refund": 2},
}
TEMPERS = ("slow", "error_500", "too_many", "accept_then_silence", "duplicate", "delayed", "lost", "wrong_signature",
           "altered")  # fmt: skip
CROWDED = 0.3
"""How often sweeps of two processes run at the same time."""
ASKED_ABOUT = 3
"""Orders whose payment is asked about twice beside them."""
PROMPT = 0.7
"""How often what is in the post is waited for."""
STEPS = (1, 5, 30, 120, 600, 1_800)


@dataclass
class World:
    """Everything of one seed."""

    app: Flask
    twin: Twin
    ear: Ear
    seed: int
    moment: datetime
    size: int = ORDERS
    orders: list[UUID] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    heard: int = 0
    """Notices that came in."""
    fallen: list[str] = field(default_factory=list)
    """What fell over while another process did the same."""

    def __post_init__(self) -> None:
        self.dice = Random(self.seed * 7 + len(self.twin.provider))
        self.stand = Stand([self.dice.choice((self.size * 2 // 3, self.size))])
        self.vendor = self.stand.vendor_id
        self.owner = Actor("staff", self.vendor, name="Sari", role="owner")
        self.name = f"w{self.seed}"

    def live(self) -> None:
        """From an open shop until nothing moves any more."""
        self._open()
        for _ in range(TICKS):
            for order_id in self.orders:
                if self.dice.random() < 0.5:
                    self.at(lambda order_id=order_id: self._happen(order_id))
            self._look_after()
            self.advance(self.dice.choice(STEPS))
        self._settle()

    def at(self, deed: Callable[[], Any]) -> Any:
        """Within the app, for this shop, at this world's time."""
        with self.app.app_context(), clock.at(self.moment), acting_for(self.vendor):
            try:
                return deed()
            finally:
                db.session.rollback()

    def advance(self, seconds: float) -> None:
        """Time passes, here and at the provider."""
        self.moment += timedelta(seconds=seconds)
        self.twin.control("clock", set=self.moment.timestamp())

    def _open(self) -> None:
        self.twin.control("clock", set=self.moment.timestamp())
        kept, pasted, settings = merchant(self.twin.provider, name=self.name)
        methods = METHODS[self.twin.provider]

        def opened() -> None:
            with transaction():
                run("UPDATE vendor SET hold_minutes = :m WHERE id = :v", m=HOLD_MINUTES, v=self.vendor)
                self.account = accounts.paste(
                    self.owner, self.twin.provider, "twin", pasted | settings, methods, base_url=self.twin.url
                )

        self.at(opened)
        self.ear.below = self.account.notify_path
        self.twin.control("merchants", id=self.name, keys=kept, notify_url=self.ear.url, settings={})
        self.twin.control("temper", seed=self.seed, slow_seconds=0.02, delay_seconds=900,
                          **{name: self.dice.choice((0, 0, 0.1, 0.3)) for name in TEMPERS})  # fmt: skip
        for _ in range(self.size):
            attempt = self.stand.attempt(1, payment_method=self.dice.choice(methods))
            [outcome] = self.at(lambda attempt=attempt: self.stand.place(attempt))
            if outcome.order_id:
                self.orders.append(outcome.order_id)

    def bill(self, order_id: UUID) -> Bill:
        """An order's bill, as it is now."""
        return bills.of(self.vendor, "order", order_id)

    def _happen(self, order_id: UUID) -> None:
        deeds: dict[Callable[[UUID], None], int] = {
            self._begin: 30, self._pay: 45, self._call_off: 2, self._send_back: 5, self._decide: 10,
        }  # fmt: skip
        [deed] = self.dice.choices(list(deeds), list(deeds.values()))
        with suppress(Refusal):
            deed(order_id)

    def _begin(self, order_id: UUID) -> None:
        bill = self.bill(order_id)
        method = self.dice.choice(METHODS[self.twin.provider])
        waiting = next((one for one in attempts.of_bill(bill) if one.is_open), None)
        db.session.rollback()
        if waiting and waiting.method != method and polling.drop(self.vendor, waiting.id).is_open:
            return
        with transaction():
            begun = starting.begin(shopper(self.vendor, "Dewi"), bill.id, method)
        starting.carry_out(self.vendor, begun.id)

    def _pay(self, order_id: UUID) -> None:
        tried = attempts.of_bill(self.bill(order_id))
        known = [one for one in self.theirs() if one["reference"] in {mine.reference for mine in tried}]
        if not known:
            return
        chances = PAYERS | BANKS[self.twin.provider]
        [deed] = self.dice.choices(list(chances), list(chances.values()))
        chosen = self.dice.choice(known)
        if deed == "refund_outside" and self.twin.provider == "snap" and chosen["method"] != "qris":
            return  # a virtual account's status has no word for it
        if deed == "reverse" and chosen["method"] not in ("permata", "echannel", "indomaret"):
            return
        self.log.append(f"{chosen['reference'][-8:]} {deed}")
        self.twin.control(f"payments/{chosen['id']}/{deed}")

    def _call_off(self, order_id: UUID) -> None:
        with transaction():
            cancellation.cancel(self.owner, order_id, "")

    def _send_back(self, order_id: UUID) -> None:
        bill = self.bill(order_id)
        for one in attempts.of_bill(bill):
            left = refunds.refundable(one, refunds.of_bill(bill))
            if left:
                with transaction():
                    amount = self.dice.choice((left, max(1, left // 2), 1_000))
                    sent = refunds.request(self.owner, one.id, amount, "seed", payout_to="BCA 1 Dewi")
                    if sent.kind == "payout":
                        refunds.prove(self.owner, sent.id, "ref")
                return

    def _decide(self, _order_id: UUID) -> None:
        for laid in surplus.waiting(self.vendor, 3):
            deed = self.dice.choice(("apply", "refund", "keep"))
            with suppress(Refusal), transaction():
                if laid.kind == "shortfall":
                    surplus.accept_loss(self.owner, laid.id)
                elif deed == "apply":
                    surplus.apply(self.owner, laid.id)
                elif deed == "keep":
                    credit.keep(self.owner, laid.id)
                else:
                    refunds.request_surplus(self.owner, laid.id, payout_to="BCA 1 Dewi")

    def theirs(self) -> list[dict[str, Any]]:
        """The provider's payments of this world."""
        found = [one for one in self.twin.payments() if one["merchant"] == self.name]
        return [one | {"reference": invoice.reference(one["reference"])} for one in found]

    def _look_after(self) -> None:
        """Notices come in, and sweeps run: sometimes at once, as in two processes."""
        self.ear.status = 503 if self.dice.random() < 0.1 else 200
        if self.dice.random() < PROMPT:
            self.twin.quiet()
        self.at(self.hear)
        sweeps = [listening.process_waiting, polling.poll_due, repaying.send_due, expiry.expire_due]
        chosen = [one for one in sweeps if self.dice.random() < 0.75]
        if self.dice.random() < CROWDED:
            deeds = chosen + chosen + self._asked_about_twice()
            threads = [Thread(target=copy_context().run, args=(self._beside, one)) for one in deeds]
            for one in threads:
                one.start()
            for one in threads:
                one.join()
            return
        for sweep in chosen:
            self.at(sweep)

    def _asked_about_twice(self) -> list[Callable[[], Any]]:
        """The payer's page and somebody in the back office ask about the same payments at the same moment."""
        some = self.dice.sample(self.orders, min(ASKED_ABOUT, len(self.orders)))
        last = [self.at(lambda order_id=order_id: self._last_attempt(order_id)) for order_id in some]
        return [partial(polling.look, self.vendor, one) for one in last if one for _ in range(2)]

    def _last_attempt(self, order_id: UUID) -> UUID | None:
        tried = attempts.of_bill(self.bill(order_id))
        return tried[0].id if tried else None

    def _beside(self, deed: Callable[[], Any]) -> None:
        try:
            self.at(deed)
        except Exception as error:
            name = getattr(deed, "__name__", "a look")
            self.fallen.append(f"{name}: {type(error).__name__}: {str(error)[:120]}")

    def hear(self) -> None:
        """Take in what arrived, through the door's own deed."""
        while self.ear.heard:
            arrival = self.ear.heard.pop(0)
            with everyone():
                account = accounts.find(self.vendor, self.account.id)
            with transaction():
                notices.receive(account, account.opened(), arrival)
            self.heard += 1

    def _settle(self) -> None:
        """The provider is itself again, banks confirm, days pass: until nothing waits."""
        self.twin.control("temper", **dict.fromkeys(TEMPERS, 0))
        self.ear.status = 200
        for turn in range(30):
            self.advance(1_800 if turn < 12 else 21_600)
            for one in self.theirs():
                for _ in [back for back in one["refunds"] if back["state"] == "pending"]:
                    self.twin.control(f"payments/{one['id']}/confirm_refund")
            self.twin.quiet()
            self.at(self.hear)
            for sweep in (listening.process_waiting, polling.poll_due, repaying.send_due, expiry.expire_due):
                for _ in range(3):
                    if not self.at(sweep):
                        break
