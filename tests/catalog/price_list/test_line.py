"""One line at a time: what is its name, its variants, its price."""

import pytest

from app.catalog.price_list import doubt, read

ONE = [
    ("Keripik pedas 250g 25rb", "Keripik pedas 250g", 25_000),
    ("Keripik pedas - 25rb", "Keripik pedas", 25_000),
    ("Keripik pedas – 25rb", "Keripik pedas", 25_000),
    ("Keripik pedas: 25rb", "Keripik pedas", 25_000),
    ("Keripik pedas = 25rb", "Keripik pedas", 25_000),
    ("Keripik pedas | 25rb", "Keripik pedas", 25_000),
    ("Keripik pedas → 25rb", "Keripik pedas", 25_000),
    ("Keripik pedas ➡️ 25rb", "Keripik pedas", 25_000),
    ("Keripik pedas --> 25rb", "Keripik pedas", 25_000),
    ("Keripik pedas, 25rb", "Keripik pedas", 25_000),
    ("Teh botol ....... 5rb", "Teh botol", 5_000),
    ("Teh botol………5rb", "Teh botol", 5_000),
    ("Teh botol_____5rb", "Teh botol", 5_000),
    ("15rb - Bakso", "Bakso", 15_000),
    ("Rp15.000 Bakso urat", "Bakso urat", 15_000),
    ("- Bakso 15rb", "Bakso", 15_000),
    ("• Bakso 15rb", "Bakso", 15_000),
    ("* Bakso 15rb", "Bakso", 15_000),
    ("1. Bakso 15rb", "Bakso", 15_000),
    ("2) Bakso 15rb", "Bakso", 15_000),
    ("(3) Bakso 15rb", "Bakso", 15_000),
    ("a. Bakso 15rb", "Bakso", 15_000),
    ("1️⃣ Bakso 15rb", "Bakso", 15_000),
    ("① Bakso 15rb", "Bakso", 15_000),
    ("✅ Bakso 15rb", "Bakso", 15_000),
    ("🔥🍜 Bakso 🍜🔥 15rb 👍", "Bakso", 15_000),
    ("*Bakso* 15rb", "Bakso", 15_000),
    ("*Bakso 15rb*", "Bakso", 15_000),
    ("_Bakso_ 15rb", "Bakso", 15_000),
    ("```Bakso   15rb```", "Bakso", 15_000),
    ("𝗕𝗮𝗸𝘀𝗼 𝟭𝟱𝗿𝗯", "Bakso", 15_000),
    ("Bak\u200bso\u2060 15\u200drb", "Bakso", 15_000),
    ("Bakso\u00a015rb", "Bakso", 15_000),
    ("bakso15rb", "bakso", 15_000),
    ("Bakso-Rp15.000", "Bakso", 15_000),
    ("Bakso 15rb aja kak", "Bakso", 15_000),
    ("Bakso cuma 15rb", "Bakso", 15_000),
    ("Harga bakso 15rb", "bakso", 15_000),
    ("[20/11/26 09.15] Sari: Bakso 15rb", "Bakso", 15_000),
    ("[20/11/26, 09.15.33] Sari: Bakso 15rb", "Bakso", 15_000),
    ("[09.15, 20/11/2026] Sari Snack: Bakso 15rb", "Bakso", 15_000),
    ("20/11/26 09.15 - Sari: Bakso 15rb", "Bakso", 15_000),
    ("11/20/26, 9:15 AM - Sari: Bakso 15rb", "Bakso", 15_000),
    ("Kalender 2026 25rb", "Kalender 2026", 25_000),
    ("Case Oppo A5 2020 20k", "Case Oppo A5 2020", 20_000),
    ("Headset JBL 500 120rb", "Headset JBL 500", 120_000),
    ("Case iPhone 11/12/13 20k", "Case iPhone 11/12/13", 20_000),
    ("Sprei uk 40x60 50rb", "Sprei uk 40x60", 50_000),
    ("Sepatu size 38-42 150.000", "Sepatu size 38-42", 150_000),
    ("Gula 1/2 kg 9rb", "Gula 1/2 kg", 9_000),
    ("Gula ½ kg 9rb", "Gula ½ kg", 9_000),
    ("Susu 500ml 12rb", "Susu 500ml", 12_000),
    ("Kue isi 12 30rb", "Kue isi 12", 30_000),
    ("Risol isi 10pcs 15rb", "Risol isi 10pcs", 15_000),
    ("Beras 5 kg 70rb", "Beras 5 kg", 70_000),
    ("Ban luar 80/90-14 185rb", "Ban luar 80/90-14", 185_000),
    ("Alkohol 70% 15rb", "Alkohol 70%", 15_000),
    ("Kopi Gayo 45k/250g", "Kopi Gayo 250g", 45_000),
    ("Kopi Gayo 45k (250g)", "Kopi Gayo 250g", 45_000),
    ("Telur 28rb/kg", "Telur", 28_000),
    ("Telur 28rb per kg", "Telur", 28_000),
    ("Donat 25.000/pcs", "Donat", 25_000),
    ("Beng beng 2 5000", "Beng beng 2", 5_000),
    ("Permen 1500", "Permen", 1_500),
    ("Telkomsel 10k = 11.500", "Telkomsel 10k", 11_500),
    ("Bibit tomat / batang 2.000", "Bibit tomat", 2_000),
    ("Masker C beli 2 gratis 1 - 25.000", "Masker C beli 2 gratis 1", 25_000),
    ("Lipstik disc 20% jadi 40.000", "Lipstik", 40_000),
    ("Panci tutup kaca 50rb", "Panci tutup kaca", 50_000),
    ("Setrika saja 4.000/kg", "Setrika saja", 4_000),
    ('TV LED 32" - 1.1jt', 'TV LED 32"', 1_100_000),
    ("Gado-gado (pedas) 13rb", "Gado-gado (pedas)", 13_000),
    ("Es teh / teh hangat 4rb", "Es teh / teh hangat", 4_000),
    ("Ayam & nasi 20rb", "Ayam & nasi", 20_000),
    ("Gamis 150rb jadi 135rb", "Gamis", 135_000),
    ("Gamis ~150rb~ 135rb", "Gamis", 135_000),
    ("Gamis 1̶5̶0̶r̶b̶ 135rb", "Gamis", 135_000),
    ("Gamis 150rb → 135rb", "Gamis", 135_000),
    ("Gamis harga normal 150rb promo 135rb", "Gamis", 135_000),
    ("Gamis 135rb (normal 150rb)", "Gamis", 135_000),
    ("Gamis dari 150rb jadi 135rb", "Gamis", 135_000),
    ("Es campur sepuluh ribu", "Es campur", 10_000),
    ("Nasi uduk dua puluh lima ribu", "Nasi uduk", 25_000),
    ("Bakwan goceng", "Bakwan", 5_000),
]


