"""Small things drawn on labels and bags: a chilli, a leaf, a bean."""

import math
from collections.abc import Callable

from .canvas import SOFT, Canvas, Colour, Point, Shape, bow, colour, lit

GREEN = colour("#4c8a3f")
CHILLI = colour("#d8321f")
BEAN = colour("#5b3521")
CHIP = colour("#f2c04d")
DROP = colour("#e9a83c")
GRAIN = colour("#e3b34a")
FLOWER = colour("#f4f0e2")
BANANA = colour("#f6cf3f")
COMB = colour("#f0b02e")
STICK = colour("#e3b64e")
MOON = colour("#f3f1ec")


def chilli(canvas: Canvas, centre: Point, size: float, tone: Colour = CHILLI) -> None:
    """A red one, bent, with its green stalk."""
    x, y = centre
    outer = bow([(x - size, y - 0.5 * size), (x + 0.2 * size, y - 0.9 * size), (x + size, y + 0.9 * size)])
    inner = bow([(x + size, y + 0.9 * size), (x - 0.1 * size, y - 0.1 * size), (x - 0.8 * size, y - 0.05 * size)])
    canvas.fill(Shape().area(outer + inner), tone, SOFT)
    canvas.fill(Shape().oval((x - 1.15 * size, y - 0.62 * size, x - 0.66 * size, y + 0.06 * size)), GREEN)
    canvas.fill(Shape().line([(x - size, y - 0.3 * size), (x - 1.35 * size, y - 0.7 * size)], 0.16 * size), GREEN)


def leaf(canvas: Canvas, centre: Point, size: float, tone: Colour = GREEN) -> None:
    """A leaf with its vein."""
    x, y = centre
    upper = bow([(x - size, y + 0.5 * size), (x - 0.5 * size, y - size), (x + size, y - 0.6 * size)])
    lower = bow([(x + size, y - 0.6 * size), (x + 0.6 * size, y + 0.9 * size), (x - size, y + 0.5 * size)])
    canvas.fill(Shape().area(upper + lower), tone, SOFT)
    canvas.fill(
        Shape().line([(x - 1.2 * size, y + 0.65 * size), (x + 0.7 * size, y - 0.4 * size)], 0.1 * size), lit(tone, 0.4)
    )


def bean(canvas: Canvas, centre: Point, size: float, tone: Colour = BEAN) -> None:
    """A coffee bean."""
    x, y = centre
    canvas.fill(Shape().oval((x - size, y - 0.72 * size, x + size, y + 0.72 * size)), tone, SOFT)
    crease = bow(
        [(x - 0.9 * size, y), (x - 0.2 * size, y - 0.5 * size), (x + 0.2 * size, y + 0.5 * size), (x + 0.9 * size, y)]
    )
    canvas.fill(Shape().line(crease, 0.14 * size), lit(tone, -0.45))


def chip(canvas: Canvas, centre: Point, size: float, tone: Colour = CHIP) -> None:
    """A crisp with a few dark freckles."""
    x, y = centre
    canvas.fill(Shape().oval((x - size, y - 0.86 * size, x + size, y + 0.86 * size)), lit(tone, -0.14))
    canvas.fill(Shape().oval((x - 0.88 * size, y - 0.76 * size, x + 0.88 * size, y + 0.7 * size)), tone, SOFT)
    for angle in (0.4, 2.1, 3.6, 5.2):
        spot = (x + 0.45 * size * math.cos(angle), y + 0.4 * size * math.sin(angle))
        r = 0.09 * size
        canvas.fill(Shape().oval((spot[0] - r, spot[1] - r, spot[0] + r, spot[1] + r)), lit(tone, -0.35))


def drop(canvas: Canvas, centre: Point, size: float, tone: Colour = DROP) -> None:
    """A drop of something good."""
    x, y = centre
    left = bow([(x, y - 1.1 * size), (x - 1.3 * size, y + 0.5 * size), (x - 0.4 * size, y + size), (x, y + size)])
    right = bow([(x, y + size), (x + 0.4 * size, y + size), (x + 1.3 * size, y + 0.5 * size), (x, y - 1.1 * size)])
    canvas.fill(Shape().area(left + right), tone, SOFT)
    canvas.fill(Shape().oval((x - 0.42 * size, y + 0.05 * size, x - 0.14 * size, y + 0.5 * size)), lit(tone, 0.65))


