"""What a look at a page finds: rules it breaks, words it cuts off, sentences it did not translate."""

from functools import cache
from io import BytesIO
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from babel.messages.pofile import read_po
from playwright.sync_api import Page

from .scripts import AXE, CALM, CUT_OFF, DARKEN, WAKE

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"


def settle(page: Page) -> None:
    """Until every behaviour the page asks for has been loaded."""
    page.wait_for_load_state("load")
    page.evaluate(WAKE)


def darken(page: Page) -> None:
    """As somebody sees it who chose the dark."""
    page.evaluate(DARKEN)
    page.evaluate(CALM)


def broken(page: Page, options=EVERYTHING) -> list[str]:
    """Rules of WCAG 2.2 AA that axe finds broken, with where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(AXE, options)


def cramped(page: Page, width: int) -> list[str]:
    """What does not fit a width: the page itself, or words that are cut off."""
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(CALM)
    return [f"at {width}: {one}" for one in page.evaluate(CUT_OFF)]


def untranslated(page: Page) -> list[str]:
    """Lines of an English page that are sentences of ours in Indonesian."""
    return sorted({line.strip() for line in page.locator("body").inner_text().splitlines()} & indonesian())


@cache
def indonesian() -> frozenset[str]:
    """Our own sentences that read differently in English; single words may as well be a shop's own."""
    found = set()
    for file in TRANSLATIONS.glob("*/en/LC_MESSAGES/messages.po"):
        for one in read_po(BytesIO(file.read_bytes()), locale="en"):
            if isinstance(one.id, str) and " " in one.id and one.string and one.id != one.string:
                found.add(one.id)
    return frozenset(found)
