"""The post: carries a twin's notices to its merchants, tries again as the provider does, and lets tempers spoil it."""

import logging
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import httpx

from .store import Merchant, Outgoing, Payment
from .twin import Letter

if TYPE_CHECKING:
    from .house import House

log = logging.getLogger(__name__)

PATIENCE = 15.0
HANDS = 32
UNDER_WAY = ("waiting", "sending")


class Post:
    """One twin's. A notice that is being sent is claimed in memory only: after a kill it waits again, and goes out."""

    def __init__(self, house: "House"):
        self.house = house
        # No connection is kept: one that the merchant just closed would count as a try in vain.
        self._client = httpx.Client(timeout=PATIENCE, follow_redirects=False, trust_env=False,
                                    limits=httpx.Limits(max_keepalive_connections=0))  # fmt: skip
        self._hands = ThreadPoolExecutor(HANDS, thread_name_prefix="post")

    def take(self, payment: Payment, event: str, after: float, extra: dict[str, Any]) -> None:
        """Write down what is to be told, as it stands now; tempers lose it, hold it, double it, or spoil it."""
        temper, now = self.house.temper, self.house.clock.now()
        if not self._address(payment) or temper.strikes("lost"):
            return
        if temper.strikes("delayed"):
            after += temper.between(1, temper.delay_seconds)
        held = not self._held(payment.id) and temper.strikes("shuffled")
        if held:
            after += temper.delay_seconds
        for forged in self._copies():
            self._keep(Outgoing(str(uuid.uuid4()), payment.id, event, now + after, forged=forged, held=held,
                                extra=extra, payment_then=asdict(payment)))  # fmt: skip

    def _copies(self) -> list[str]:
        """How often it is sent, and what is forged of each: a thief sends something of their own beside the truth."""
        temper = self.house.temper
        copies = [""] * (int(temper.copies) if temper.strikes("duplicate") else 1)
        if temper.strikes("wrong_signature"):
            return ["signature", *copies]
        return ["status", *copies] if temper.strikes("altered") else copies

    def _keep(self, notice: Outgoing) -> None:
        self.house.store.save("notice", notice.id, notice)

    def outstanding(self) -> list[Outgoing]:
        """Notices that will still be tried."""
        return [one for one in self.house.store.all("notice") if one.state in UNDER_WAY]

    def _held(self, payment: str) -> list[Outgoing]:
        return [one for one in self.outstanding() if one.held and one.payment == payment]

    def send_due(self) -> int:
        """Hand out what is due, each to a thread of its own. Returns how many are on their way."""
        with self.house.store.turn():
            under_way, now = self.outstanding(), self.house.clock.now()
            on_their_way = sum(one.state == "sending" for one in under_way)
            due = [one for one in under_way if one.state == "waiting" and one.due <= now]
            for one in due:
                one.state = "sending"
        for one in due:
            self._hands.submit(self.deliver, one)
        return len(due) + on_their_way

    def quiet(self, seconds: float = 60.0) -> bool:
        """Wait until nothing is due by the clock and nothing is on its way. Returns whether that came in time."""
        end = time.monotonic() + seconds
        while self.send_due():
            if time.monotonic() > end:
                return False
            time.sleep(0.01)
        return True

    def deliver(self, notice: Outgoing) -> None:
        """One try of one notice, and when the next one is if it was in vain."""
        status, letter = 0, Letter("", {}, b"")
        try:
            status, letter = self._try(notice)
        except Exception:  # a twin's own mistake must not keep the notice "sending" for ever
            log.exception("notice %s could not be written", notice.id)
        with self.house.store.turn():
            self._note(notice, status, letter)
            self._keep(notice)
            for other in self._held(notice.payment):  # a held one goes out behind the first that overtook it
                other.held, other.due = False, self.house.clock.now()
                self._keep(other)

    def _address(self, payment: Payment) -> str:
        merchant: Merchant = self.house.store.get("merchant", payment.merchant)
        return str(payment.fields.get("notify") or self.house.notify_url(merchant))

    def _try(self, notice: Outgoing) -> tuple[int, Letter]:
        """What was answered (0: nothing) to what."""
        payment = Payment(**notice.payment_then)
        merchant: Merchant = self.house.store.get("merchant", payment.merchant)
        letter = self.house.twin.letter(self.house, merchant, payment, notice)
        url, headers = self._address(payment) + letter.suffix, dict(letter.headers)
        try:
            return self._client.post(url, content=letter.body, headers=headers).status_code, letter
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            log.info("notice %s: %s", notice.id, error)
            return 0, letter

    def _note(self, notice: Outgoing, status: int, letter: Letter) -> None:
        retries, now = self.house.twin.retries, self.house.clock.now()
        notice.tries, notice.held = notice.tries + 1, False
        notice.answers.append(str(status))
        notice.tried.append(now)
        if status in letter.ok or notice.forged:
            notice.state = "delivered"
        elif notice.tries > min(letter.limits.get(status, len(retries)), len(retries)):
            notice.state = "given up"
        else:
            notice.state, notice.due = "waiting", now + retries[notice.tries - 1]
