"""What comes in glass, plastic and cups: jars, bottles, iced coffee."""

from .canvas import FLAT, ROUND, SOFT, WHITE, Canvas, Colour, Shape, bow, colour, lit
from .motif import MOTIFS
from .packed import CREAM, INK

GLASS = colour("#eef6f4")


def jar(canvas: Canvas, tone: Colour, name: str, motif: str) -> None:
    """A glass jar full of something, with a screw lid in the label's colour."""
    canvas.shadow((18, 82, 88, 94))
    glass = Shape().box((24, 26, 76, 90), 9)
    canvas.fill(glass, GLASS, ROUND)
    inside = Shape().box((27, 34, 73, 87), 7)
    canvas.fill(inside, lit(tone, 0.5), SOFT)
    for row in range(6):
        for i in range(6):
            x, y = 32 + i * 7.6 + (row % 2) * 3.4, 40 + row * 8.6
            if x < 70:
                MOTIFS[motif](canvas, (x, y), 4.3, lit(tone, 0.12 * ((i + 2 * row) % 3)))
    canvas.fill(Shape().box((24, 52, 76, 74)), CREAM, ROUND)
    canvas.fill(Shape().box((24, 53, 76, 54)).box((24, 72, 76, 73)), tone, ROUND)
    canvas.write(name, (50, 62.6), 7, INK, 44)
    canvas.fill(Shape().box((22, 15, 78, 28), 3), lit(tone, -0.25), ROUND)
    for x in range(25, 78, 3):
        canvas.fill(Shape().line([(x, 18.5), (x, 26)], 0.5), lit(tone, -0.4))
    canvas.fill(Shape().box((29, 31, 33, 84), 2), WHITE, FLAT, 0.5)


def sauce(canvas: Canvas, tone: Colour, name: str, motif: str) -> None:
    """A small wide jar of paste."""
    canvas.shadow((20, 80, 86, 92))
    canvas.fill(Shape().box((25, 36, 75, 88), 11), tone, ROUND)
    for x, y in ((33, 46), (44, 42), (58, 47), (67, 43), (38, 82), (54, 84), (66, 80)):
        canvas.fill(Shape().oval((x - 1.6, y - 1.1, x + 1.6, y + 1.1)), lit(tone, 0.35))
    canvas.fill(Shape().box((25, 52, 75, 77)), CREAM, ROUND)
    canvas.write(name, (56, 64.5), 6.5, INK, 34)
    MOTIFS[motif](canvas, (33.5, 64), 4.6)
    canvas.fill(Shape().box((24, 25, 76, 38), 3), colour("#c8a253"), ROUND)
    canvas.fill(Shape().box((24, 33, 76, 34.4)), colour("#a57f35"), ROUND)
    canvas.fill(Shape().box((30, 41, 33, 84), 1.5), WHITE, FLAT, 0.35)


def bottle(canvas: Canvas, tone: Colour, name: str, motif: str) -> None:
    """A tall bottle with a cap."""
    canvas.shadow((26, 84, 80, 94))
    left = bow([(44, 22), (44, 36), (33, 36), (33, 50)])
    right = bow([(67, 50), (67, 36), (56, 36), (56, 22)])
    body = Shape().area(
        [*left, (33, 84), *bow([(33, 86), (34, 91), (50, 91)]), *bow([(50, 91), (66, 91), (67, 86)]), *right]
    )
    canvas.fill(body, tone, ROUND)
    canvas.fill(Shape().box((42.5, 11, 57.5, 23), 2), lit(tone, -0.45), ROUND)
    canvas.fill(Shape().box((41.5, 20, 58.5, 23.5), 1), lit(tone, -0.55), ROUND)
    canvas.fill(Shape().box((33, 50, 67, 78)), CREAM, ROUND)
    canvas.fill(Shape().box((33, 50, 67, 52)).box((33, 76, 67, 78)), lit(tone, -0.2), ROUND)
    canvas.write(name, (50, 59.5), 6, INK, 29)
    MOTIFS[motif](canvas, (50, 70), 4.4)
    canvas.fill(Shape().area([*bow([(37, 44), (36, 60), (37, 86)]), (39.5, 86), (39.5, 44)]), WHITE, FLAT, 0.35)


def cup(canvas: Canvas, tone: Colour, name: str, motif: str) -> None:
    """An iced drink in a clear cup with a straw."""
    canvas.shadow((24, 84, 82, 94))
    canvas.fill(Shape().area([(55, 4), (59, 4), (55, 34), (51, 34)]), colour("#e2574c"), SOFT)
    body = Shape().area([(28, 26), (72, 26), (66, 91), (34, 91)])
    canvas.fill(body, GLASS, ROUND)
    drink = Shape().area([(29.5, 38), (70.5, 38), (65.5, 89), (34.5, 89)])
    canvas.fill(drink, tone, ROUND)
    milk = Shape().area([*bow([(28, 66), (44, 58), (56, 74), (72, 64)]), (66, 92), (34, 92)]).within(drink)
    canvas.fill(milk, lit(tone, 0.55), ROUND)
    for x, y in ((36, 43), (47, 46), (58, 42), (42, 54), (55, 54)):
        canvas.fill(Shape().box((x, y, x + 8, y + 8), 1.6), WHITE, FLAT, 0.3)
    canvas.fill(Shape().oval((37, 56, 63, 82)), CREAM, SOFT)
    canvas.write(name, (50, 66), 5.2, INK, 21)
    MOTIFS[motif](canvas, (50, 75), 3)
    canvas.fill(Shape().box((25, 22, 75, 28), 2.5), lit(GLASS, 0.4), ROUND)
    canvas.fill(Shape().area([(32, 30), (35, 30), (38, 88), (36, 88)]), WHITE, FLAT, 0.45)
