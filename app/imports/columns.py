"""Which column of a file holds what, guessed from headers that people and marketplaces use."""

import re
from collections.abc import Sequence

FIELDS = (
    "name", "variant", "price", "was", "stock", "sku", "barcode", "weight", "category", "description",
)  # fmt: skip
REQUIRED = ("name", "price")

KNOWN: dict[str, tuple[str, ...]] = {
    "name": (
        "nama", "nama produk", "nama barang", "produk", "barang", "item", "product", "product name", "name", "title",
        "judul", "et_title_product_name", "product_name", "menu", "et title product name",
    ),
    "variant": (
        "varian", "variasi", "nama varian", "nama variasi", "variant", "variation", "variant name", "ukuran", "rasa",
        "warna", "option1 value", "et_title_variation_name", "variation_value", "attribute 1 value(s)",
    ),
    "price": (
        "harga", "harga jual", "harga satuan", "harga rp", "price", "regular price", "variant price", "harga eceran",
        "et_title_variation_price", "sale price", "selling price",
    ),
    "was": ("harga coret", "harga normal", "harga awal", "compare at price", "variant compare at price", "was"),
    "stock": (
        "stok", "stock", "jumlah", "jumlah stok", "qty", "quantity", "sisa", "sisa stok", "persediaan",
        "variant inventory qty", "et_title_variation_stock", "in stock",
    ),
    "sku": (
        "sku", "kode", "kode barang", "kode produk", "variant sku", "seller sku", "seller_sku", "id",
        "et_title_variation_sku", "sku induk",
    ),
    "barcode": (
        "barcode", "kode batang", "gtin", "ean", "upc", "variant barcode", "ps_gtin_code", "gtin, upc, ean, or isbn",
    ),
    "weight": (
        "berat", "berat gram", "berat (gram)", "berat (g)", "weight", "weight g", "weight (g)", "variant grams",
        "parcel_weight", "berat gr",
    ),
    "category": ("kategori", "category", "categories", "etalase", "jenis", "golongan", "type", "product_type"),
    "description": ("deskripsi", "keterangan", "description", "body (html)", "catatan", "short description", "rincian"),
}  # fmt: skip


def guess(headers: Sequence[str]) -> dict[str, int]:
    """The column of each field that a header names, by exact words first and then by how the header begins."""
    plain = [_plain(header) for header in headers]
    found: dict[str, int] = {}
    for match in (_same, _begins):
        for field in FIELDS:
            for i, header in enumerate(plain):
                if field not in found and i not in found.values() and match(header, KNOWN[field]):
                    found[field] = i
    return found


def _plain(header: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[*:.]", " ", header.lower())).strip()


def _same(header: str, words: Sequence[str]) -> bool:
    return header in words


def _begins(header: str, words: Sequence[str]) -> bool:
    return any(header.startswith(word + " ") for word in words)
