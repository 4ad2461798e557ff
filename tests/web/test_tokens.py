"""Colours that can be read, in both lights."""

import re

import pytest

from app.web.assets import ROOT

CSS = (ROOT / "css" / "tokens.css").read_text()
TEXT_ON = [
    ("ink", ("paper", "canvas", "sunken", "brand-wash", "warning-wash", "negative-wash", "positive-wash")),
    ("ink-soft", ("paper", "canvas", "sunken")),
    ("brand", ("paper", "canvas", "brand-wash")),
    ("on-brand", ("brand", "brand-press")),
    ("positive", ("paper", "canvas", "positive-wash")),
    ("on-positive", ("positive",)),
    ("negative", ("paper", "canvas", "negative-wash")),
    ("on-negative", ("negative",)),
    ("warning", ("paper", "canvas", "warning-wash")),
    ("paper", ("ink",)),
]
EDGES_ON = [
    ("line-strong", ("paper", "canvas")),
    ("focus", ("paper", "canvas")),
    ("brand", ("paper", "sunken")),
    ("warning-edge", ("paper", "warning-wash")),
    ("negative", ("negative-wash",)),
    ("positive", ("paper", "canvas")),
]


def table(start: str) -> dict[str, str]:
    """The colours of the block that begins with this selector and sets color-scheme."""
    block = re.search(re.escape(start) + r"\s*\{\s*color-scheme[^}]*\}", CSS)
    assert block, f"no colours for {start}"
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[0]))


LIGHT = table(":root")
DARK = table(':root[data-theme="dark"]')
AUTO = table(':root[data-theme="auto"]')


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def pairs(rules: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, str]]:
    return [(front, back) for front, backs in rules for back in backs]


def test_contrast_is_measured_as_the_standard_says():
    assert round(contrast("#ffffff", "#000000"), 1) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("light", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), pairs(TEXT_ON))
def test_text_can_be_read(light, front, back):
    assert contrast(light[front], light[back]) >= 4.5


@pytest.mark.parametrize("light", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), pairs(EDGES_ON))
def test_edges_and_marks_can_be_seen(light, front, back):
    assert contrast(light[front], light[back]) >= 3.0


def test_dark_is_the_same_whether_chosen_or_left_to_the_device():
    assert DARK == AUTO
    assert set(DARK) == set(LIGHT)
