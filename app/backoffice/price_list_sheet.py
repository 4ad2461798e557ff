"""The sheet between pasting and publishing: every row as it is typed now, with what is doubtful or wrong in it."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import g, request
from flask_babel import gettext as _

from app.catalog import price_list
from app.catalog.price_list import Row
from app.catalog.price_list.doubt import REASONS
from app.catalog.price_list.row import PREORDER, SOLD_OUT
from app.core.ids import new_id
from app.core.refusal import Refusal
from app.imports import publishing
from app.imports.pasted_row import FIELDS, PastedRow
from app.web.errors import translated

EXAMPLE = """Keripik Singkong
- original 250g 15rb stok 10
- pedas 250g 16rb

Bakso urat ..... 20.000 (habis)
Kue lapis @45rb PO"""
DOUBTED = ("name", "variant", "price", "stock")


@dataclass
class SheetRow:
    """One row on the sheet. A doubt holds as long as its cell says what the reader read."""

    cells: PastedRow
    doubts: list[list[Any]] = field(default_factory=list)  # [field, place among REASONS, the cell as read]
    is_there: bool = False

    @property
    def notes(self) -> dict[str, str]:
        """Sentence by field: what is wrong first, else what is doubtful."""
        found: dict[str, str] = {}
        for name, place, read in self.doubts:
            if getattr(self.cells, name) == read:
                found.setdefault(name, _(REASONS[place]))
        return found | self.errors

    @property
    def errors(self) -> dict[str, str]:
        """The sentence of the cell that cannot be published."""
        refusal = self.cells.refusal
        if refusal is None:
            return {}
        return {refusal.field if refusal.field in FIELDS else "name": translated(refusal)}

    @property
    def memory(self) -> str:
        """The doubts as a hidden field carries them."""
        return json.dumps(self.doubts, separators=(",", ":"))


@dataclass
class Sheet:
    """What the page shows."""

    rows: list[SheetRow]
    key: UUID
    updates: bool = False
    unread: list[str] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        """How many rows should be looked at."""
        return sum(bool(row.notes) for row in self.rows)

    @property
    def first_waiting(self) -> int:
        """Where the first of them is, counted from 1; 0 when there is none."""
        return next((place for place, row in enumerate(self.rows, 1) if row.notes), 0)

    @property
    def there(self) -> int:
        """How many rows are goods that exist already."""
        return sum(row.is_there for row in self.rows)

    def marked(self) -> "Sheet":
        """The same sheet, with what exists already pointed out."""
        known = publishing.already_there(g.vendor.id, [row.cells for row in self.rows])
        for row, is_there in zip(self.rows, known, strict=True):
            row.is_there = is_there
        return self


def of_text(text: str) -> Sheet:
    """The sheet a paste makes. Raises Refusal for one too long, or one without any goods."""
    if price_list.too_long(text):
        raise Refusal(price_list.TOO_LONG, field="text")
    read = price_list.read(text)
    if not read:
        raise Refusal("Tidak ada barang yang terbaca. Tulis satu barang dan harganya di tiap baris.", field="text")
    if len(read) > publishing.MOST:
        raise Refusal(
            "Satu daftar paling banyak %(most)s baris. Bagi daftar Anda menjadi dua.",
            field="text",
            most=publishing.MOST,
        )
    return Sheet([_row(row) for row in read], new_id(), unread=[line for _, line in price_list.unread(text, read)])


def sent() -> Sheet:
    """The sheet as the form carries it. Blank rows are kept: somebody may be about to fill them."""
    columns = [request.form.getlist(name) for name in FIELDS]
    cells = [PastedRow(*words) for words in zip(*columns, strict=False)]
    memories = request.form.getlist("doubts")
    rows = [SheetRow(row, _doubts(memories[i] if i < len(memories) else "")) for i, row in enumerate(cells)]
    return Sheet(rows, request.form.get("key", type=UUID) or new_id(), bool(request.form.get("updates")))


def _row(row: Row) -> SheetRow:
    price = "" if row.price is None else f"{row.price:,}".replace(",", ".")
    cells = PastedRow(row.name, row.variant or "", price, _stock_words(row), row.category or "")
    doubts = [[name, REASONS.index(reason), getattr(cells, name)] for name, reason in row.doubts if name in DOUBTED]
    return SheetRow(cells, doubts)


def _stock_words(row: Row) -> str:
    if row.availability == SOLD_OUT:
        return _("habis")
    if row.stock is not None:
        return str(row.stock)
    return "PO" if row.availability == PREORDER else ""


def _doubts(memory: str) -> list[list[Any]]:
    """What the reader doubted, out of a field that anybody may have written."""
    try:
        return [
            [name, place, str(read)]
            for name, place, read in json.loads(memory or "[]")
            if name in DOUBTED and isinstance(place, int) and 0 <= place < len(REASONS)
        ]
    except (ValueError, TypeError):
        return []
