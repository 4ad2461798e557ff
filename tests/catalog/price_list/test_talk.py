"""Talk around the goods makes no rows, and goods next to it are kept."""

import pytest

from app.catalog.price_list import read

TALK = """Assalamualaikum bunda
Selamat pagi kak 😊
Halo sis, ini list hari ini ya
Terima kasih 🙏
Min order 3
Min. order 50rb
Minimal belanja 100rb
Ongkir 10rb
Ongkir ditanggung pembeli
Free ongkir belanja 100rb
Gratis ongkir area Depok
Setiap pembelian 100rb dapat gratis 1
Order WA 0812-3456-7890
WA: 081234567890
Hub. +62 812 3456 7890
Telp (021) 84591234
BCA 1234567890 a.n. Sari
BRI 0012-01-023456-50-7 an Lestari
Transfer ke rek Mandiri 123-00-1234567-8
Jl. Mawar No. 15 RT 02/03 Depok
Alamat: Perum Griya Asri Blok C5 No 12
Buka jam 08.00 - 17.00 WIB
Senin - Sabtu 08.00-20.00
Open 10.00-22.00
https://shopee.co.id/tokosari
wa.me/6281234567890
IG @warungsari
email sari@example.com
DP 50%
Diskon 10% untuk member
Pengiriman Senin-Kamis
Harga sewaktu-waktu bisa berubah
Harga belum termasuk ongkir
Barang yang sudah dibeli tidak dapat ditukar
Pesan dan panggilan terenkripsi secara end-to-end
<Media tidak disertakan>
Bun yang pedas masih ada?
Mau pesan 2 keripik 15rb ya kak
Silakan japri untuk reseller
Nama :
Alamat :
No HP :
==========
▪▪▪▪▪▪▪
✨✨✨
السلام عليكم"""


@pytest.mark.parametrize("line", TALK.splitlines())
def test_talk_makes_no_row(line):
    assert read(line) == []


@pytest.mark.parametrize("line", TALK.splitlines())
def test_talk_between_goods_takes_nothing_away(line):
    rows = read(f"Bakso 15rb\n{line}\n- Mie ayam 12rb")
    assert [(row.name, row.price) for row in rows] == [("Bakso", 15_000), ("Mie ayam", 12_000)]


def test_steps_below_talk_are_not_goods():
    assert read("Cara order:\n1. Isi format\n2. Kirim bukti\n3. Tunggu balasan") == []
