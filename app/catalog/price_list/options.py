"""A name, what it comes in, one price for all: in three lines, `Lip cream`, `Candy / Mauve / Plum`, `Rp 47.000`.

Where it is not sure that they are options, one choice stands for all: the product then says that some are left.
"""

import re

from app.catalog.price_list.choice import Choice
from app.catalog.price_list.line import CHOICES, FACT, NAME, PRICE, Line

_DIVIDED = re.compile(r"\s*[/|•·]\s*")
_NAMES = re.compile(r"[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?(?:, ?[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?){1,20}")
_LEAST, _LONGEST = 3, 3  # options at least, words in one at most


def keep_options(lines: list[Line]) -> None:
    """See such lines between a name and its price as variants."""
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        if above.kind == NAME and line.kind in {NAME, FACT} and below.kind == PRICE:
            options = _DIVIDED.split(line.text.strip())
            if len(options) > 1 and all(0 < len(option.split()) <= _LONGEST for option in options):
                whole = len(options) >= _LEAST
                line.kind, line.label = CHOICES, "varian"
                line.choices = [Choice(option) for option in options] if whole else [Choice(line.text)]
            elif _NAMES.fullmatch(line.text.strip()):
                line.kind, line.label, line.choices = CHOICES, "varian", [Choice(line.text)]
