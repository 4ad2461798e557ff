"""A real Chromium, and devices in it that keep whatever their pages complained about."""

import shutil
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

NAMES = ("chromium", "chromium-browser", "google-chrome")
NONE_HERE = "No Chromium here: install it (apt-get install chromium), or leave its tests out: -m 'not browser'."
LEFT = "net::ERR_ABORTED"
"""A request that its page stopped waiting for, by going elsewhere: nobody's fault."""

SKIPPED = "Transition was "
"""Two navigations in a row leave no time to fade from page to page. Chromium says so in several words; it is well."""


def executable() -> str:
    """Where this machine's Chromium is; without one the test fails with one sentence."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or pytest.fail(NONE_HERE, pytrace=False)


class Device:
    """A browser of somebody. Its context is a new one unless it is given."""

    def __init__(self, chromium: Browser, address: str, *, context: BrowserContext | None = None, **more: Any):
        self.address = address
        self.context = context or chromium.new_context(base_url=address, locale="id-ID", **more)
        self.context.set_default_timeout(20_000)
        self.complaints: list[str] = []
        self.context.on("console", self._heard)
        self.context.on("weberror", lambda error: self._thrown(str(error.error)))
        self.context.on("requestfailed", self._failed)

    def open(self, path: str) -> Page:
        """One more tab."""
        page = self.context.new_page()
        page.goto(self.at(path))
        return page

    def at(self, path: str) -> str:
        """The whole address of a path; what is whole already stays."""
        return urljoin(self.address, path)

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

    def _thrown(self, words: str) -> None:
        if SKIPPED not in words:
            self.complaints.append(words)

    def _failed(self, request: Request) -> None:
        if request.failure != LEFT:
            self.complaints.append(f"{request.failure} {request.method} {request.url}")
