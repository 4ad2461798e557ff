"""Stock words, as a whole cell and inside a line."""

import pytest

from app.catalog.price_list import read
from app.catalog.price_list.row import COUNTED, PREORDER, READY, SOLD_OUT
from app.catalog.price_list.stock_word import read_stock

SAID = {
    "stok 10": (COUNTED, 10),
    "stok: 10": (COUNTED, 10),
    "Stock: 10": (COUNTED, 10),
    "stok10": (COUNTED, 10),
    "stok ada 10": (COUNTED, 10),
    "stok tinggal 2": (COUNTED, 2),
    "stok 10 pcs": (COUNTED, 10),
    "sisa 3": (COUNTED, 3),
    "sisa 3 pcs": (COUNTED, 3),
    "tinggal 1": (COUNTED, 1),
    "ready 5": (COUNTED, 5),
    "ready 10pcs": (COUNTED, 10),
    "(10)": (COUNTED, 10),
    "10 pcs": (COUNTED, 10),
    "stok 0": (SOLD_OUT, 0),
    "ready": (READY, None),
    "ready stock": (READY, None),
    "ready stok": (READY, None),
    "redi": (READY, None),
    "stok ready": (READY, None),
    "stok banyak": (READY, None),
    "tersedia": (READY, None),
    "habis": (SOLD_OUT, 0),
    "(habis)": (SOLD_OUT, 0),
    "HABIS": (SOLD_OUT, 0),
    "stok habis": (SOLD_OUT, 0),
    "kosong": (SOLD_OUT, 0),
    "sold out": (SOLD_OUT, 0),
    "soldout": (SOLD_OUT, 0),
    "SOLD": (SOLD_OUT, 0),
    "belum ready": (SOLD_OUT, 0),
    "PO": (PREORDER, None),
    "P.O": (PREORDER, None),
    "(PO)": (PREORDER, None),
    "PO 3 hari": (PREORDER, None),
    "PO H-2": (PREORDER, None),
    "pre order": (PREORDER, None),
    "pre-order": (PREORDER, None),
    "open PO": (PREORDER, None),
    "indent 5-7 hari": (PREORDER, None),
}


@pytest.mark.parametrize(("words", "meaning"), SAID.items())
def test_a_stock_word_after_a_price_is_understood(words, meaning):
    [row] = read(f"Keripik singkong 15rb {words}")
    assert (row.name, row.price, row.availability, row.stock) == ("Keripik singkong", 15_000, *meaning)


@pytest.mark.parametrize(
    "words", ["", "isi 10", "250g", "250 gr", "1kg", "500ml", "1/2 kg", "size 38-42", "uk 40x60", "2 liter", "min 3"]
)
def test_sizes_and_conditions_are_not_stock(words):
    [row] = read(f"Keripik singkong 15rb {words}")
    assert (row.price, row.stock, row.availability) == (15_000, None, READY)


@pytest.mark.parametrize(
    ("cell", "meaning"),
    [
        ("10", (COUNTED, 10)),
        ("1.250", (COUNTED, 1250)),
        ("0", (SOLD_OUT, 0)),
        ("12 pcs", (COUNTED, 12)),
        ("10.0", (COUNTED, 10)),
        ("habis", (SOLD_OUT, 0)),
        ("ready", (READY, None)),
        ("ada", (READY, None)),
        ("PO", (PREORDER, None)),
    ],
)
def test_a_stock_cell_is_understood(cell, meaning):
    assert read_stock(cell) == meaning


def test_a_stock_cell_of_other_words_is_not_guessed():
    assert read_stock("rak atas") is None


def test_an_empty_jar_is_for_sale():
    [row] = read("Toples kosong 15rb")
    assert (row.name, row.availability) == ("Toples kosong", READY)
