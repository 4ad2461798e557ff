"""Every page, as everybody may need it: on any width, in the dark, by ear, in English."""

import pytest

from .looking import COLOURS, broken, cramped, darken, untranslated
from .pages import PAGES
from .scripts import REACHABLE, STEP

WIDTHS = (320, 360, 768, 1280)
BY_NAME = {one.name: one for one in PAGES}
REACHED = [
    "landing", "sign-up", "shop", "product-with-variants", "cart", "checkout", "order-transfer",
    "home", "orders", "order-to-ship", "products", "product-edit", "stock", "settings", "staff", "paste-preview",
]  # fmt: skip
MOST_STEPS = 400
SPOIL = """() => {
  const pale = document.createElement("p"), picture = document.createElement("img");
  pale.textContent = "Buka toko gratis";
  pale.style.cssText = "color: #bbb; background: #fff; width: 500px; text-align: right";
  document.querySelector("main").append(pale, picture);
}"""


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_nothing_is_wrong_with(look_at, one):
    tab = look_at(one)
    wrong = broken(tab)
    for width in WIDTHS:
        wrong += cramped(tab, width)
    wrong += broken(tab)
    tab.set_viewport_size({"width": 360, "height": 800})
    darken(tab)
    wrong += broken(tab, COLOURS)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_english_is_english_and_fits(look_at, one):
    tab = look_at(one, language="en")
    wrong = untranslated(tab)
    for width in WIDTHS:
        wrong += cramped(tab, width)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", REACHED)
def test_tab_reaches_everything_and_the_place_is_seen(look_at, name):
    page = look_at(BY_NAME[name])
    left = {str(place): face for place, face in enumerate(page.evaluate(REACHABLE))}
    wrong = []
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        step = page.evaluate(STEP)
        if step is None:
            break
        left.pop(step["place"], None)
        if not step["ringed"]:
            wrong.append(f"no ring: {step['html']}")
        if not step["seen"]:
            wrong.append(f"covered: {step['html']}")
    wrong += [f"not reached: {face}" for face in left.values()]
    assert not wrong, "\n".join(wrong)


def test_a_bad_page_is_found_out(look_at):
    tab = look_at(BY_NAME["landing"], language="en")
    assert not broken(tab) + cramped(tab, 360) + untranslated(tab)
    tab.evaluate(SPOIL)
    assert [one.split(":")[0] for one in broken(tab)] == ["color-contrast", "image-alt"]
    assert "at 360: cut off: Buka toko gratis" in cramped(tab, 360)
    assert any("px too wide" in one for one in cramped(tab, 320))
    assert untranslated(tab) == ["Buka toko gratis"]
