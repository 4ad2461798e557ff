"""Lines that belong together: products with variants below, headings, prices on the next line."""

import pytest

from app.catalog.price_list import doubt, read

BLOCKS = {
    "bulleted variants": (
        "Keripik Singkong\n- original 15rb\n- pedas 16rb",
        [("Keripik Singkong", "original", 15_000), ("Keripik Singkong", "pedas", 16_000)],
    ),
    "indented variants": (
        "Keripik Singkong\n   original 15rb\n   pedas 16rb",
        [("Keripik Singkong", "original", 15_000), ("Keripik Singkong", "pedas", 16_000)],
    ),
    "numbered with letters": (
        "1. Nasi goreng\n   a. biasa 15rb\n   b. spesial 20rb",
        [("Nasi goreng", "biasa", 15_000), ("Nasi goreng", "spesial", 20_000)],
    ),
    "on one line below": ("Keripik\nOri 15rb / Pedas 16rb", [("Keripik", "Ori", 15_000), ("Keripik", "Pedas", 16_000)]),
    "letter sizes": (
        "Kaos polos\nS M 50rb\nXL 55rb",
        [("Kaos polos", "S", 50_000), ("Kaos polos", "M", 50_000), ("Kaos polos", "XL", 55_000)],
    ),
    "two products with sizes": (
        "Kaos\nM 50rb\nL 55rb\nKemeja\nM 90rb",
        [("Kaos", "M", 50_000), ("Kaos", "L", 55_000), ("Kemeja", "M", 90_000)],
    ),
    "sizes, then goods of another name": (
        "Kaos\nS M 50rb\nTopi 35rb\nTas 60rb",
        [("Kaos", "S", 50_000), ("Kaos", "M", 50_000), ("Topi", None, 35_000), ("Tas", None, 60_000)],
    ),
    "a size line below a priced one": (
        "Beras 5kg 75rb\n10kg 148rb",
        [("Beras", "5kg", 75_000), ("Beras", "10kg", 148_000)],
    ),
    "variant named again": (
        "Risol\n- Risol mayo 3rb\n- Risol sayur 2rb",
        [("Risol", "mayo", 3_000), ("Risol", "sayur", 2_000)],
    ),
    "labels taken off": (
        "Bolu\n- rasa coklat 30rb\n- rasa keju 32rb",
        [("Bolu", "coklat", 30_000), ("Bolu", "keju", 32_000)],
    ),
    "price below": (
        "Bakso urat\n15.000\nMie ayam\nRp 12.000",
        [("Bakso urat", None, 15_000), ("Mie ayam", None, 12_000)],
    ),
    "labelled price below": ("Bakso urat\nHarga: 15rb", [("Bakso urat", None, 15_000)]),
    "facts between": ("GAMIS AISYAH\nBahan ceruty\nLD 100 PB 138\nHarga 185.000", [("GAMIS AISYAH", None, 185_000)]),
    "description between": ("GAMIS AISYAH\nAdem lembut jatuh\nRp 185.000", [("GAMIS AISYAH", None, 185_000)]),
    "sizes then price": ("GAMIS\nSize S M\nHarga 185rb", [("GAMIS", "S", 185_000), ("GAMIS", "M", 185_000)]),
    "colours after price": (
        "Pashmina 35rb\nWarna: hitam, navy",
        [("Pashmina", "hitam", 35_000), ("Pashmina", "navy", 35_000)],
    ),
    "bare colours after price": (
        "Pashmina 35rb\n(hitam, navy)",
        [("Pashmina", "hitam", 35_000), ("Pashmina", "navy", 35_000)],
    ),
    "flavours listed below": (
        "Keripik 15rb\nRasa:\n- original\n- pedas",
        [("Keripik", "original", 15_000), ("Keripik", "pedas", 15_000)],
    ),
    "variants without prices": (
        "Keripik 15rb\n- original\n- pedas",
        [("Keripik", "original", 15_000), ("Keripik", "pedas", 15_000)],
    ),
    "one price for all": ("Serba 10rb:\n• Bando\n• Jepit", [("Bando", None, 10_000), ("Jepit", None, 10_000)]),
    "contents of a package": ("Paket A 50rb\n- nasi\n- ayam goreng\n- es teh", [("Paket A", None, 50_000)]),
    "colours, then their price": (
        "Rok plisket\n-hitam\n-navy\n60rb all size",
        [("Rok plisket", "hitam", 60_000), ("Rok plisket", "navy", 60_000)],
    ),
    "a name that sounds like talk": (
        "Madu hutan asli Sumbawa\n250 ml 65rb\n1 liter 225rb",
        [("Madu hutan asli Sumbawa", "250 ml", 65_000), ("Madu hutan asli Sumbawa", "1 liter", 225_000)],
    ),
    "shoe sizes": ("Sandal\n38 39 40\n135rb", [("Sandal", size, 135_000) for size in ("38", "39", "40")]),
    "labelled blocks": (
        "Nama : Keripik\nHarga : 20rb\n\nNama : Sale\nHarga : 25rb",
        [("Keripik", None, 20_000), ("Sale", None, 25_000)],
    ),
    "normal and promo below": ("Gamis\nHarga normal 150rb\nHarga promo 135rb", [("Gamis", None, 135_000)]),
}


@pytest.mark.parametrize(("text", "rows"), BLOCKS.values(), ids=BLOCKS.keys())
def test_lines_find_their_product(text, rows):
    assert [(row.name, row.variant, row.price) for row in read(text)] == rows
    assert not any(row.reason for row in read(text))


