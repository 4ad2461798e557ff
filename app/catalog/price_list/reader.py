"""Reading a pasted price list into rows."""

from app.catalog.price_list import doubt
from app.catalog.price_list.assembly import assemble
from app.catalog.price_list.cells import rows_of_table
from app.catalog.price_list.limit import too_long
from app.catalog.price_list.line import line_of
from app.catalog.price_list.numbering import without_numbering
from app.catalog.price_list.options import keep_options
from app.catalog.price_list.row import Row
from app.catalog.price_list.small import keep_names, settle
from app.catalog.price_list.unread import lines_of


def read(text: str) -> list[Row]:
    """Every product and variant a pasted list offers, in its own order. Never raises; what is uncertain says why.

    Reads 200 kB and no more: ask `too_long` first, to say so in a sentence.
    """
    cut = too_long(text)
    text = "\n".join(lines_of(text))
    rows = rows_of_table(text)
    if rows is None:
        rows = _rows_of_lines(text)
    _mark_repeats(rows)
    if cut and rows:
        rows[-1].doubt("name", doubt.LIST_CUT)
    return rows


def _rows_of_lines(text: str) -> list[Row]:
    raw, guessed = without_numbering(text.split("\n"))
    lines = [line_of(number, line) for number, line in enumerate(raw, start=1)]
    for index in guessed:
        for offer in lines[index].reading.offers:
            offer.doubts.append(("name", doubt.NAME_NUMBER))
    keep_names(lines)
    keep_options(lines)
    settle(lines)
    return assemble(lines)


def _mark_repeats(rows: list[Row]) -> None:
    seen: set[tuple[str, str]] = set()
    for row in rows:
        key = (" ".join(row.name.lower().split()), " ".join((row.variant or "").lower().split()))
        if key in seen and row.name:
            row.doubt("name", doubt.NAME_TWICE)
        seen.add(key)
