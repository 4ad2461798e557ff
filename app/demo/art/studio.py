"""One picture of a product by the kind of thing it is."""

import io
from dataclasses import dataclass

from . import packed, pattern, poured, worn
from .canvas import Canvas, Shape, colour, lit

PACKED = {
    "pouch": packed.pouch, "sack": packed.sack, "box": packed.box, "packet": packed.packet, "tin": packed.tin,
    "eggs": packed.eggs, "jar": poured.jar, "sauce": poured.sauce, "bottle": poured.bottle, "cup": poured.cup,
}  # fmt: skip
WORN = {"shirt": worn.shirt, "scarf": worn.scarf, "folded": worn.folded, "tote": worn.tote, "peci": worn.peci}


@dataclass(frozen=True)
class Look:
    """What to draw: the kind of thing, its colour, the ground behind it, and a motif or a cloth's pattern and ink."""

    kind: str
    tone: str
    ground: str
    motif: str
    words: str = ""
    ink: str = "#f3e3c0"


def photograph(look: Look) -> bytes:
    """A JPEG of it: the same look gives the same picture."""
    ground, tone = colour(look.ground), colour(look.tone)
    canvas = Canvas(ground)
    canvas.fill(Shape().oval((9, 4, 91, 86)), lit(ground, 0.45))
    canvas.fill(Shape().box((0, 83, 100, 100)), lit(ground, -0.07))
    if look.kind in WORN:
        WORN[look.kind](canvas, tone, pattern.sheet(look.motif, tone, colour(look.ink)))
    else:
        PACKED[look.kind](canvas, tone, look.words, look.motif)
    out = io.BytesIO()
    canvas.finished().save(out, "JPEG", quality=90)
    return out.getvalue()
