"""Rudi Batik in Yogyakarta: cloth to wear and to give."""

from .art.studio import Look
from .goods import Good

SHIRT, SCARF, CLOTH, GIFT = "Kemeja", "Hijab", "Kain & sarung", "Tas & hadiah"
SIZES = ("S", "M", "L", "XL")


def _sizes(price: int) -> dict[str, int]:
    return dict.fromkeys(SIZES, price)


GOODS = (
    Good("Kemeja batik parang", SHIRT, 185_000, Look("shirt", "#7a4a2b", "#efe3d2", "parang"),
         "Katun primisima, batik cap, lengan pendek. Cuci dengan lerak atau sabun lembut.",
         (6, 10, 9, 3), "Ukuran", _sizes(185_000), grams=250),
    Good("Kemeja batik kawung", SHIRT, 195_000, Look("shirt", "#23405e", "#dde5ec", "kawung", ink="#d8c9a3"),
         "Motif kawung biru tua, kancing kayu, jahitan rapi.", (5, 8, 8, 5), "Ukuran", _sizes(195_000), grams=250),
    Good("Kemeja batik truntum", SHIRT, 189_000, Look("shirt", "#3c5a3f", "#e0e8dc", "truntum", ink="#e8d9a8"),
         "Bunga melati kecil di atas hijau lumut.", (4, 6, 7, 0), "Ukuran", _sizes(189_000), was=225_000, grams=250),
    Good("Kemeja mega mendung", SHIRT, 199_000, Look("shirt", "#a63a32", "#f5dedb", "megamendung", ink="#d98a7e"),
         "Awan Cirebon dalam merah bata.", (3, 5, 4, 2), "Ukuran", _sizes(199_000), grams=250),
    Good("Pashmina ceruty", SCARF, 65_000, Look("scarf", "#b86f7d", "#f5e4e4", "plain"),
         "Jatuh dan tidak licin, 180 × 75 cm.", (12, 9, 15), "Warna",
         {"Dusty pink": 65_000, "Mocha": 65_000, "Sage": 65_000}, grams=150),
    Good("Hijab segi empat voal", SCARF, 55_000, Look("scarf", "#6f8f7d", "#e2ece5", "truntum", ink="#eef3ea"),
         "Voal halus tepi laser, 110 × 110 cm.", (14, 5), "Warna", {"Sage": 55_000, "Krem": 55_000}, grams=100),
    Good("Selendang batik", SCARF, 120_000, Look("scarf", "#5a3a6b", "#e9e0ee", "kawung", ink="#d9b45a"),
         "Batik cap ungu dengan rumbai, untuk kebaya.", (7,), grams=180),
    Good("Kain batik tulis", CLOTH, 850_000, Look("folded", "#5b3521", "#efe0cc", "parang"),
         "Ditulis tangan di Giriloyo, satu lembar satu-satunya. 2,4 × 1,1 meter.", (2,), grams=400),
    Good("Kain batik cap", CLOTH, 175_000, Look("folded", "#23405e", "#dde5ec", "megamendung", ink="#6f9dc4"),
         "Untuk seragam keluarga, tersedia sampai 20 lembar.", (20,), grams=350),
    Good("Sarung tenun", CLOTH, 145_000, Look("folded", "#2f6b5a", "#dcebe4", "plaid", ink="#c9b15a"),
         "Tenun alat bukan mesin, adem dan tidak luntur.", (11,), was=165_000, grams=450),
    Good("Kain songket", CLOTH, 420_000, Look("folded", "#8a1f3a", "#f3dbe1", "songket", ink="#e0b95a"),
         "Benang emas, untuk acara besar.", (1,), grams=500),
    Good("Tas jinjing batik", GIFT, 89_000, Look("tote", "#8a3b2a", "#f0ddd2", "kawung"),
         "Kanvas tebal dengan saku batik, muat laptop 14 inci.", (13,), grams=300),
    Good("Tas belanja parang", GIFT, 79_000, Look("tote", "#2d4a4a", "#dbe7e6", "parang", ink="#e6cf9a"),
         "Kuat menahan belanja sepuluh kilogram.", (9,), grams=280),
    Good("Peci songket", GIFT, 95_000, Look("peci", "#1f2a36", "#dde2e4", "songket", ink="#d9b45a"),
         "Beludru hitam dengan pita songket. Tulis ukuran kepala di catatan.", (8,), grams=150),
)  # fmt: skip