@pytest.mark.parametrize(("line", "name", "price"), ONE)
def test_one_line_is_one_row_without_doubt(line, name, price):
    assert [(row.name, row.variant, row.price, row.stock, row.reason) for row in read(line)] == [
        (name, None, price, None, None)
    ]


SEVERAL = [
    (
        "Keripik singkong: ori 15rb / pedas 16rb",
        [("Keripik singkong", "ori", 15_000), ("Keripik singkong", "pedas", 16_000)],
    ),
    (
        "Keripik pisang coklat 12rb, keju 13rb",
        [("Keripik pisang", "coklat", 12_000), ("Keripik pisang", "keju", 13_000)],
    ),
    ("Kacang 1/4 25rb 1/2 48rb", [("Kacang", "1/4", 25_000), ("Kacang", "1/2", 48_000)]),
    ("Risol isi 10 : 25k, isi 5 : 13k", [("Risol", "isi 10", 25_000), ("Risol", "isi 5", 13_000)]),
    ("Telur 1kg 27rb / 1 peti 395rb", [("Telur", "1kg", 27_000), ("Telur", "1 peti", 395_000)]),
    ("Pot putih D15 8rb, D20 12rb", [("Pot putih", "D15", 8_000), ("Pot putih", "D20", 12_000)]),
    ("Es teh 5rb / jumbo 8rb", [("Es teh", None, 5_000), ("Es teh", "jumbo", 8_000)]),
    ("Matcha (hot 22k / ice 25k)", [("Matcha", "hot", 22_000), ("Matcha", "ice", 25_000)]),
    ("Kopi susu R 15k L 18k", [("Kopi susu", "R", 15_000), ("Kopi susu", "L", 18_000)]),
    ("Beras 5kg 70rb 10kg 138rb", [("Beras", "5kg", 70_000), ("Beras", "10kg", 138_000)]),
    ("Beras 5kg=70rb, 10kg=138rb", [("Beras", "5kg", 70_000), ("Beras", "10kg", 138_000)]),
    ("Toraja 200g 85k / 500g 190k", [("Toraja", "200g", 85_000), ("Toraja", "500g", 190_000)]),
    ("Risol isi 5 10rb, isi 10 18rb", [("Risol", "isi 5", 10_000), ("Risol", "isi 10", 18_000)]),
    ("Telur 2rb/butir 28rb/kg", [("Telur", "butir", 2_000), ("Telur", "kg", 28_000)]),
    ("Bakso 15rb, mie ayam 12rb", [("Bakso", None, 15_000), ("mie ayam", None, 12_000)]),
    (
        "Bakso 15rb Mie ayam 12rb Es teh 5rb",
        [("Bakso", None, 15_000), ("Mie ayam", None, 12_000), ("Es teh", None, 5_000)],
    ),
    ("Ori 15rb / Pedas 16rb", [("Ori", None, 15_000), ("Pedas", None, 16_000)]),
    ("Gamis S M L 150rb", [("Gamis", "S", 150_000), ("Gamis", "M", 150_000), ("Gamis", "L", 150_000)]),
    ("Kaos 50rb S, M", [("Kaos", "S", 50_000), ("Kaos", "M", 50_000)]),
    ("Kaos 50rb hitam, putih", [("Kaos", "hitam", 50_000), ("Kaos", "putih", 50_000)]),
]


