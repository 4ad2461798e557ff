"""Every page, as everybody may need it: on any width, in the dark, by ear, in English."""

import pytest
from playwright.sync_api import Page as Tab

from .looking import COLOURS, broken, cramped, darken, settle, untranslated
from .pages import PAGES, SHOP, Page

WIDTHS = (320, 360, 768, 1280)
STILL = {"viewport": {"width": 360, "height": 800}, "reduced_motion": "reduce"}


@pytest.fixture(scope="module")
def cart(chromium, installation, demo) -> dict:
    """The cookies of somebody with something in the cart."""
    context = chromium.new_context(base_url=installation.address, locale="id-ID")
    page = context.new_page()
    page.goto(f"{SHOP}/products/{demo.things['sugar'].slug}")
    page.get_by_role("button", name="Beli").click()
    page.get_by_role("link", name="Lihat keranjang").click()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def look_at(device, demo, cart):
    """Opens a page of the table as who it is for."""

    def look_at(one: Page, language: str = "id") -> Tab:
        made = device(**STILL, storage_state=cart if one.who == "shopper" else None)
        made.remember("language", language)
        if one.who in demo.people:
            made.sign_in(demo.secret(one.who))
        tab = made.open(one.path.format(**demo.things))
        if one.pasted:
            tab.locator("textarea[name=text]").fill(one.pasted)
            tab.locator(".savebar .btn--primary").click()
            tab.locator(".paste--sheet").wait_for()
        settle(tab)
        if one.status != 200:
            made.forgive(str(one.status))
        return tab

    return look_at


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
    tab = look_at(one, "en")
    wrong = untranslated(tab)
    for width in WIDTHS:
        wrong += cramped(tab, width)
    assert not wrong, "\n".join(wrong)
