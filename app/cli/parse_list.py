"""Read a pasted price list (WhatsApp, spreadsheet cells, CSV) and show the rows it makes. Saves nothing."""

import json
from typing import IO

import click

from app.catalog.price_list import LIMIT, TOO_LONG, Row, read, too_long, unread

MOST_SHOWN = 20


@click.command("parse-list")
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Rows as JSON: name, variant, price in rupiah, stock, doubt.")
def parse_list(file: IO[bytes], *, as_json: bool) -> None:
    """Read FILE (- for standard input) as a vendor would paste it.

    Exit status 2 and a sentence when the list is too long.
    """
    text = file.read(LIMIT * 2).decode("utf-8-sig", "replace")
    if too_long(text):
        raise click.UsageError(TOO_LONG)
    rows = read(text)
    if as_json:
        click.echo(json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join([table(rows), *left_over([number for number, _ in unread(text, rows)])]))


def table(rows: list[Row]) -> str:
    """The rows for a person: columns in line, doubts marked, a count at the end."""
    if not rows:
        return "Tidak ada produk yang terbaca."
    cells = [_cells(row) for row in rows]
    titles = ["Nama", "Varian", "Harga", "Stok", "Perlu dicek"]
    widths = [min(max(len(line[i]) for line in [titles, *cells]), 40) for i in range(4)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[4]]).rstrip()
        for line in [titles, *cells]
    ]
    doubtful = sum(row.reason is not None for row in rows)
    return "\n".join([*lines, "", f"{len(rows)} baris, {doubtful} perlu dicek."])


def left_over(numbers: list[int]) -> list[str]:
    """How many lines with words were not read as products, and which ones; nothing where every line was."""
    if not numbers:
        return []
    shown = ", ".join(map(str, numbers[:MOST_SHOWN])) + (", ..." if len(numbers) > MOST_SHOWN else "")
    return [f"{len(numbers)} baris lain tidak dibaca sebagai produk: baris {shown}."]


def _cells(row: Row) -> list[str]:
    said = {"sold_out": "habis", "preorder": "PO"}
    price = "-" if row.price is None else f"{row.price:,}".replace(",", ".")
    stock = said.get(row.availability) or ("" if row.stock is None else str(row.stock))
    return [row.name, row.variant or "", price, stock, f"? {row.reason}" if row.reason else ""]
