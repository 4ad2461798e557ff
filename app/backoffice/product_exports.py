"""The whole catalogue as a file, for Excel and for other shops."""

import csv
import io
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, make_response
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from app.catalog import export
from app.catalog.export import Cell
from app.core import clock
from app.stock import level
from app.web.guards import current_actor

bp = Blueprint("product_exports", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Rows = Iterable[list[Cell]]


@bp.get("/product-exports/products.<format>")
def show(format: str) -> Response:
    """Every variant that is not put aside, in one file."""
    if format not in WRITERS:
        abort(404)
    mimetype, write = WRITERS[format]
    vendor_id = current_actor().vendor_id
    answer = make_response(write(export.table(vendor_id, _stock_of(vendor_id))))
    answer.mimetype = mimetype
    today = datetime.strftime(clock.now().astimezone(clock.JAKARTA), "%Y-%m-%d")
    answer.headers["Content-Disposition"] = f'attachment; filename="produk-{today}.{format}"'
    return answer


def as_csv(rows: Rows) -> bytes:
    """Text with commas, marked as UTF-8 for Excel; no cell can be a formula."""
    out = io.StringIO()
    csv.writer(out).writerows([export.harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Rows) -> bytes:
    """A workbook of one sheet; text stays text, whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Produk")
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WRITERS: dict[str, tuple[str, Callable[[Rows], bytes]]] = {"csv": ("text/csv", as_csv), "xlsx": (XLSX, as_xlsx)}


def _cell(sheet: Any, value: Cell) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(export.DANGEROUS)
    return cell


def _stock_of(vendor_id: UUID) -> export.Stock:
    def stock(variant_ids: Collection[UUID]) -> dict[UUID, int]:
        return {id_: figures.on_hand for id_, figures in level.figures(vendor_id, variant_ids).items()}

    return stock
