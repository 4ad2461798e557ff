"""Cells copied from a spreadsheet, and CSV text."""

import pytest

from app.catalog.price_list import doubt, read


def rows_of(text):
    return [(row.name, row.variant, row.price, row.stock) for row in read(text)]


@pytest.mark.parametrize(
    "titles",
    [
        "Nama\tHarga\tStok",
        "nama produk\tharga jual\tstock",
        "Product\tPrice\tQty",
        "Nama Barang\tHrg\tJumlah",
        "PRODUK\tHARGA (Rp)\tSISA",
    ],
)
def test_titles_in_two_languages_name_the_columns(titles):
    assert rows_of(f"{titles}\nBakso\tRp 15.000\t10\nMie ayam\t12rb\thabis") == [
        ("Bakso", None, 15_000, 10),
        ("Mie ayam", None, 12_000, 0),
    ]


@pytest.mark.parametrize("mark", ["\t", ";", ",", "|"])
def test_cells_are_divided_by_any_usual_mark(mark):
    text = "\n".join(
        mark.join(cells)
        for cells in [
            ("nama", "varian", "harga", "stok"),
            ("Keripik", "pedas", "15000", "4"),
            ("Keripik", "ori", "14000", ""),
        ]
    )
    assert rows_of(text) == [("Keripik", "pedas", 15_000, 4), ("Keripik", "ori", 14_000, None)]


@pytest.mark.parametrize("mark", ["\t", ";", ","])
def test_columns_without_titles_are_known_by_their_cells(mark):
    text = "\n".join(
        mark.join(cells) for cells in [("Bakso", "15000", "10"), ("Mie ayam", "12000", "5"), ("Soto", "13000", "0")]
    )
    assert rows_of(text) == [("Bakso", None, 15_000, 10), ("Mie ayam", None, 12_000, 5), ("Soto", None, 13_000, 0)]


def test_columns_may_stand_in_any_order():
    assert rows_of("Stok\tKode\tHarga\tNama\n3\tA1\t15rb\tBakso") == [("Bakso", None, 15_000, 3)]


def test_a_running_number_is_neither_price_nor_stock():
    assert rows_of("1\tBakso\t15000\n2\tMie ayam\t12000\n3\tSoto\t13000") == [
        ("Bakso", None, 15_000, None),
        ("Mie ayam", None, 12_000, None),
        ("Soto", None, 13_000, None),
    ]


def test_a_quoted_cell_may_hold_several_lines():
    assert rows_of('Nama\tHarga\n"Kemeja flanel\nlengan panjang"\t135000\n') == [
        ("Kemeja flanel lengan panjang", None, 135_000, None)
    ]


def test_a_stray_quote_mark_swallows_nothing():
    assert rows_of('Nama\tHarga\nPipa 1/2"\t20000\n"Lem\t15000\nPaku\t5000') == [
        ('Pipa 1/2"', None, 20_000, None),
        ('"Lem', None, 15_000, None),
        ("Paku", None, 5_000, None),
    ]


def test_an_empty_name_repeats_the_one_above():
    assert rows_of("Nama\tVarian\tHarga\nKeripik\tori\t15000\n\tpedas\t16000") == [
        ("Keripik", "ori", 15_000, None),
        ("Keripik", "pedas", 16_000, None),
    ]


def test_a_lone_cell_is_a_heading_and_a_sum_is_no_product():
    rows = read("Nama\tHarga\tStok\nSEMBAKO\t\t\nGula\t17500\t3\nTotal\t\t3")
    assert [(row.name, row.category) for row in rows] == [("Gula", "SEMBAKO")]


def test_a_promo_column_beats_the_normal_one():
    assert rows_of("Nama\tHarga\tHarga Promo\nGamis\t150000\t135000\nKaos\t50000\t") == [
        ("Gamis", None, 135_000, None),
        ("Kaos", None, 50_000, None),
    ]


def test_the_buying_price_is_not_shown_to_shoppers():
    assert rows_of("Nama;Harga Beli;Harga Jual\nPulpen;2000;3000") == [("Pulpen", None, 3_000, None)]


def test_a_markdown_table_is_a_table():
    assert rows_of("| Nama | Harga |\n|---|---|\n| Bakso | 15rb |") == [("Bakso", None, 15_000, None)]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("Bakso\t\t3", doubt.PRICE_MISSING),
        ("Bakso\ttanya admin\t3", doubt.PRICE_UNREAD),
        ("Bakso\t15\t3", doubt.PRICE_SMALL),
        ("\t15000\t3", doubt.NAME_MISSING),
        ("Bakso\t15000\trak atas", doubt.STOCK_UNREAD),
    ],
)
def test_a_doubtful_cell_says_why(cells, reason):
    [row] = read(f"Nama\tHarga\tStok\n{cells}")
    assert row.reason == reason


def test_talk_around_a_table_makes_no_row():
    assert rows_of("Nama\tHarga\nBakso\t15rb\n\nOrder WA 08123456789") == [("Bakso", None, 15_000, None)]


def test_commas_in_plain_lines_do_not_make_a_table():
    assert rows_of("Bakso, 15000\nMie ayam, 12000") == [("Bakso", None, 15_000, None), ("Mie ayam", None, 12_000, None)]


def test_columns_set_with_spaces_below_titles_are_a_table():
    text = "NAMA BARANG        HARGA      STOK\nKecap ABC 135ml    8.500      24\nGula 1kg           17.000     0"
    assert rows_of(text) == [("Kecap ABC 135ml", None, 8_500, 24), ("Gula 1kg", None, 17_000, 0)]
