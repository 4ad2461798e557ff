"""One running twin: its store, clock, temper and post, and the deeds of the people who pay."""

import contextlib
import logging
import time
import uuid
from pathlib import Path
from typing import Any

from .clock import Clock
from .deeds import DEEDS, OPEN, Impossible
from .post import Post
from .store import Merchant, Payment, Store
from .temper import Temper
from .twin import Twin

__all__ = ("House", "Impossible")

log = logging.getLogger(__name__)

STEP = 0.05


class House:
    """Everything one provider's process holds."""

    def __init__(self, twin: Twin, folder: Path, speed: float = 1.0):
        self.twin = twin
        self.store = Store(folder / f"{twin.name}.sqlite")
        self.clock = Clock(speed)
        self.temper = Temper()
        self.address = self.notify = ""
        self.mail = Post(self)

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
            event = DEEDS[deed](payment, self.clock.now(), amount)
            payment.log.append(f"{deed} {amount or ''}".strip())
            self.store.save("payment", payment.id, payment)
            self.twin.happened(self, payment, event)

    # the post

    def post(self, payment: Payment, event: str, *, after: float = 0.0, **extra: Any) -> None:
        """Put a notice into the post, of the payment as it stands now, to be sent after so many seconds."""
        self.mail.take(payment, event, after, extra)

    def turn(self) -> None:
        """What is due now: payments whose time is up expire, notices go out."""
        now = self.clock.now()
        for payment in self.store.all("payment"):
            if payment.state in OPEN and payment.expires <= now:
                with contextlib.suppress(Impossible):
                    self.do(payment, "expire")
        self.mail.send_due()

    def keep_turning(self) -> None:
        """Until the process ends."""
        while True:
            try:
                self.turn()
            except Exception:
                log.exception("a turn of the twin %s failed", self.twin.name)
            time.sleep(STEP)