HEADINGS = [
    "🍜 MAKANAN",
    "*Minuman:*",
    "=== SNACK ===",
    "【 MENU 】",
    "Aneka keripik",
    "~ Frozen food ~",
    "SEAFOOD",
    "# Camilan",
]


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("bullet", ["", "- ", "1. "])
def test_a_heading_is_a_category_and_no_product(heading, bullet):
    rows = read(f"{heading}\n{bullet}Bakso urat 15rb\n{bullet}Mie ayam 12rb")
    assert [(row.name, row.variant) for row in rows] == [("Bakso urat", None), ("Mie ayam", None)]
    assert all(row.category for row in rows)


def test_a_second_heading_ends_the_first():
    rows = read("MAKANAN\nBakso 15rb\nMINUMAN\nEs teh 5rb")
    assert [(row.name, row.category) for row in rows] == [("Bakso", "MAKANAN"), ("Es teh", "MINUMAN")]


@pytest.mark.parametrize(
    "text",
    [
        "- Bakso 15rb\n- Mie ayam\n- Soto 12rb",
        "- Bakso 15rb\n- Soto 12rb\n- Mie ayam",
        "Bakso 15rb\nMie ayam\nSoto 12rb",
        "1. Mie ayam\n2. Bakso 15rb\n3. Soto 12rb",
    ],
)
def test_goods_without_a_price_are_kept_and_asked_about(text):
    row = next(row for row in read(text) if row.name == "Mie ayam")
    assert (row.price, row.doubts) == (None, [("price", doubt.PRICE_MISSING)])
    assert len(read(text)) == 3


def test_a_sold_out_name_without_a_price_is_kept():
    [row] = read("Keripik tempe habis")
    assert (row.name, row.stock, row.reason) == ("Keripik tempe", 0, doubt.PRICE_MISSING)


def test_a_section_says_that_all_below_is_on_order():
    rows = read("READY:\nBusi 15rb\n\nPO (indent 5-7 hari):\nKnalpot 350rb")
    assert [(row.name, row.availability) for row in rows] == [("Busi", "ready"), ("Knalpot", "preorder")]


def test_stock_below_a_product_is_its_own():
    [row] = read("Keripik 15rb\nStok: 7")
    assert row.stock == 7


def test_one_figure_for_several_sizes_is_doubtful():
    assert {row.reason for row in read("Gamis S M 150rb stok 10")} == {doubt.STOCK_SHARED}


def test_names_that_may_be_a_group_are_doubtful():
    rows = read("🪴 Aglonema\n   • Jaipong - 75rb\n   • Lipstik - 35rb")
    assert {row.reason for row in rows} == {doubt.NAME_GROUP}


def test_a_repeated_row_says_so():
    rows = read("Bakso 15rb\nbakso 16rb")
    assert [row.reason for row in rows] == [None, doubt.NAME_TWICE]


def test_small_figures_among_full_prices_are_part_of_a_name():
    rows = read("Case hitam 25rb\n\niPhone 11\n- bening 20rb\n- hitam 22rb")
    assert [(row.name, row.variant) for row in rows[1:]] == [("iPhone 11", "bening"), ("iPhone 11", "hitam")]


def test_a_note_that_prices_are_in_thousands_takes_the_doubt_away():
    assert [(row.price, row.reason) for row in read("Menu (harga dalam ribuan)\nBakso 15\nMie 12")] == [
        (15_000, None),
        (12_000, None),
    ]


def test_rupiah_below_a_thousand_stay_rupiah_in_a_list_of_small_change():
    row = read("Permen 500\nWafer 1000\nCoklat 1500\nKopi 2000")[0]
    assert (row.price, row.reason) == (500, doubt.PRICE_SMALL)


def test_numbers_without_points_are_bullets_when_they_count_up():
    assert [row.name for row in read("1 Bakso 15rb\n2 Mie ayam 12rb\n3 Soto 13rb")] == ["Bakso", "Mie ayam", "Soto"]


def test_every_row_knows_its_lines():
    rows = read("Halo\n\nKeripik\n- ori 15rb\n- pedas 16rb")
    assert [row.lines for row in rows] == [[3, 4], [3, 5]]


def test_thousands_nobody_wrote_out_are_doubtful():
    rows = read("Samsung A15 2.350\niPhone XR 2,9jt\nInfinix 1.999.000")
    assert [(row.price, row.reason) for row in rows] == [
        (2_350_000, doubt.PRICE_SMALL),
        (2_900_000, None),
        (1_999_000, None),
    ]


def test_a_model_number_far_from_all_prices_is_no_price():
    rows = read("Teh pucuk 4.000\nAqua 600\nGolda 3.500")
    assert [(row.name, row.price) for row in rows] == [("Teh pucuk", 4_000), ("Aqua 600", None), ("Golda", 3_500)]


def test_small_figures_with_and_without_rp_are_all_thousands():
    assert [row.price for row in read("Soto Rp 15\nSate Rp 20\nGule Rp 22\nBakso 15")] == [
        15_000,
        20_000,
        22_000,
        15_000,
    ]


def test_open_order_said_above_holds_for_all():
    assert [row.availability for row in read("Bismillah open PO ya bun\nRendang 65rb\nDendeng 70rb")] == [
        "preorder"
    ] * 2


def test_conditions_behind_a_labelled_price_are_no_name():
    [row] = read("Celana Kulot Rayon\nfit L\nhrg : 55rb (grosir 45rb min 6pcs)")
    assert (row.name, row.price, row.reason) == ("Celana Kulot Rayon", 55_000, doubt.PRICE_WHOLESALE)
