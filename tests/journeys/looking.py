"""What a look at a page finds: rules it breaks, words it cuts off, sentences it did not translate."""

from functools import cache
from io import BytesIO
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from babel.messages.pofile import read_po
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"

WAKE = """async () => {
  const app = document.querySelector("script[type=module]");
  const asked = [...document.querySelectorAll("[data-controller]")].map((one) => one.dataset.controller);
  const names = new Set(asked.join(" ").split(/\\s+/).filter(Boolean));
  if (app) await Promise.all([...names].map((name) => import(new URL(`./controllers/${name}.js`, app.src))));
}"""
CUT_OFF = """() => {
  const APART = ".visually-hidden, .clip, .more__value, svg, dialog, [popover], .skip, option, textarea";
  const rolls = (one) => ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
  const cuts = (one) => ["hidden", "clip"].includes(getComputedStyle(one).overflowX);
  const isCut = (range, element) => {
    const box = range.getBoundingClientRect();
    if (!box.width || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    for (let one = element; one; one = one.parentElement) {
      if (one.matches(APART) || rolls(one)) return false;
      const frame = one.getBoundingClientRect();
      if (frame.width <= 1 || frame.height <= 1) return false;
      if (cuts(one) && (box.left < frame.left - 1 || box.right > frame.right + 1)) return true;
    }
    return box.left < -1 || box.right > innerWidth + 1;
  };
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, range = document.createRange();
    range.selectNodeContents(text);
    if (text.data.trim() && isCut(range, text.parentElement)) found.push(text.data.trim().slice(0, 60));
  }
  return found;
}"""


MOST_FRAMES = 60
DARKEN = """async (most) => {
  document.documentElement.dataset.theme = "dark";
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  const moves = () => document.getAnimations().some((one) => one.playState === "running");
  for (let frames = 0; frames < most && moves(); frames++) await frame();
}"""


def settle(page: Page) -> None:
    """Until every behaviour the page asks for has been loaded."""
    page.wait_for_load_state("load")
    page.evaluate(WAKE)


def darken(page: Page) -> None:
    """As somebody sees it who chose the dark."""
    page.evaluate(DARKEN, MOST_FRAMES)


def broken(page: Page, options=EVERYTHING) -> list[str]:
    """Rules of WCAG 2.2 AA that axe finds broken, with where."""
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html'][:140]} {_figures(node)}" for one in found for node in one["nodes"]]


def cramped(page: Page, width: int) -> list[str]:
    """What does not fit a width: the page itself, or words that are cut off."""
    page.set_viewport_size({"width": width, "height": 800})
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    words = [f"cut off at {width}: {one}" for one in page.evaluate(CUT_OFF)]
    return words + ([f"{over} px too wide at {width}"] if over > 0 else [])


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


def _figures(node) -> str:
    return "; ".join(one["message"][:110] for one in node["any"][:1])
