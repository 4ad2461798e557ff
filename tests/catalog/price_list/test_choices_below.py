"""Variants in lines without a price, and numbers in front of names."""

import pytest

from app.catalog.price_list import doubt, read


def rows_of(text):
    return [(row.name, row.variant, row.price, row.stock) for row in read(text)]


@pytest.mark.parametrize("gone", ["Mocca (sold out)", "Mocca habis", "Mocca kosong", "Rosegold (habis)"])
def test_a_sold_out_variant_takes_nothing_from_the_next_line(gone):
    rows = read(f"Voal\nHitam 21rb\n{gone}\nDusty pink 22rb\n\nCiput 9rb")
    assert [(row.name, row.variant, row.price, row.stock) for row in rows] == [
        ("Voal", "Hitam", 21_000, None),
        ("Voal", gone.split()[0], None, 0),
        ("Voal", "Dusty pink", 22_000, None),
        ("Ciput", None, 9_000, None),
    ]
    assert [row.reason for row in rows] == [None, doubt.PRICE_MISSING, None, None]


def test_a_sold_out_size_is_not_the_stock_of_all():
    assert rows_of("Kaos\nM 50rb\nL habis\nXL 55rb") == [
        ("Kaos", "M", 50_000, None),
        ("Kaos", "L", None, 0),
        ("Kaos", "XL", 55_000, None),
    ]


def test_other_goods_that_are_sold_out_are_no_variant():
    assert rows_of("Kaos\nM 50rb\nTopi habis\nTas 60rb")[1] == ("Topi", None, None, 0)


def test_codes_below_a_price_are_variants_that_cost_as_much():
    rows = read("Cushion 98rb\nC11 ivory ready\nC12 sand kosong\nC13 honey sisa 4\n\nBedak 40rb")
    assert [(row.variant, row.price, row.stock) for row in rows] == [
        ("C11 ivory", 98_000, None),
        ("C12 sand", 98_000, 0),
        ("C13 honey", 98_000, 4),
        (None, 40_000, None),
    ]
    assert [row.reason for row in rows] == [doubt.PRICE_ABOVE] * 3 + [None]


@pytest.mark.parametrize(
    "options",
    ["Candy / Mauve / Plum", "Candy/Mauve/Plum", "Candy | Mauve | Plum"],
)
def test_a_name_its_options_and_one_price_are_three_lines_of_one_product(options):
    assert rows_of(f"Lip tint\n{options}\nRp. 31.000\nBedak\nSatu / Dua / Tiga\n40rb") == [
        *(("Lip tint", option, 31_000, None) for option in ("Candy", "Mauve", "Plum")),
        *(("Bedak", option, 40_000, None) for option in ("Satu", "Dua", "Tiga")),
    ]


def test_options_one_a_line_wait_for_the_price_below():
    assert rows_of("Lip matte\nShade 01 Nude\nShade 02 Rose\n@39rb\nBando\nhitam ready\nputih habis\n5rb") == [
        ("Lip matte", "Shade 01 Nude", 39_000, None),
        ("Lip matte", "Shade 02 Rose", 39_000, None),
        ("Bando", "hitam", 5_000, None),
        ("Bando", "putih", 5_000, 0),
    ]


def test_a_line_with_a_name_and_packs_of_its_own_ends_the_variants_above():
    assert rows_of("Popok\n3pcs 10rb\n10pcs 30rb\nTisu 1 box isi 50 = 12rb, 5 box = 55rb") == [
        ("Popok", "3pcs", 10_000, None),
        ("Popok", "10pcs", 30_000, None),
        ("Tisu", "1 box isi 50", 12_000, None),
        ("Tisu", "5 box", 55_000, None),
    ]


def test_colours_below_a_product_with_sizes_go_into_the_variant():
    assert rows_of("Kaos\nhitam: M 50rb, L 55rb") == [
        ("Kaos", "hitam M", 50_000, None),
        ("Kaos", "hitam L", 55_000, None),
    ]


def test_a_second_choice_behind_the_price_is_asked_about():
    rows = read("Tunik (S,M) 88.000 - warna sage/navy")
    assert [(row.variant, row.reason) for row in rows] == [("S", doubt.VARIANT_LEFT), ("M", doubt.VARIANT_LEFT)]


def test_each_colour_may_have_its_own_stock():
    rows = read("Rok 65rb stok hitam 3, cream 0")
    assert [(row.variant, row.stock, row.availability) for row in rows] == [
        ("hitam", 3, "counted"),
        ("cream", 0, "sold_out"),
    ]
    assert {row.reason for row in read("Rok 65rb hitam 3 cream 5")} == {doubt.STOCK_GUESSED}


@pytest.mark.parametrize("talk", ["PO sampai jam 20.00", "PO close jam 8 malam", "stok besok ready jam 10.00"])
def test_hours_of_ordering_change_no_goods(talk):
    for said in (talk, f"[20/11/26 09.10] Sari: {talk}"):
        [row] = read(f"[20/11/26 09.00] Sari: Bolu 45rb\n{said}")
        assert (row.availability, row.reason) == ("ready", None)


def test_stock_told_in_another_message_only_raises_a_doubt():
    [row] = read("[20/11/26 09.00] Sari: Bolu 45rb\n[20/11/26 09.10] Sari: habis")
    assert (row.availability, row.stock, row.reason) == ("ready", None, doubt.STOCK_ELSEWHERE)


@pytest.mark.parametrize("third", ["3- Abon 35rb", "3 Abon 35rb", "3. Abon 35rb", "(3) Abon 35rb", "3 - Abon 35rb"])
def test_a_number_that_counts_on_is_dropped_however_it_is_written(third):
    rows = read(f"1. Lepet 9rb\n2) Sambal 22rb\n{third}")
    assert [(row.name, row.reason) for row in rows] == [("Lepet", None), ("Sambal", None), ("Abon", None)]


@pytest.mark.parametrize("line", ["3 pcs donat 10rb", "1 kg jeruk 25rb", "2 lusin piring 90rb"])
def test_a_number_of_pieces_is_no_numbering(line):
    assert [(row.name, row.reason) for row in read(line)] == [(line.rsplit(" ", 1)[0], None)]


def test_figures_behind_sizes_are_prices_when_all_are():
    rows = read("Kurma 1kg 95 500gr 50\nKacang 250gr 60 / 500gr 115")
    assert [(row.name, row.variant, row.price) for row in rows] == [
        ("Kurma", "1kg", 95_000),
        ("Kurma", "500gr", 50_000),
        ("Kacang", "250gr", 60_000),
        ("Kacang", "500gr", 115_000),
    ]
    assert {row.reason for row in rows} == {doubt.PRICE_SMALL}


def test_names_above_sizes_may_share_the_prices():
    assert {row.reason for row in read("\nAventus\nSauvage\n30ml 45rb\n50ml 70rb")} == {doubt.NAME_GROUP}


def test_a_price_without_a_name_is_no_row():
    assert read("15.000\n\n12-47 pcs 9.000") == []


def test_a_line_of_a_table_may_be_cut_by_another_mark():
    assert rows_of('nama,harga,stok\nNastar,"65.000",12\nBolu;"12.500";3') == [
        ("Nastar", None, 65_000, 12),
        ("Bolu", None, 12_500, 3),
    ]
