import csv
import io

import pytest
from openpyxl import load_workbook

from app.catalog.draft import Draft, simple
from app.catalog.terms import Terms

CSV, XLSX = "/backoffice/product-exports/products.csv", "/backoffice/product-exports/products.xlsx"
EVIL = '=HYPERLINK("http://jahat.example","Klik")'


@pytest.fixture
def shelf(shelve):
    shelve(
        Draft("Kaos", {("M",): Terms(50_000, 60_000, sku="K-M", weight_grams=200), ("L",): Terms(55_000)}, ("Ukuran",)),
        simple(EVIL, Terms(1, sku="+62", availability="ready"), description="-1\n@SUM(A1)", is_published=True),
        stock=4,
    )


def read_csv(client):
    answer = client.get(CSV)
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="produk-')
    return list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))


def test_every_variant_is_a_row(as_sari, shelf):
    headers, medium, large, _ = read_csv(as_sari)
    told = dict(zip(headers, medium, strict=True))
    assert told == {
        "Nama produk": "Kaos", "Varian": "M", "Kategori": "", "SKU": "K-M", "Barcode": "", "Harga": "50000",
        "Harga coret": "60000", "Stok": "4", "Berat (gram)": "200", "Keadaan": "Disembunyikan", "Keterangan": "",
    }  # fmt: skip
    assert large[1:6] == ["L", "", "", "", "55000"]


def test_no_cell_is_a_formula(as_sari, shelf):
    evil = read_csv(as_sari)[-1]
    assert evil[0] == "'" + EVIL
    assert evil[3] == "'+62"
    assert evil[-1].startswith("'-1")
    sheet = load_workbook(io.BytesIO(as_sari.get(XLSX).get_data())).active
    last = list(sheet.iter_rows())[-1]
    assert last[0].value == EVIL
    assert "f" not in {cell.data_type for cell in last}
    assert last[0].quotePrefix


def test_what_is_not_counted_has_no_stock(as_sari, shelf):
    assert read_csv(as_sari)[-1][7] == ""


def test_a_long_catalogue_is_whole(as_sari, shelve, monkeypatch):
    monkeypatch.setattr("app.catalog.export.SLICE", 3)
    shelve(*(simple(f"Barang {n}", Terms(n)) for n in range(10)))
    assert [row[0] for row in read_csv(as_sari)[1:]] == [f"Barang {n}" for n in range(10)]


def test_other_endings_are_not_found(as_sari):
    assert as_sari.get("/backoffice/product-exports/products.pdf").status_code == 404


def test_a_stranger_gets_an_empty_file(as_rudi, shelf):
    assert len(read_csv(as_rudi)) == 1
