"""Amounts beside the price: never a price, never goods, and always a doubt."""

import pytest

from app.catalog.price_list import doubt, read

BESIDE = [
    ("Kemeja 140rb diskon 30rb", doubt.PRICE_DISCOUNT),
    ("Kemeja 140rb (disc 30rb)", doubt.PRICE_DISCOUNT),
    ("Kemeja 140 diskon 30", doubt.PRICE_DISCOUNT),
    ("Kemeja 140rb disc. 25%", doubt.PRICE_DISCOUNT),
    ("Kemeja 140rb -25%", doubt.PRICE_DISCOUNT),
    ("Kemeja 140rb 25% off", doubt.PRICE_DISCOUNT),
    ("Kemeja 25% off 140rb", doubt.PRICE_DISCOUNT),
    ("Kemeja 140rb potongan 30rb", doubt.PRICE_DISCOUNT),
    ("Kemeja 140rb hemat 30rb", doubt.PRICE_DISCOUNT),
    ("Kemeja 140rb, 6pcs diskon 5%", doubt.PRICE_DISCOUNT),
    ("Kemeja 140rb\nDiskon 30rb", doubt.PRICE_DISCOUNT),
    ("Kemeja 140rb\ndisc 10%", doubt.PRICE_DISCOUNT),
    ("Kemeja 140rb cashback 7rb", doubt.PRICE_CASHBACK),
    ("Kemeja 140rb dp 40rb", doubt.PRICE_DEPOSIT),
    ("Kemeja 140rb uang muka 40rb", doubt.PRICE_DEPOSIT),
    ("Kemeja 140rb ongkir 11rb", doubt.PRICE_SHIPPING),
    ("Kemeja 140rb + ongkir 11rb", doubt.PRICE_SHIPPING),
    ("Kemeja 140rb biaya jahit 20rb", doubt.PRICE_TWO),
    ("Kemeja 140rb cicil 35rb", doubt.PRICE_TWO),
    ("Kemeja 1-5 pcs 140.000 / 6-11 pcs 130.000 / 12+ pcs 120.000", doubt.PRICE_TIERS),
    ("Kemeja\n1-5 pcs 140.000\n6-11 pcs 130.000", doubt.PRICE_TIERS),
    ("Kemeja 1-5 pcs 140.000\n6-11 pcs 130.000\n12+ pcs 120.000", doubt.PRICE_TIERS),
    ("Kemeja\nBagus / Rapi\nRp 140.000", doubt.VARIANT_LEFT),
    ("Kemeja 140rb warna salem bata", doubt.VARIANT_LEFT),
    ("Kemeja 140rb - salem/bata", doubt.VARIANT_LEFT),
]


@pytest.mark.parametrize(("text", "reason"), BESIDE)
def test_the_goods_keep_their_price_and_the_row_says_what_else_was_named(text, reason):
    [row] = read(text)
    assert (row.name, row.variant, row.price, row.stock) == ("Kemeja", None, 140_000, None)
    assert reason in row.reason


@pytest.mark.parametrize(
    "text",
    ["Kemeja 140rb diskon 20rb jadi 120rb", "Kemeja disc 20% jadi 120rb", "Kemeja 140rb diskon jadi 120rb"],
)
def test_a_discount_that_is_reckoned_in_raises_no_doubt(text):
    assert [(row.name, row.price, row.reason) for row in read(text)] == [("Kemeja", 120_000, None)]


@pytest.mark.parametrize("line", ["Serum 10% 89rb", "Madu 100% asli 95rb", "Paket hemat 25rb", "Ayam potong 36rb"])
def test_words_and_shares_that_belong_to_a_name_stay_in_it(line):
    [row] = read(line)
    assert (row.name, row.reason) == (line.rsplit(" ", 1)[0], None)


@pytest.mark.parametrize(
    "line", ["PROMO!!! BELI 2 100RB", "Beli 3 pcs 50rb", "BELI 2 GRATIS 1", "Beli 50rb gratis bros", "DP 50rb"]
)
def test_a_promotion_is_no_product(line):
    assert [(row.name, row.price) for row in read(f"{line}\n\nBakso 15rb\n\n{line}")] == [("Bakso", 15_000)]


ADDED = [
    "Soto 12rb, +babat 17rb",
    "Soto 12rb (+babat 17rb)",
    "Soto 12rb + babat 17rb",
    "Soto 12rb tambah babat 17rb",
    "Soto 12rb pakai babat 17rb",
    "Soto 12rb\n+babat 17rb",
    "Soto 12rb\n  + babat 17rb",
    "Soto 12rb\ntambah babat 17rb",
]


@pytest.mark.parametrize("text", ADDED)
def test_what_can_be_added_is_a_variant_to_be_asked_about(text):
    rows = read(f"{text}\nSate 20rb")
    assert [(row.name, row.variant, row.price) for row in rows] == [
        ("Soto", None, 12_000),
        ("Soto", "+babat", 17_000),
        ("Sate", None, 20_000),
    ]
    assert [row.reason for row in rows] == [None, doubt.PRICE_EXTRA, None]


NOTED = [("garansi 2 thn", "garansi 2 thn"), ("(garansi toko 6 bln)", "garansi toko 6 bln"), ("tahan 3 hari",) * 2]


@pytest.mark.parametrize(("words", "note"), [*NOTED, ("exp 12/2027", "exp 12/2027"), ("bergaransi", "bergaransi")])
def test_how_long_it_holds_is_a_note_and_no_size(words, note):
    [row] = read(f"Blender 210rb {words}")
    assert (row.name, row.note, row.reason) == ("Blender", note, None)


@pytest.mark.parametrize(
    ("line", "price", "reason"),
    [
        ("Stiker contoh 0", 0, doubt.PRICE_ZERO),
        ("Emas 55555555555555", 55_555_555_555_555, doubt.PRICE_LARGE),
        ("Hem 1 145 2 270", None, doubt.PRICE_MISSING),
        ("Kambing 2,5 - 3jt", 2_500_000, doubt.PRICE_RANGE),
        ("Tas diskon 99rb", 99_000, doubt.PRICE_OFF),
        ("Kaos >12 pcs 9.000", 9_000, doubt.PRICE_BULK),
        ("Sabun 10rb 3pcs", 10_000, doubt.STOCK_GUESSED),
        ("Shade 01 Nude/Shade 02 Rose/Shade 03 Red 45rb", 45_000, doubt.NAME_MANY),
        ("Peniti (gold/silver) 7.500", 7_500, doubt.VARIANT_LEFT),
        ("8 Kue lapis 12rb", 12_000, doubt.NAME_NUMBER),
    ],
)
def test_an_odd_line_is_kept_and_asked_about(line, price, reason):
    [row] = read(line)
    assert (row.price, row.reason) == (price, reason)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "<b>Kue(2)</b>", '<img src="x">'])
def test_markup_is_text_like_any_other(name):
    assert [(row.name, row.price, row.stock, row.reason) for row in read(f"{name} 10rb")] == [
        (name, 10_000, None, None)
    ]
