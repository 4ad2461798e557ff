"""A paste that is a table: cells copied from a spreadsheet, or CSV text."""

import csv
import io
import re
from dataclasses import dataclass

from app.catalog.price_list import column
from app.catalog.price_list.table_row import TableRow

_FEW = 2
_WIDE = re.compile(r" {2,}")


@dataclass(slots=True)
class Table:
    """Rows of cells, each with the line it began on."""

    grid: list[list[str]]
    lines: list[int]


def rows_of_table(text: str):  # type: ignore[no-untyped-def]
    """The rows of a paste that is a table; None when it is not one."""
    for delimiter in ("\t", ";", "|", ","):
        if text.count(delimiter) < _FEW:
            continue
        table = _cut(text, delimiter)
        found = _titled(table)
        if found is not None:
            return _rows(table, *found)
        if delimiter in "\t;," and _even(table, delimiter):
            roles = column.roles_by_look([row for row in table.grid if len(row) > 1])
            if roles:
                return _rows(table, roles, 0)
    return _aligned(text)


def _aligned(text: str):  # type: ignore[no-untyped-def]
    """Columns set with spaces below titles that are set the same way."""
    head = text[:2000].split("\n")[:12]
    if not any(column.is_titles(_WIDE.split(line.strip())) for line in head):
        return None
    table = _cut("\n".join(_WIDE.sub("\t", line.strip()) for line in text.split("\n")), "\t")
    found = _titled(table)
    return _rows(table, *found) if found is not None else None


def _cut(text: str, delimiter: str) -> Table:
    """Split into cells. A quoted cell may hold line ends; a stray quote mark does not swallow the rest."""
    try:
        return _cut_quoted(text, delimiter)
    except csv.Error:
        pairs = [(number, line.split(delimiter)) for number, line in enumerate(text.split("\n"), 1)]
    return Table([cells for _, cells in pairs], [number for number, _ in pairs])


def _cut_quoted(text: str, delimiter: str) -> Table:
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    table, start = Table([], []), 1
    for cells in reader:
        if delimiter == "|":
            cells = [cell.strip() for cell in cells]
            cells = cells[1:] if cells and not cells[0] else cells
        table.grid.append(cells)
        table.lines.append(start)
        start = reader.line_num + 1
    return table


def _titled(table: Table) -> tuple[list[str], int] | None:
    """The roles and place of a row of titles, looked for in the first rows."""
    for place, cells in enumerate(table.grid[:12]):
        if len(cells) > 1 and column.is_titles(cells):
            rest = table.grid[place + 1 :]
            filled = [row for row in rest if any(cell.strip() for cell in row)]
            if filled and sum(len(row) > 1 for row in filled) * 2 >= len(filled):
                return column.roles_by_title(cells), place + 1
    return None


def _even(table: Table, delimiter: str) -> bool:
    """Whether lines without titles are cells all the same: most have as many as each other."""
    filled = [row for row in table.grid if any(cell.strip() for cell in row)]
    if not filled or (len(filled) < _FEW and delimiter != "\t"):
        return False
    widths = [len(row) for row in filled]
    usual = max(set(widths), key=widths.count)
    if delimiter == ",":
        spaced = sum(cell.startswith(" ") for row in filled for cell in row[1:])
        return usual >= 3 and widths.count(usual) >= 0.9 * len(widths) and spaced == 0
    return usual > 1 and sum(width > 1 for width in widths) >= 0.6 * len(widths)


def _rows(table: Table, roles: list[str], start: int):  # type: ignore[no-untyped-def]
    reading = TableRow(roles)
    rows = []
    for cells, line in zip(table.grid[start:], table.lines[start:], strict=True):
        row = reading.read([" ".join(cell.split()) for cell in cells], line)
        if row is not None:
            rows.append(row)
    return reading.scaled(rows)
