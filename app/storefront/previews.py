"""The picture that travels with a shared link when there is no photo: name and price, drawn here."""

import io
from functools import lru_cache

from flask import g
from PIL import Image, ImageDraw, ImageFont
from werkzeug.wrappers import Response

from app.catalog import showcase
from app.orders.selection import selections
from app.web.formats import rupiah

from . import page

SIZE = (1200, 630)
EDGE = 80
WIDEST = SIZE[0] - 2 * EDGE
PAPER, INK, SOFT, BRAND = "#ffffff", "#1b222e", "#525864", "#364ab5"


def index() -> Response:
    """The shop's own card."""
    return _png(g.vendor.name, g.vendor.about.split("\n")[0][:120], "")


def show(product_slug: str) -> Response:
    """The card of a published product."""
    product = showcase.at(g.vendor.id, product_slug)
    [selection] = selections(g.vendor.id, [product])
    price = selection.cheapest.variant.price_amount
    return _png(product.name, rupiah(price), g.vendor.name)


def _png(title: str, large: str, small: str) -> Response:
    answer = page.unless_known(draw(title, large.replace("\u00a0", " "), small))
    answer.mimetype = "image/png"
    answer.headers["Cache-Control"] = "public, max-age=86400"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@lru_cache(maxsize=64)
def draw(title: str, large: str, small: str) -> bytes:
    """A card of 1200 by 630 pixels as PNG: a title of at most three lines, one large line, one small line."""
    card = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, SIZE[0], 24), fill=BRAND)
    font = ImageFont.load_default(84)
    top = EDGE + 20
    for line in fold(title, font)[:3]:
        pen.text((EDGE, top), line, font=font, fill=INK)
        top += 100
    pen.text((EDGE, top + 16), fold(large, ImageFont.load_default(64))[0], font=ImageFont.load_default(64), fill=BRAND)
    pen.text((EDGE, SIZE[1] - EDGE - 40), small, font=ImageFont.load_default(40), fill=SOFT)
    file = io.BytesIO()
    card.save(file, "PNG", optimize=True)
    return file.getvalue()


def fold(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> list[str]:
    """Words into lines that fit the card; at least one line."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= WIDEST or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
