"""One row of a table as a row of the list."""

from app.catalog.price_list import doubt
from app.catalog.price_list.column import CATEGORY, NAME, PRICE, PROMO, STOCK, VARIANT, is_titles
from app.catalog.price_list.line import ITEM, line_of
from app.catalog.price_list.mark import undress
from app.catalog.price_list.price import Price, read_price
from app.catalog.price_list.reading import read_line
from app.catalog.price_list.row import COUNTED, READY, Row
from app.catalog.price_list.stock_word import read_stock
from app.catalog.price_list.tidy import tidy

_TOTALS = {"total", "jumlah", "subtotal", "grand total", "sub total"}


class TableRow:
    """Reads rows one after another: an empty name repeats the one above, as merged cells do."""

    def __init__(self, roles: list[str]) -> None:
        self.roles = roles
        self.name: str | None = None
        self.category: str | None = None
        self.small: list[tuple[Row, Price]] = []

    def read(self, cells: list[str], line: int) -> Row | None:
        """The row these cells make; None for an empty one, a heading, a repeat of the titles or a sum."""
        said = dict.fromkeys((NAME, VARIANT, PRICE, PROMO, STOCK, CATEGORY), "")
        for role, cell in zip(self.roles, cells, strict=False):
            if role == VARIANT and said[VARIANT] and cell:
                said[VARIANT] += " " + cell
            elif role in said and not said[role]:
                said[role] = cell
        filled = [cell for cell in cells if cell]
        other = _cut_otherwise(filled[0], len(self.roles)) if len(filled) == 1 and len(self.roles) > 1 else None
        if other:
            return self.read(other, line)
        if not any(c.isalnum() for cell in filled for c in cell) or is_titles(cells) or said[NAME].lower() in _TOTALS:
            return None
        if len(filled) == 1:
            return self._lone(filled[0], line)
        return self._row(said, line)

    def _lone(self, cell: str, line: int) -> Row | None:
        """A row with one cell: a heading, talk around the table, or a line that says it all."""
        looked = line_of(line, cell)
        if looked.kind == "name":
            self.category, self.name = looked.name, None
        if looked.kind != ITEM or looked.reading.small:
            return None
        return self._row({NAME: cell, VARIANT: "", PRICE: "", PROMO: "", STOCK: "", CATEGORY: ""}, line)

    def _row(self, said: dict[str, str], line: int) -> Row:
        name = tidy(undress(said[NAME]).text)
        row = Row(name or self.name or "", tidy(undress(said[VARIANT]).text) or None, lines=[line])
        row.category = said[CATEGORY] or self.category
        if not row.name:
            row.doubt("name", doubt.NAME_MISSING)
        self.name = row.name or None
        self._price(row, said)
        self._stock(row, said[STOCK])
        return row

    def _price(self, row: Row, said: dict[str, str]) -> None:
        price = self._read(row, said[PROMO]) or self._read(row, said[PRICE])
        if price is None and not said[PRICE]:
            inside = read_line(row.name).offers
            price = inside[0].price if inside and not read_line(row.name).small else None
            row.name = inside[0].name if price and inside[0].name else row.name
        if price is None:
            row.doubt("price", doubt.PRICE_UNREAD if said[PRICE].strip(" -") else doubt.PRICE_MISSING)
            return
        row.price = price.rupiah
        for reason in price.doubts:
            row.doubt("price", reason)
        if price.small:
            self.small.append((row, price))

    def _read(self, row: Row, cell: str) -> Price | None:
        if not cell.strip(" -"):
            return None
        text = undress(cell).text.strip()
        price = read_price(text)
        if price is not None:
            return price
        offers = read_line(text).offers
        if not offers or offers[0].price is None:
            return None
        row.unit, row.note = offers[0].unit, offers[0].name or offers[0].note
        return offers[0].price

    def _stock(self, row: Row, cell: str) -> None:
        if not cell.strip(" -"):
            return
        said = read_stock(undress(cell).text)
        if said is None:
            row.doubt("stock", doubt.STOCK_UNREAD)
            return
        row.availability, row.stock = said
        if said[0] == COUNTED and row.stock is None:
            row.availability = READY

    def scaled(self, rows: list[Row]) -> list[Row]:
        """Small figures are thousands where the whole column is; each says that it is not sure."""
        doubted = {id(row) for row, _ in self.small}
        full = [row.price for row in rows if row.price and id(row) not in doubted]
        cheap = bool(full) and sorted(full)[len(full) // 2] < 4000
        for row, price in self.small:
            if cheap and price.small >= 100 and price.small % 50 == 0:
                row.price = price.small
            row.doubt("price", doubt.PRICE_SMALL)
        return rows


def _cut_otherwise(cell: str, width: int) -> list[str] | None:
    """The cells of a line that another mark divides than the rest of the table: `Bolu;"12.500";3` among commas."""
    for mark in (";", "\t", "|", ","):
        parts = [part.strip().strip('"').strip() for part in cell.split(mark)]
        if 1 < len(parts) == width:
            return parts
    return None
