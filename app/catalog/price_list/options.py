"""A name, what it comes in, one price for all: in three lines, `Lip cream`, `Candy / Mauve / Plum`, `Rp 47.000`."""

import re

from app.catalog.price_list.choice import Choice
from app.catalog.price_list.line import CHOICES, FACT, NAME, PRICE, Line

_DIVIDED = re.compile(r"\s*[/|•·]\s*")
_LEAST, _LONGEST = 3, 3  # options at least, words in one at most


def keep_options(lines: list[Line]) -> None:
    """See such lines between a name and its price as variants."""
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        if above.kind == NAME and line.kind in {NAME, FACT} and below.kind == PRICE:
            options = _DIVIDED.split(line.text.strip())
            if len(options) >= _LEAST and all(0 < len(option.split()) <= _LONGEST for option in options):
                line.kind, line.label = CHOICES, "varian"
                line.choices = [Choice(option) for option in options]
