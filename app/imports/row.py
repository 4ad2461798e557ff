"""A row of a file as somebody's wish for one variant."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.catalog import naming
from app.catalog.price_list.price import read_price
from app.catalog.price_list.stock_word import read_stock
from app.catalog.terms import Terms
from app.core.refusal import Refusal

_WEIGHT = re.compile(r"(\d+(?:[.,]\d+)?)\s?(kg|g|gr|gram|grm)?\.?", re.IGNORECASE)


@dataclass(frozen=True)
class RowDraft:
    """One variant as the row tells it; stock in pieces, 0 where the row is silent."""

    name: str
    variant: str
    terms: Terms
    stock: int
    category: str
    description: str


def read(cells: Sequence[str], columns: Mapping[str, int]) -> RowDraft:
    """Read a row by the chosen columns. Raises Refusal naming the cell that cannot be read and what stood there."""
    said = {field: cells[i].strip() for field, i in columns.items() if i < len(cells)}
    availability, stock = _stock(said.get("stock", ""))
    terms = Terms(
        price=_price("price", said.get("price", "")),
        was=_price("was", said["was"]) if said.get("was") else None,
        sku=said.get("sku") or None,
        barcode=_code(said.get("barcode", "")),
        weight_grams=_grams(said.get("weight", "")),
        availability=availability,
    )
    name = naming.tidy(said.get("name", ""))
    if not name:
        raise Refusal("Nama barang kosong.", field="name")
    variant = naming.tidy(said.get("variant", ""))
    return RowDraft(name, variant, _without_equal_was(terms).checked(), stock, *_words(said))


def _words(said: Mapping[str, str]) -> tuple[str, str]:
    return naming.tidy(said.get("category", ""))[:60], said.get("description", "")


def _price(field: str, cell: str) -> int:
    if not cell:
        raise Refusal("Harga kosong.", field=field)
    price = read_price(cell)
    if price is None:
        raise Refusal(
            "Harga “%(cell)s” tidak terbaca. Tulis angka rupiah, misalnya 25000.", field=field, cell=cell[:40]
        )
    # A spreadsheet writes 500 for five hundred rupiah; only chat writes it for half a million.
    return price.small or price.rupiah


def _without_equal_was(terms: Terms) -> Terms:
    """Many files repeat the price as the price before."""
    return Terms(**{**vars(terms), "was": None}) if terms.was == terms.price else terms


def _stock(cell: str) -> tuple[str, int]:
    if not cell:
        return "counted", 0
    said = read_stock(cell)
    if said is None:
        raise Refusal(
            "Stok “%(cell)s” tidak terbaca. Tulis angka, ready, habis, atau PO.", field="stock", cell=cell[:40]
        )
    availability, count = said
    return ("counted" if availability == "sold_out" else availability), count or 0


def _code(cell: str) -> str | None:
    return re.sub(r"\.0$", "", cell) or None


def _grams(cell: str) -> int | None:
    if not cell:
        return None
    said = _WEIGHT.fullmatch(cell)
    if said is None:
        raise Refusal("Berat “%(cell)s” tidak terbaca. Tulis gram, misalnya 250.", field="weight", cell=cell[:40])
    number = said[1].replace(",", ".")
    whole, _, part = number.partition(".")
    thousandths = int(whole) * 1000 + int(part[:3].ljust(3, "0"))
    return thousandths if (said[2] or "").lower() == "kg" else round_half_up(thousandths)


def round_half_up(thousandths: int) -> int:
    """Grams from thousandths of a gram."""
    return (thousandths + 500) // 1000
