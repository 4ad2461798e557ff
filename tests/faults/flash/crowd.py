"""Buyers who press, read, press again: as people do, each in a browser of their own."""

import asyncio
import threading
import time
from random import Random

from .browser import ATTEMPT, ORDER, Answer, Browser, Form
from .history import NO, OK, UNKNOWN, Press
from .stall import Stall

TURNED_AWAY = range(400, 500)
LONGEST_SECONDS = 90


class Crowd:
    """So many buyers at one stall, on a loop in a thread of their own."""

    def __init__(self, stall: Stall, seed: int, buyers: int):
        self.stall, self.buyers, self.seed = stall, buyers, seed
        self.presses: list[Press] = []
        self.is_open = True
        self.until = time.monotonic() + LONGEST_SECONDS
        self.longest = 0.0
        self.thread = threading.Thread(target=lambda: asyncio.run(self._come()), daemon=True)

    def begin(self) -> None:
        """They come."""
        self.thread.start()

    def close(self) -> None:
        """Nobody presses for something new."""
        self.is_open = False

    def finish(self, seconds: float) -> None:
        """Everybody gets their answer, or has waited this long for it."""
        self.until = min(self.until, time.monotonic() + seconds)
        self.thread.join(seconds + 30)
        assert not self.thread.is_alive(), "buyers do not go home"

    async def _come(self) -> None:
        await asyncio.gather(*(Buyer(self, number).live() for number in range(self.buyers)))


class Buyer:
    """One person with one phone."""

    def __init__(self, crowd: Crowd, number: int):
        self.crowd, self.number = crowd, number
        self.rng = Random(f"{crowd.seed}-{number}")
        self.page = crowd.stall.page
        self.browser = Browser(lambda: crowd.stall.house.port)

    async def live(self) -> None:
        """Buy, think, buy again, until the doors close."""
        await asyncio.sleep(self.rng.uniform(0, 0.8))
        while self.crowd.is_open and time.monotonic() < self.crowd.until:
            looked = await self.browser.get(self.page)
            if looked.form:
                await self._buy(looked.form)
            await asyncio.sleep(self.rng.uniform(0.1, 0.8))

    async def _buy(self, form: Form) -> None:
        press = self._press(form)
        clicks = 2 if self.rng.random() < 0.15 else 1
        while press.verdict == UNKNOWN and time.monotonic() < self.crowd.until:
            sent = [self._send(press, form) for _ in range(clicks)]
            answers = await asyncio.gather(*sent)
            clicks = 1
            for answer in answers:
                form = self._hear(press, answer, form)
            if any(ATTEMPT.search(answer.location) for answer in answers) and press.verdict == UNKNOWN:
                await self._wait(press, form)
            elif press.verdict == UNKNOWN:
                await asyncio.sleep(self.rng.uniform(0.3, 1.0))

    def _press(self, form: Form) -> Press:
        serial = len(self.crowd.presses)
        press = Press(
            key=form.key, name=f"Dewi {self.number} {serial}", phone=f"+62812{self.number:04d}0000",
            quantity=self._some(),
            fulfilment=self.rng.choice(["pickup", "courier"]), payment_method=self.rng.choice(["cod", "transfer"]),
            visit=self.browser.visit,
        )  # fmt: skip
        self.crowd.presses.append(press)
        return press

    def _some(self) -> int:
        return 2 if self.rng.random() < 0.2 else 1

    async def _send(self, press: Press, form: Form) -> Answer:
        press.note("sent")
        began = time.monotonic()
        answer = await self.browser.post(
            f"{self.page}/orders", press.form | {"token": form.token, "csrf_token": form.csrf}
        )
        self.crowd.longest = max(self.crowd.longest, time.monotonic() - began)
        return answer

    def _hear(self, press: Press, answer: Answer, form: Form) -> Form:
        """What the answer means to somebody who reads it; returns the form they have in hand now."""
        if order := ORDER.search(answer.location):
            press.note(OK, order[1])
        elif ATTEMPT.search(answer.location):
            press.note("pending")
        elif answer.form and answer.form.key == press.key:
            press.note("again", str(answer.status))
            return answer.form
        elif answer.status in TURNED_AWAY or answer.form:
            press.note(NO, f"{answer.status} {sentence(answer.body)}")
        else:
            press.note("error" if answer.status else "cut", f"{answer.status} {answer.location}{answer.body[:60]}")
        return form

    async def _wait(self, press: Press, form: Form) -> None:
        """The pending page looks again by itself; who is tired of it stops waiting, or goes back and presses again."""
        here = f"{self.page}/attempts/{press.key}"
        patience = time.monotonic() + self.rng.uniform(2, 5)
        while press.verdict == UNKNOWN and time.monotonic() < patience:
            await asyncio.sleep(0.7)
            self._look(press, await self.browser.get(here))
        if press.verdict == UNKNOWN and self.rng.random() < 0.3:
            press.note("stops")
            self._look(press, await self.browser.post(f"{here}?_method=delete", {"csrf_token": form.csrf}))

    def _look(self, press: Press, answer: Answer) -> None:
        if answer.status == 200:
            press.note("pending")
        else:
            self._hear(press, answer, Form("", ""))


def sentence(body: str) -> str:
    """What the page says first to whoever was refused."""
    said = body.partition('role="alert"')[2]
    words = " ".join(part.partition(">")[2] for part in said.split("<"))
    return " ".join(words.split())[:90]