def grain(canvas: Canvas, centre: Point, size: float, tone: Colour = GRAIN) -> None:
    """An ear of rice."""
    x, y = centre
    stalk = bow([(x - 0.6 * size, y + 1.2 * size), (x - 0.2 * size, y), (x + 0.7 * size, y - size)])
    canvas.fill(Shape().line(stalk, 0.12 * size), GREEN)
    for i, (px, py) in enumerate(stalk[8::3]):
        side = 0.34 * size * (1 if i % 2 else -1)
        box = (px + side - 0.2 * size, py - 0.3 * size, px + side + 0.2 * size, py + 0.24 * size)
        canvas.fill(Shape().oval(box), tone, SOFT)


def flower(canvas: Canvas, centre: Point, size: float, tone: Colour = FLOWER) -> None:
    """Five petals."""
    x, y = centre
    for i in range(5):
        angle = i * math.tau / 5 - math.pi / 2
        px, py, r = x + 0.58 * size * math.cos(angle), y + 0.58 * size * math.sin(angle), 0.46 * size
        canvas.fill(Shape().oval((px - r, py - r, px + r, py + r)), tone, SOFT)
    r = 0.3 * size
    canvas.fill(Shape().oval((x - r, y - r, x + r, y + r)), colour("#f0b429"))


def banana(canvas: Canvas, centre: Point, size: float, tone: Colour = BANANA) -> None:
    """One, curved."""
    x, y = centre
    outer = bow([(x - size, y - 0.6 * size), (x - 0.5 * size, y + 1.2 * size), (x + 1.1 * size, y + 0.3 * size)])
    inner = bow([(x + 1.1 * size, y + 0.3 * size), (x, y + 0.5 * size), (x - 0.7 * size, y - 0.65 * size)])
    canvas.fill(Shape().area(outer + inner), tone, SOFT)
    canvas.fill(
        Shape().line([(x - 0.85 * size, y - 0.62 * size), (x - 0.95 * size, y - 0.95 * size)], 0.24 * size),
        colour("#8a6a1e"),
    )


def comb(canvas: Canvas, centre: Point, size: float, tone: Colour = COMB) -> None:
    """Cells of honey."""
    x, y = centre
    for dx, dy in ((0, 0), (0.92, 0.53), (0.92, -0.53), (0, -1.06), (-0.92, -0.53), (-0.92, 0.53)):
        ring = [
            (
                x + size * (dx + 0.5 * math.cos(i * math.pi / 3)) * 0.8,
                y + size * (dy + 0.5 * math.sin(i * math.pi / 3)) * 0.8,
            )
            for i in range(6)
        ]
        canvas.fill(Shape().area(ring), lit(tone, 0.1 * dx), SOFT)


def stick(canvas: Canvas, centre: Point, size: float, tone: Colour = STICK) -> None:
    """A biscuit baked as a stick."""
    x, y = centre
    canvas.fill(Shape().box((x - size, y - 0.45 * size, x + size, y + 0.5 * size), 0.3 * size), lit(tone, -0.12))
    canvas.fill(
        Shape().box((x - 0.95 * size, y - 0.45 * size, x + 0.95 * size, y + 0.3 * size), 0.3 * size), tone, SOFT
    )


def moon(canvas: Canvas, centre: Point, size: float, tone: Colour = MOON) -> None:
    """A biscuit baked as a crescent."""
    x, y = centre
    outer = bow(
        [
            (x - size, y - 0.4 * size),
            (x - 0.7 * size, y + 1.3 * size),
            (x + 0.7 * size, y + 1.3 * size),
            (x + size, y - 0.4 * size),
        ]
    )
    inner = bow(
        [
            (x + size, y - 0.4 * size),
            (x + 0.3 * size, y + 0.35 * size),
            (x - 0.3 * size, y + 0.35 * size),
            (x - size, y - 0.4 * size),
        ]
    )
    canvas.fill(Shape().area(outer + inner), lit(tone, 0.6), SOFT)


MOTIFS: dict[str, Callable[..., None]] = {
    "chilli": chilli, "leaf": leaf, "bean": bean, "chip": chip, "drop": drop, "grain": grain, "flower": flower,
    "banana": banana, "comb": comb, "stick": stick, "moon": moon,
}  # fmt: skip
