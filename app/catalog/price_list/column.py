"""What a column of a table holds: by its title, in Indonesian or English, or by what its cells look like."""

import re
from collections.abc import Callable

from app.catalog.price_list.price import read_price
from app.catalog.price_list.stock_word import read_stock

NAME, VARIANT, PRICE, PROMO, STOCK, CATEGORY, SKU, OTHER = [
    "name",
    "variant",
    "price",
    "promo",
    "stock",
    "category",
    "sku",
    "other",
]
_TITLES = {
    NAME: (
        "nama produk|nama barang|nama item|nama menu|nama|produk|product name|product|barang|item name|item|"
        "menu|judul|title|name|jenis barang|jenis produk|uraian|deskripsi barang|nm barang"
    ),
    VARIANT: (
        "varian|variant|variasi|variation|varian/ukuran|ukuran|size|warna|color|colour|rasa|tipe|type|jenis|"
        "option1 value|nama variasi"
    ),
    PROMO: "harga promo|harga diskon|harga coret jadi|sale price|promo|harga sale|harga net",
    PRICE: (
        "harga jual|harga satuan|harga ecer|harga eceran|harga|price|hrg|regular price|unit price|harga (rp)|"
        "hrg jual|harga/pcs|harga normal"
    ),
    STOCK: (
        "stok|stock|qty|jumlah|quantity|sisa|stok akhir|sisa stok|jml|persediaan|inventory|ketersediaan|"
        "status|keterangan stok"
    ),
    CATEGORY: "kategori|category|kelompok|golongan|grup|etalase|collection",
    SKU: "sku|kode|kode barang|kode produk|barcode|code|plu",
    OTHER: (
        "no|no.|nomor|berat|weight|berat (gram)|satuan|unit|uom|foto|gambar|link|keterangan|ket|deskripsi|"
        "description|tanggal|supplier|merk|brand|modal|harga beli|harga modal|harga pokok|hpp|harga reseller|"
        "harga grosir|cost|total|diskon|disc|expired|exp|lokasi|rak|panjang|lebar|tinggi|isi"
    ),
}
_ROLE = {title: role for role, titles in _TITLES.items() for title in titles.split("|")}


def role_of_title(cell: str) -> str | None:
    """The role a column title announces; None when the cell is no title we know."""
    title = re.sub(r"\s+", " ", cell.strip(" *:_#").lower())
    if title in _ROLE:
        return _ROLE[title]
    short = re.sub(r"\s*[(\[].*?[)\]]", "", title).strip()
    if short in _ROLE:
        return _ROLE[short]
    first = short.split(" ")[0] if len(short.split(" ")) < 4 and not any(c.isdigit() for c in short) else ""
    return _ROLE[first] if first in {"harga", "stok", "stock", "nama", "kategori"} else None


def is_titles(cells: list[str]) -> bool:
    """Whether a row of cells is a row of column titles: two known ones, one of them a name or price."""
    roles = [role_of_title(cell) for cell in cells if cell.strip()]
    known = [role for role in roles if role]
    return len(known) >= 2 and len(known) * 2 >= len(roles) and bool({NAME, PRICE} & set(known))


def roles_by_title(cells: list[str]) -> list[str]:
    """One role a column; a role that is taken already becomes "other"."""
    roles: list[str] = []
    for cell in cells:
        role = role_of_title(cell) or OTHER
        if role == VARIANT and VARIANT in roles:
            roles.append(VARIANT)
            continue
        roles.append(OTHER if role in roles else role)
    if NAME not in roles:
        spare = next((i for i, role in enumerate(roles) if role in {VARIANT, OTHER}), None)
        if spare is not None:
            roles[spare] = NAME
    return roles


def roles_by_look(grid: list[list[str]]) -> list[str] | None:
    """The roles of columns without titles; None when there is no column of words or none of prices."""
    width = max((len(row) for row in grid), default=0)
    columns = [[row[i].strip() for row in grid if i < len(row) and row[i].strip()] for i in range(width)]
    roles = [OTHER] * width
    prices = [i for i, column in enumerate(columns) if _mostly(column, _is_price) and not _counts_up(column)]
    if not prices:
        return None
    words = [i for i, column in enumerate(columns) if _mostly(column, _is_words)]
    if not words:
        return None
    price = max(prices, key=lambda i: (_typical(columns[i]), -i))
    roles[price] = PRICE
    roles[words[0]] = NAME
    stocks = [
        i
        for i, c in enumerate(columns)
        if i != price and i not in words[:1] and _mostly(c, lambda t: read_stock(t) is not None)
    ]
    stocks = [i for i in stocks if not _counts_up(columns[i])]
    if stocks:
        roles[next((i for i in stocks if i > price), stocks[0])] = STOCK
    for index in words[1:]:
        if roles[index] == OTHER and index < price:
            roles[index] = VARIANT
            break
    return roles


def _mostly(column: list[str], fits: Callable[[str], bool]) -> bool:
    return bool(column) and sum(map(fits, column)) >= 0.7 * len(column)


def _is_price(cell: str) -> bool:
    price = read_price(cell)
    return price is not None and (not price.bare or price.rupiah >= 1000)


def _is_words(cell: str) -> bool:
    return sum(c.isalpha() for c in cell) >= 2 and read_price(cell) is None and read_stock(cell) is None


def _typical(column: list[str]) -> int:
    values = sorted(price.rupiah if not price.small else price.small for cell in column if (price := read_price(cell)))
    return values[len(values) // 2] if values else 0


def _counts_up(column: list[str]) -> bool:
    return len(column) > 1 and [c.strip(". ") for c in column] == [str(n) for n in range(1, len(column) + 1)]
