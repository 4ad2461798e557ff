"""A real Chromium, and devices in it that keep whatever their pages complained about."""

import shutil
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

NAMES = ("chromium", "chromium-browser", "google-chrome")
NONE_HERE = "No Chromium here: install one (apt-get install chromium), or leave its tests out: bin/test -m 'not browser'."
LEFT = "net::ERR_ABORTED"
"""A request that its page stopped waiting for, by going elsewhere: nobody's fault."""


def executable() -> str:
    """Where this machine's Chromium is; without one the test fails with one sentence."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or pytest.fail(NONE_HERE, pytrace=False)


class Device:
    """A browser of somebody, empty at first."""

    def __init__(self, chromium: Browser, address: str, *, width: int = 360, height: int = 800, **more: Any):
        self.width, self.address = width, address
        size = {"width": width, "height": height}
        self.keep(chromium.new_context(base_url=address, viewport=size, locale="id-ID", **more))

    def keep(self, context: BrowserContext) -> None:
        """Listen to every page of a context from now on."""
        self.context, self.complaints = context, []
        context.set_default_timeout(20_000)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("requestfailed", self._failed)

    def open(self, path: str) -> Page:
        """One more tab."""
        page = self.context.new_page()
        page.goto(path)
        return page

    def sign_in(self, secret: str) -> None:
        """Be a member from here on: the secret is that of a session."""
        self.remember("sid", secret)

    def remember(self, name: str, value: str) -> None:
        """A cookie."""
        self.context.add_cookies([{"name": name, "value": value, "url": self.address}])

    def forgive(self, words: str) -> None:
        """What was meant to go wrong: at least one complaint with these words, and no longer counted."""
        left = [one for one in self.complaints if words not in one]
        assert len(left) < len(self.complaints), f"nothing said {words!r}: {self.complaints}"
        self.complaints[:] = left

    def close(self) -> None:
        """Away with it."""
        self.context.close()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} {message.location['url']}")

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT:
            self.complaints.append(f"{request.failure} {request.method} {request.url}")