@pytest.mark.parametrize(("line", "rows"), SEVERAL)
def test_one_line_may_hold_several_rows(line, rows):
    assert [(row.name, row.variant, row.price) for row in read(line)] == rows
    assert not any(row.reason for row in read(line))


def test_each_size_may_have_its_own_stock():
    assert [(row.variant, row.stock) for row in read("Gamis 150rb S(2) M(1) L(0)")] == [("S", 2), ("M", 1), ("L", 0)]


DOUBTFUL = [
    ("Bakso 15", 15_000, doubt.PRICE_SMALL),
    ("Bakso 12.5", 12_500, doubt.PRICE_SMALL),
    ("Kursi 150", 150_000, doubt.PRICE_SMALL),
    ("Bakso Rp 15", 15_000, doubt.PRICE_SMALL),
    ("Tas 50rb/3pcs", 50_000, doubt.PRICE_BULK),
    ("Kaos kaki 10rb dapat 3", 10_000, doubt.PRICE_BULK),
    ("Bakso 15-20rb", 15_000, doubt.PRICE_RANGE),
    ("Bakso 15.000 - 20.000", 15_000, doubt.PRICE_RANGE),
    ("Bakso 15rb s/d 20rb", 15_000, doubt.PRICE_RANGE),
    ("Donat 10rb 3 = 25rb", 10_000, doubt.PRICE_BULK_ALSO),
    ("Donat 10rb, 3pcs 25rb", 10_000, doubt.PRICE_BULK_ALSO),
    ("Nugget 45k (reseller 40k)", 45_000, doubt.PRICE_WHOLESALE),
    ("Keripik ecer 15rb grosir 12rb", 15_000, doubt.PRICE_WHOLESALE),
    ("Bakso 15rb / 20rb", 15_000, doubt.PRICE_TWO),
    ("Americano 15/18", 15_000, doubt.PRICE_TWO),
    ("Kakap 85-95", 85_000, doubt.PRICE_RANGE),
    ("Smoothing mulai 200k", 200_000, doubt.PRICE_ABOUT),
    ("Bucket snack 100rb up", 100_000, doubt.PRICE_ABOUT),
    ("Serum 20ml 75.000 / 2pcs 140.000", 75_000, doubt.PRICE_BULK_ALSO),
    ("Bakso 25rban", 25_000, doubt.PRICE_ABOUT),
    ("Bakso 12.500rb", 12_500, doubt.PRICE_ODD),
    ("Extra keju +3rb", 3_000, doubt.PRICE_EXTRA),
    ("Keripik 15000 10", 15_000, doubt.STOCK_GUESSED),
    ("Keripik 15rb ❌", 15_000, doubt.STOCK_CROSSED),
    ("~Keripik 15rb~", 15_000, doubt.STOCK_CROSSED),
    ("Tahu, tempe, bakwan @1000", 1_000, doubt.NAME_MANY),
]


@pytest.mark.parametrize(("line", "price", "reason"), DOUBTFUL)
def test_a_doubtful_line_says_why(line, price, reason):
    [row] = read(line)
    assert row.price == price
    assert reason in (row.reason or "")


def test_what_comes_free_is_a_note():
    [row] = read("Gamis 150rb free pashmina")
    assert (row.name, row.note) == ("Gamis", "free pashmina")


def test_a_count_between_separators_is_stock():
    [row] = read("Good day botol - 18 pcs - 6.500")
    assert (row.name, row.stock, row.price) == ("Good day botol", 18, 6_500)
