"""What is worn: shirts, scarves, sarongs, bags and caps in patterned cloth."""

from PIL import Image

from .canvas import FLAT, ROUND, SOFT, WHITE, Canvas, Colour, Shape, bow, colour, lit

WOOD = colour("#b98a58")


def shirt(canvas: Canvas, tone: Colour, cloth: Image.Image) -> None:
    """A shirt laid out flat, buttoned, with short sleeves."""
    canvas.shadow((18, 80, 88, 94), 0.2)
    sleeves = Shape().area([(36, 17), (11, 36), (18, 52), (33, 44)]).area([(64, 17), (89, 36), (82, 52), (67, 44)])
    canvas.cover(sleeves, cloth, SOFT)
    body = Shape().area([*bow([(36, 17), (50, 24), (64, 17)]), (70, 24), (69, 88), (31, 88), (30, 24)])
    canvas.cover(body, cloth, ROUND)
    canvas.fill(Shape().area([(31, 86), (69, 86), (69, 88), (31, 88)]), BLACKISH, FLAT, 0.25)
    canvas.fill(Shape().box((48.2, 24, 51.8, 88)), lit(tone, -0.2), FLAT, 0.6)
    for y in range(32, 86, 11):
        canvas.fill(Shape().oval((49, y, 51, y + 2)), lit(tone, 0.75))
    canvas.fill(Shape().area([(36, 17), (42, 14), (50, 25), (44, 32)]), lit(tone, 0.06), SOFT)
    canvas.fill(Shape().area([(64, 17), (58, 14), (50, 25), (56, 32)]), lit(tone, -0.08), SOFT)
    canvas.fill(Shape().area([*bow([(42, 14), (50, 17), (58, 14)]), (50, 25)]), lit(tone, -0.5))
    canvas.fill(Shape().line([(33, 44), (30, 24)], 0.5).line([(67, 44), (70, 24)], 0.5), BLACKISH, FLAT, 0.3)


def scarf(canvas: Canvas, tone: Colour, cloth: Image.Image) -> None:
    """A scarf hanging over a wooden bar in soft folds."""
    canvas.fill(Shape().box((12, 17, 88, 20.4), 1.7), WOOD, SOFT)
    canvas.shadow((20, 86, 84, 94), 0.16)
    for x, width, bottom, light in ((26, 24, 84, -0.12), (40, 24, 90, 0.06), (54, 22, 82, -0.04)):
        edge = bow([(x + width, bottom - 3), (x + width / 2, bottom + 5), (x, bottom)])
        fold = Shape().area([(x + 2, 15), (x + width - 1, 15), *edge])
        canvas.cover(fold, cloth, tuple((at, value + light) for at, value in ROUND))
        for tassel in range(6):
            tx = x + 1.5 + tassel * (width - 3) / 5
            canvas.fill(Shape().line([(tx, bottom - 1), (tx, bottom + 4.5)], 0.5), lit(tone, 0.2))
    canvas.fill(Shape().box((25, 13.6, 77, 17.6), 2), lit(tone, 0.15), ROUND)


def folded(canvas: Canvas, tone: Colour, cloth: Image.Image) -> None:
    """Three pieces folded and stacked, tied with a band."""
    canvas.shadow((10, 74, 94, 92))
    for i, light in enumerate((-0.2, 0.25, 0.0)):
        y = 68 - i * 17
        canvas.fill(Shape().box((15 + i, y, 85 - i, y + 16), 7), lit(tone, light), SOFT)
        canvas.fill(Shape().line([(24 + i, y + 8), (84 - i, y + 8)], 0.5), BLACKISH, FLAT, 0.2)
    top = Shape().area([(17, 38), (28, 19), (76, 19), (83, 38)])
    canvas.cover(top, cloth, SOFT)
    front = Shape().box((17, 34, 83, 52), 6)
    canvas.cover(front, cloth, ROUND)
    canvas.fill(Shape().box((44, 19, 55, 84)), colour("#f6ecd9"), SOFT)
    canvas.fill(Shape().oval((43, 42, 56, 55)), lit(tone, -0.3), SOFT)
    canvas.fill(Shape().oval((45, 44, 54, 53)), colour("#f6ecd9"))


def tote(canvas: Canvas, tone: Colour, cloth: Image.Image) -> None:
    """A carrier bag of canvas with a patterned pocket."""
    canvas.shadow((18, 80, 86, 93))
    handle = bow([(36, 36), (36, 4), (64, 4), (64, 36)])
    canvas.fill(Shape().line(handle, 2.8), lit(tone, -0.25), SOFT)
    canvas.fill(Shape().area([(22, 34), (78, 34), (82, 88), (18, 88)]), colour("#efe4cf"), ROUND)
    canvas.cover(Shape().area([(20.5, 52), (79.5, 52), (82, 88), (18, 88)]), cloth, ROUND)
    canvas.fill(Shape().line([(20.6, 52), (79.4, 52)], 0.8), lit(tone, -0.3))
    canvas.fill(Shape().box((34, 33, 38, 42), 0.6).box((62, 33, 66, 42), 0.6), lit(tone, -0.25))


def peci(canvas: Canvas, tone: Colour, cloth: Image.Image) -> None:
    """A cap with a patterned band."""
    canvas.shadow((16, 68, 88, 84))
    canvas.fill(Shape().area([(20, 42), (80, 42), (84, 72), (16, 72)]).oval((16, 64, 84, 80)), tone, ROUND)
    canvas.cover(
        Shape().area([*bow([(18, 56), (50, 64), (82, 56)]), *bow([(83.5, 69), (50, 79), (16.5, 69)])]), cloth, ROUND
    )
    canvas.fill(Shape().oval((20, 32, 80, 52)), lit(tone, 0.12), SOFT)
    canvas.fill(Shape().line(bow([(24, 42), (50, 46), (76, 42)]), 0.6), WHITE, FLAT, 0.25)


BLACKISH = colour("#1c1410")
