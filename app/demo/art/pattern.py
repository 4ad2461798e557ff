"""Cloth: batik and woven patterns that repeat over a whole sheet."""

import math
from collections.abc import Callable

from PIL import Image, ImageDraw

from .canvas import SIDE, Colour, lit

Tile = Callable[[ImageDraw.ImageDraw, int, Colour, Colour], None]


def sheet(name: str, ground: Colour, ink: Colour, tile: int = 150) -> Image.Image:
    """A sheet of cloth by the pattern's name, in a ground colour with its drawing in ink."""
    one = Image.new("RGB", (tile, tile), ground)
    PATTERNS[name](ImageDraw.Draw(one), tile, ground, ink)
    cloth = Image.new("RGB", (SIDE, SIDE))
    for x in range(0, SIDE, tile):
        for y in range(0, SIDE, tile):
            cloth.paste(one, (x, y))
    return cloth


def _kawung(draw: ImageDraw.ImageDraw, tile: int, ground: Colour, ink: Colour) -> None:
    """Four ovals that meet: the fruit of the sugar palm."""
    half, gap = tile / 2, tile * 0.06
    for x in (0, 1):
        for y in (0, 1):
            ox, oy = x * half, y * half
            box = (ox + gap, oy + gap, ox + half - gap, oy + half - gap)
            draw.ellipse(box, outline=ink, width=round(tile * 0.035), fill=lit(ground, 0.12))
            cx, cy, r = ox + half / 2, oy + half / 2, tile * 0.05
            draw.ellipse((cx - r, cy - r, cx + r, cy + r), fill=ink)
    for cx, cy in ((0, 0), (tile, 0), (0, tile), (tile, tile), (half, half)):
        r = tile * 0.045
        draw.ellipse((cx - r, cy - r, cx + r, cy + r), fill=ink)


def _parang(draw: ImageDraw.ImageDraw, tile: int, ground: Colour, ink: Colour) -> None:
    """Slanting blades, like waves that never stop."""
    for k in range(-2, 3):
        start = k * tile / 2
        upper = [
            (t + start, tile - t + tile * 0.07 * math.sin(t / tile * math.tau * 2)) for t in range(-tile, 2 * tile, 4)
        ]
        draw.line(upper, fill=ink, width=round(tile * 0.1), joint="curve")
        lower = [(x + tile * 0.2, y) for x, y in upper]
        draw.line(lower, fill=lit(ground, 0.3), width=round(tile * 0.035), joint="curve")
    for k in range(4):
        x, y, r = (k + 0.36) * tile / 4, tile - (k - 0.36) * tile / 4, tile * 0.035
        draw.ellipse((x - r, y - r, x + r, y + r), fill=lit(ground, 0.45))


def _megamendung(draw: ImageDraw.ImageDraw, tile: int, ground: Colour, ink: Colour) -> None:
    """Clouds of Cirebon in shades of one colour."""
    for cx, cy in ((0, tile * 0.3), (tile, tile * 0.3), (tile / 2, tile * 0.82), (tile / 2, -tile * 0.18)):
        for ring in range(4):
            r = tile * (0.42 - ring * 0.1)
            tone = lit(ink, 0.2 * ring)
            draw.ellipse((cx - r, cy - r * 0.55, cx + r, cy + r * 0.55), fill=tone)


def _truntum(draw: ImageDraw.ImageDraw, tile: int, ground: Colour, ink: Colour) -> None:
    """Little stars of jasmine."""
    for cx, cy in ((0.25, 0.25), (0.75, 0.75)):
        for i in range(8):
            angle = i * math.tau / 8
            end = (tile * (cx + 0.17 * math.cos(angle)), tile * (cy + 0.17 * math.sin(angle)))
            draw.line([(tile * cx, tile * cy), end], fill=ink, width=round(tile * 0.03))
        r = tile * 0.055
        draw.ellipse((tile * cx - r, tile * cy - r, tile * cx + r, tile * cy + r), fill=lit(ground, 0.5))
    for cx, cy in ((0.75, 0.25), (0.25, 0.75)):
        r = tile * 0.03
        draw.ellipse((tile * cx - r, tile * cy - r, tile * cx + r, tile * cy + r), fill=ink)


def _plaid(draw: ImageDraw.ImageDraw, tile: int, ground: Colour, ink: Colour) -> None:
    """Woven squares of a sarong."""
    for at, width, tone in (
        (0.2, 0.2, ink),
        (0.52, 0.06, lit(ground, 0.4)),
        (0.7, 0.1, lit(ink, -0.2)),
        (0.9, 0.03, lit(ground, 0.5)),
    ):
        a, b = tile * at, tile * (at + width)
        draw.rectangle((a, 0, b, tile), fill=tone)
    for at, width, tone in ((0.2, 0.2, lit(ink, 0.1)), (0.52, 0.06, lit(ground, 0.4)), (0.7, 0.1, lit(ink, -0.2))):
        draw.rectangle((0, tile * at, tile, tile * (at + width)), fill=tone)


def _songket(draw: ImageDraw.ImageDraw, tile: int, ground: Colour, ink: Colour) -> None:
    """Diamonds of gold thread."""
    half = tile / 2
    for shrink, tone in ((0.06, ink), (0.16, ground), (0.26, ink), (0.38, lit(ground, 0.2))):
        g = tile * shrink
        draw.polygon([(half, g), (tile - g, half), (half, tile - g), (g, half)], fill=tone)


def _plain(_draw: ImageDraw.ImageDraw, _tile: int, _ground: Colour, _ink: Colour) -> None:
    """One colour."""


PATTERNS: dict[str, Tile] = {
    "kawung": _kawung, "parang": _parang, "megamendung": _megamendung, "truntum": _truntum, "plaid": _plaid,
    "songket": _songket, "plain": _plain,
}  # fmt: skip
