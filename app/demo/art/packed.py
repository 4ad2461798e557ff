"""Food in bags, boxes, sacks, tins and trays."""

import math

from .canvas import FLAT, ROUND, SOFT, WHITE, Canvas, Colour, Shape, bow, colour, lit, mix
from .motif import MOTIFS

CREAM = colour("#fff8ea")
INK = colour("#3a2a1e")


def pouch(canvas: Canvas, tone: Colour, name: str, motif: str) -> None:
    """A bag that stands by itself, with a crimped top."""
    canvas.shadow((22, 82, 84, 94))
    left = bow([(25, 16), (28, 40), (20, 70), (24, 87)])
    right = bow([(76, 87), (80, 70), (72, 40), (75, 16)])
    body = Shape().area([*left, *bow([(24, 87), (50, 92), (76, 87)]), *right])
    canvas.fill(body, tone, ROUND)
    canvas.fill(Shape().box((25, 14, 75, 21), 1), lit(tone, -0.12), ROUND)
    for x in range(27, 75, 3):
        canvas.fill(Shape().line([(x, 14.6), (x, 20.4)], 0.5), lit(tone, 0.12))
    canvas.fill(Shape().oval((48, 15.6, 52, 19.6)), lit(tone, -0.4))
    band = Shape().area([*bow([(20, 33), (50, 37), (80, 33)]), *bow([(80, 55), (50, 59), (20, 55)])]).within(body)
    canvas.fill(band, CREAM, SOFT)
    canvas.write(name, (50, 45.5), 7, INK, 43)
    canvas.fill(Shape().oval((36, 60, 64, 85)), lit(tone, 0.3), SOFT)
    for x, y, size in ((50, 72, 8.4), (31, 77, 4.4), (69, 77, 4.4)):
        MOTIFS[motif](canvas, (x, y), size)
    canvas.fill(
        Shape().area([*bow([(31, 22), (33, 50), (28, 84)]), *bow([(31, 84), (36, 50), (34, 22)])]), WHITE, FLAT, 0.25
    )


def sack(canvas: Canvas, tone: Colour, name: str, motif: str) -> None:
    """A woven sack, sewn at the top."""
    canvas.shadow((16, 80, 90, 95))
    body = Shape().area(
        [
            *bow([(24, 14), (16, 45), (20, 88)]),
            *bow([(20, 88), (50, 93), (80, 88)]),
            *bow([(80, 88), (84, 45), (76, 14)]),
        ]
    )
    canvas.fill(body, CREAM, ROUND)
    canvas.fill(Shape().box((23, 12, 77, 18), 1), lit(CREAM, -0.1), ROUND)
    canvas.fill(Shape().line([(24, 16.2), (76, 16.2)], 0.7), tone)
    for y in (24, 82):
        canvas.fill(Shape().box((15, y, 85, y + 3.4)).within(body), tone, ROUND)
    canvas.fill(Shape().oval((31, 27, 69, 65)), tone, SOFT)
    canvas.fill(Shape().oval((33, 29, 67, 63)), lit(tone, 0.85))
    MOTIFS[motif](canvas, (50, 46), 12)
    canvas.write(name, (50, 72.5), 7, lit(tone, -0.25), 52)


def box(canvas: Canvas, tone: Colour, name: str, motif: str) -> None:
    """A carton seen from the corner."""
    canvas.shadow((14, 78, 92, 92))
    canvas.fill(Shape().area([(20, 32), (64, 32), (80, 24), (36, 24)]), lit(tone, 0.3))
    canvas.fill(Shape().area([(64, 32), (80, 24), (80, 78), (64, 87)]), lit(tone, -0.28))
    front = Shape().area([(20, 32), (64, 32), (64, 87), (20, 87)])
    canvas.fill(front, tone, SOFT)
    canvas.fill(Shape().box((24, 37, 60, 57), 2), CREAM)
    canvas.write(name, (42, 47), 6.5, INK, 31)
    MOTIFS[motif](canvas, (42, 71), 9)
    canvas.fill(Shape().box((20, 83, 64, 87)), lit(tone, -0.2))


def packet(canvas: Canvas, tone: Colour, name: str, motif: str) -> None:
    """A flat sachet with zigzag ends."""
    canvas.shadow((12, 72, 92, 86))
    top = [(14 + i * 1.8, 27 + (i % 2) * 1.4) for i in range(41)]
    bottom = [(86 - i * 1.8, 78 + (i % 2) * 1.4) for i in range(41)]
    body = Shape().area([*top, *bow([(86, 27), (84, 52), (86, 78)]), *bottom, *bow([(14, 78), (16, 52), (14, 27)])])
    canvas.fill(body, tone, ROUND)
    for y in (29, 75):
        canvas.fill(Shape().box((14, y, 86, y + 2)).within(body), lit(tone, -0.15), ROUND)
    canvas.fill(Shape().oval((48, 38, 84, 72)), lit(tone, 0.25))
    canvas.fill(Shape().oval((51, 41, 81, 69)), CREAM, SOFT)
    for i in range(7):
        wave = [(54 + t * 2.4, 47 + i * 2.6 + 1.1 * math.sin(t * 1.7 + i)) for t in range(11)]
        canvas.fill(Shape().line(wave, 1.4), colour("#edb944"))
    MOTIFS[motif](canvas, (69, 50), 4.5)
    canvas.write(name, (32, 52), 7, WHITE, 30)


def tin(canvas: Canvas, tone: Colour, name: str, motif: str) -> None:
    """A tin with a metal rim."""
    canvas.shadow((20, 80, 86, 93))
    metal = colour("#c9cdd2")
    canvas.fill(Shape().box((27, 26, 73, 84)).oval((27, 77, 73, 91)), tone, ROUND)
    canvas.fill(
        Shape().box((27, 78, 73, 81)).oval((27, 76, 73, 90)).within(Shape().box((0, 80, 100, 100))), metal, ROUND
    )
    canvas.fill(Shape().oval((27, 19, 73, 33)), metal, ROUND)
    canvas.fill(Shape().oval((30, 21, 70, 31)), lit(metal, 0.35), SOFT)
    band = Shape().area([*bow([(27, 40), (50, 46), (73, 40)]), *bow([(73, 60), (50, 66), (27, 60)])])
    canvas.fill(band, CREAM, SOFT)
    canvas.write(name, (50, 53), 6.5, INK, 38)
    MOTIFS[motif](canvas, (50, 72), 6)


def eggs(canvas: Canvas, tone: Colour, name: str, motif: str) -> None:
    """A tray of eggs and a word."""
    canvas.shadow((10, 70, 94, 88))
    shell = colour("#d99a6c")
    for row, y in enumerate((40, 50, 60)):
        for i in range(5):
            x = 22 + i * 14 + row * 0.6 - 0.6
            canvas.fill(
                Shape().oval((x - 6.4, y - 9, x + 6.4, y + 8)), lit(shell, -0.06 + 0.05 * ((i + row) % 3)), ROUND
            )
        canvas.fill(Shape().box((12 - row, y + 3, 88 + row, y + 12), 3), mix(tone, INK, 0.12 - row * 0.05), SOFT)
    canvas.fill(Shape().box((10, 66, 90, 82), 4), tone, SOFT)
    canvas.write(name, (50, 73.6), 7, INK, 70)
    MOTIFS[motif](canvas, (82, 24), 6)
