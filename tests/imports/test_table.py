import io
import zipfile

import pytest
from openpyxl import Workbook

from app.core.refusal import Refusal
from app.imports import columns, table


def xlsx(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_csv_is_read_whatever_parts_its_cells(mark):
    read = table.read("a.csv", f'Nama{mark}Harga\nKopi{mark}25000\n"Teh{mark} manis"{mark}5000\n'.encode())

    assert read.headers == ["Nama", "Harga"]
    assert read.rows == [["Kopi", "25000"], [f"Teh{mark} manis", "5000"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_survive_the_encodings_that_spreadsheets_write(encoding):
    assert table.read("a.csv", "Nama,Harga\nCafé,5\n".encode(encoding)).rows == [["Café", "5"]]


def test_an_xlsx_is_read_by_its_content_whatever_its_name():
    read = table.read("barang.csv", xlsx(["Nama", "Harga"], ["Kopi", 25000.0], ["Teh", None], [None, None]))

    assert read.rows == [["Kopi", "25000"], ["Teh", ""]]


def test_titles_above_the_table_are_passed_over():
    read = table.read("a.xlsx", xlsx(["Daftar Harga Toko Sari"], [], ["Nama", "Harga", "Stok"], ["Kopi", 5, 1]))

    assert (read.headers, read.rows) == (["Nama", "Harga", "Stok"], [["Kopi", "5", "1"]])


def test_columns_without_a_header_get_a_name():
    assert table.read("a.csv", b"Nama,,Harga\nKopi,x,5,lebih\n").headers == ["Nama", "Kolom 2", "Harga", "Kolom 4"]


def test_a_quoted_cell_keeps_its_lines():
    assert table.read("a.csv", b'Nama,Harga\n"Kopi\nbubuk",5\n').rows == [["Kopi\nbubuk", "5"]]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "tidak berisi"),
        (b"Nama,Harga\n", "tidak berisi"),
        (b"PK\x03\x04 not really", "XLSX"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "bukan file CSV"),
        (b"a,b\n" + b"x,1\n" * 50_001, "50.000"),
        (b"x" * (table.MOST_BYTES + 1), "20 MB"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(content, sentence):
    with pytest.raises(Refusal, match=sentence):
        table.read("a", content)


def test_an_archive_that_is_no_workbook_gets_a_sentence():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")

    with pytest.raises(Refusal, match="XLSX"):
        table.read("a.xlsx", out.getvalue())


def test_an_archive_that_unpacks_too_large_gets_a_sentence(monkeypatch):
    monkeypatch.setattr(table, "MOST_UNPACKED", 1000)

    with pytest.raises(Refusal, match="terlalu besar"):
        table.read("a.xlsx", xlsx(["Nama", "Harga"], ["Kopi", 5]))


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        (["Nama Barang", "Harga", "Stok", "Kode"], {"name": 0, "price": 1, "stock": 2, "sku": 3}),
        (
            ["SKU", "Name", "Regular price", "Stock", "Categories"],
            {"sku": 0, "name": 1, "price": 2, "stock": 3, "category": 4},
        ),
        (["Title", "Variant SKU", "Variant Price", "Option1 Value"], {"name": 0, "sku": 1, "price": 2, "variant": 3}),
        (
            [
                "et_title_product_name",
                "et_title_variation_name",
                "et_title_variation_price",
                "et_title_variation_stock",
            ],
            {"name": 0, "variant": 1, "price": 2, "stock": 3},
        ),
        (["Harga Coret", "Harga Jual", "Produk"], {"was": 0, "price": 1, "name": 2}),
        (["Nama *", "Harga (Rp)"], {"name": 0, "price": 1}),
        (["foo", "bar"], {}),
    ],
)
def test_columns_are_guessed_from_headers_people_use(headers, found):
    assert columns.guess(headers) == found
