"""A CSV or XLSX file as headers and rows of text."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.core.refusal import Refusal

from .columns import guess

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 300 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 100
LONGEST_CELL = 20_000
HEADERS_WITHIN = 10
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Table:
    """Headers and rows; every row has as many cells as there are headers."""

    headers: list[str]
    rows: list[list[str]]


def read(filename: str, content: bytes) -> Table:
    """Read a file by what is in it, not by its name. Raises Refusal with what to do about it; nothing is kept then."""
    if len(content) > MOST_BYTES:
        raise Refusal("File lebih dari 20 MB. Bagi menjadi beberapa file; belum ada yang disimpan.")
    if b"\0" in content[:4096] and not content.startswith((b"PK", *UTF_16)):
        raise Refusal("Ini bukan file CSV atau XLSX. Belum ada yang disimpan.")
    rows = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    filled = [row for row in islice(_cleaned(rows), MOST_ROWS + HEADERS_WITHIN + 1) if any(row)]
    return _table(filled)


def _table(rows: list[list[str]]) -> Table:
    if len(rows) < 2:
        raise Refusal("File ini tidak berisi baris barang. Baris pertama adalah judul kolom, barang di bawahnya.")
    start = _header_row(rows)
    headers = rows[start]
    if len(rows) - start - 1 > MOST_ROWS:
        raise Refusal("File ini lebih dari 50.000 baris. Bagi menjadi beberapa file; belum ada yang disimpan.")
    width = max(len(row) for row in rows[start:])
    names = [name or f"Kolom {i}" for i, name in enumerate(headers + [""] * (width - len(headers)), 1)]
    return Table(names, [row + [""] * (width - len(row)) for row in rows[start + 1 :]])


def _header_row(rows: list[list[str]]) -> int:
    """The first of the top rows that names a name and a price, or else the first about as wide as any.

    Titles above a table are narrower than it.
    """
    top = rows[:HEADERS_WITHIN]
    for i, row in enumerate(top):
        if {"name", "price"} <= guess(row).keys():
            return i
    widths = [sum(1 for cell in row if cell) for row in top]
    return next(i for i, width in enumerate(widths) if width * 2 > max(widths))


def _cleaned(rows: Iterable[Iterable[object]]) -> Iterator[list[str]]:
    for row in rows:
        cells = [_text(cell) for cell in islice(row, MOST_COLUMNS)]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _text(cell: object) -> str:
    """A cell as a person sees it: 25000.0 from a spreadsheet is 25000."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).replace("\0", "").strip()[:LONGEST_CELL]


def _csv(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    sample = text[:4096]
    delimiter = max(",;\t|", key=lambda mark: sample.count(mark))
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise Refusal("File CSV ini rusak di dekat baris yang panjang. Simpan ulang lalu kirim lagi.") from error


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if content.startswith(UTF_16) else "utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _xlsx(content: bytes) -> Iterator[tuple[object, ...]]:
    try:
        _refuse_bomb(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)
    except Refusal:
        raise
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError, SyntaxError) as error:
        raise Refusal("File XLSX ini tidak bisa dibuka. Simpan ulang dari Excel, atau kirim sebagai CSV.") from error


def _refuse_bomb(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            raise Refusal("File ini menjadi terlalu besar bila dibuka. Bagi menjadi beberapa file.")
