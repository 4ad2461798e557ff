"""Every page, as everybody may need it: on any width, in the dark, by ear, in English."""

import pytest

from .looking import COLOURS, broken, cramped, darken, untranslated
from .pages import PAGES

WIDTHS = (320, 360, 768, 1280)


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
