"""A square sheet measured from 0 to 100 in both directions, on which shaded shapes are laid one over another."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

SIZE = 540
SHARPNESS = 2
SIDE = SIZE * SHARPNESS
UNIT = SIDE / 100

Colour = tuple[int, int, int]
Point = tuple[float, float]
Box = tuple[float, float, float, float]

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
ROUND = ((0.0, -0.22), (0.16, 0.02), (0.3, 0.16), (0.46, 0.02), (0.8, -0.14), (1.0, -0.3))
SOFT = ((0.0, -0.06), (0.35, 0.08), (1.0, -0.1))
FLAT = ((0.0, 0.0), (1.0, 0.0))
"""Light from left to right: how far a colour goes towards white (above 0) or black (below 0) at a part of the width."""


def colour(hex_: str) -> Colour:
    """ "#aabbcc" as three numbers."""
    return int(hex_[1:3], 16), int(hex_[3:5], 16), int(hex_[5:7], 16)


def mix(one: Colour, other: Colour, part: float) -> Colour:
    """A part of the way from one colour to another."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def lit(tone: Colour, light: float) -> Colour:
    """The colour in more light, or in shade."""
    return mix(tone, WHITE, light) if light >= 0 else mix(tone, BLACK, -light)


class Shape:
    """A mask that grows by what is drawn into it and shrinks by what is cut out."""

    def __init__(self) -> None:
        self.mask = Image.new("L", (SIDE, SIDE), 0)
        self.draw = ImageDraw.Draw(self.mask)

    def box(self, box: Box, radius: float = 0, fill: int = 255) -> "Shape":
        """A rectangle with round corners."""
        self.draw.rounded_rectangle([v * UNIT for v in box], radius * UNIT, fill)
        return self

    def oval(self, box: Box, fill: int = 255) -> "Shape":
        """An ellipse."""
        self.draw.ellipse([v * UNIT for v in box], fill)
        return self

    def area(self, points: Sequence[Point], fill: int = 255) -> "Shape":
        """A polygon."""
        self.draw.polygon([(x * UNIT, y * UNIT) for x, y in points], fill)
        return self

    def line(self, points: Sequence[Point], width: float, fill: int = 255) -> "Shape":
        """A stroke with round joints."""
        self.draw.line([(x * UNIT, y * UNIT) for x, y in points], fill, round(width * UNIT), "curve")
        return self

    def within(self, other: "Shape") -> "Shape":
        """Only what lies in both."""
        self.mask = ImageChops.multiply(self.mask, other.mask)
        self.draw = ImageDraw.Draw(self.mask)
        return self


def bow(points: Sequence[Point], steps: int = 24) -> list[Point]:
    """A curve of Bézier through three or four points, as a polygon's edge."""
    return [_at(points, i / steps) for i in range(steps + 1)]


def _at(points: Sequence[Point], t: float) -> Point:
    while len(points) > 1:
        pairs = pairwise(points)
        points = [(ax + (bx - ax) * t, ay + (by - ay) * t) for (ax, ay), (bx, by) in pairs]
    return points[0]


class Canvas:
    """The sheet. Later shapes lie over earlier ones."""

    def __init__(self, ground: Colour):
        top, bottom = lit(ground, 0.25), lit(ground, -0.04)
        column = Image.new("RGB", (1, 2))
        column.putdata([top, bottom])
        self.image = column.resize((SIDE, SIDE), Image.Resampling.BILINEAR)

    def fill(
        self, shape: Shape, tone: Colour, light: Sequence[tuple[float, float]] = FLAT, strength: float = 1
    ) -> None:
        """Lay a shape in one colour, lit along its width; strength below 1 lets what lies under show through."""
        if bounds := shape.mask.getbbox():
            mask = shape.mask.crop(bounds)
            if strength < 1:
                mask = mask.point(lambda value: int(value * strength))
            self.image.paste(_lit_sheet(tone, light).resize(mask.size, Image.Resampling.BILINEAR), bounds, mask)

    def cover(self, shape: Shape, cloth: Image.Image, light: Sequence[tuple[float, float]] = FLAT) -> None:
        """Lay a shape of patterned cloth, lit along its width."""
        if bounds := shape.mask.getbbox():
            size = (bounds[2] - bounds[0], bounds[3] - bounds[1])
            shade = _lit_sheet((215, 215, 215), light).resize(size, Image.Resampling.BILINEAR)
            lit_cloth = ImageChops.multiply(cloth.crop((0, 0, *size)), shade)
            self.image.paste(Image.blend(cloth.crop((0, 0, *size)), lit_cloth, 0.7), bounds, shape.mask.crop(bounds))

    def shadow(self, box: Box, strength: float = 0.28, blur: float = 2.2) -> None:
        """The soft shade of something that stands on the table."""
        few = SIDE // 6
        soft = Image.new("L", (few, few), 0)
        ImageDraw.Draw(soft).ellipse([v * few / 100 for v in box], int(255 * strength))
        soft = soft.filter(ImageFilter.GaussianBlur(blur * few / 100)).resize((SIDE, SIDE), Image.Resampling.BILINEAR)
        self.image.paste(BLACK, (0, 0, SIDE, SIDE), soft)

    def write(self, text: str, centre: Point, size: float, tone: Colour, width: float, bold: float = 0.22) -> None:
        """Words around a centre, made smaller until no line is wider than `width`."""
        draw = ImageDraw.Draw(self.image)
        font = _font(size)
        while size > 1.5 and draw.multiline_textbbox((0, 0), text, font, align="center")[2] > width * UNIT:
            size *= 0.94
            font = _font(size)
        draw.multiline_text(
            (centre[0] * UNIT, centre[1] * UNIT),
            text,
            tone,
            font,
            anchor="mm",
            align="center",
            spacing=size * UNIT * 0.18,
            stroke_width=bold * size * UNIT * 0.11,
        )

    def finished(self) -> Image.Image:
        """The picture at its real size."""
        return self.image.resize((SIZE, SIZE), Image.Resampling.LANCZOS)


def _font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size * UNIT)


def _lit_sheet(tone: Colour, light: Sequence[tuple[float, float]]) -> Image.Image:
    row = Image.new("RGB", (64, 1))
    row.putdata([lit(tone, _light_at(light, i / 63)) for i in range(64)])
    return row


def _light_at(light: Sequence[tuple[float, float]], where: float) -> float:
    for (x0, y0), (x1, y1) in pairwise(light):
        if where <= x1:
            return y0 + (y1 - y0) * ((where - x0) / (x1 - x0) if x1 > x0 else 0)
    return light[-1][1]


Artist = Callable[[Canvas], None]
