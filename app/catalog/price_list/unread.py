"""What of a paste made no row."""

import unicodedata
from collections.abc import Sequence

from app.catalog.price_list.limit import within
from app.catalog.price_list.row import Row


def lines_of(text: str) -> list[str]:
    """The lines of what is read of a paste, whatever ends them; a row counts its lines in these, from 1."""
    return within(text).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").split("\n")


def unread(text: str, rows: Sequence[Row]) -> list[tuple[int, str]]:
    """The lines with words that are part of no row, headings apart, each with its number counted from 1."""
    used = {number for row in rows for number in row.lines}
    headings = {_plain(row.category) for row in rows if row.category}
    return [
        (number, line.strip())
        for number, line in enumerate(lines_of(text), start=1)
        if number not in used and _plain(line) and _plain(line) not in headings
    ]


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())
